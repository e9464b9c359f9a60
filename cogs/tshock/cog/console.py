"""The server's console, for what has no command of its own."""

from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.kit import Interaction, Level, ServerName, fill, fitted, needs, safe, server_choices
from cogs.tshock.capabilities import RunsTerraria
from cogs.tshock.cog.acting import Act, chosen, do
from cogs.tshock.cog.group import SERVER, TERRARIA

_NOTHING = "The server told nothing, which is how it takes most of what all players see."
CommandText = app_commands.Range[str, 1, 400]


class ConsoleCommands(commands.Cog):
    """The part of `/terraria` that takes any command."""

    @TERRARIA.command(name="command")
    @app_commands.describe(command="As in the server's console, such as /worldinfo", server=SERVER)
    @app_commands.autocomplete(server=server_choices)
    @needs(RunsTerraria, level=Level.ADMIN)
    async def command(
        self, interaction: Interaction, command: CommandText, server: ServerName | None = None
    ) -> None:
        """Game server: run a command of its console; never one with a password."""
        await interaction.response.defer(ephemeral=True)
        where, runs = chosen(interaction, server)
        taken, told = runs.console.taken(command), list[str]()

        async def run() -> str:
            told.extend(await runs.console.run(taken) or [_NOTHING])
            return ""  # what it told is for whoever asked alone, and stays out of the audit

        embed = await do(interaction, where, Act(f"Command {safe(taken)}", "ran {target}", run, taken))
        await interaction.followup.send(embed=_with_told(embed, told), ephemeral=True)


def _with_told(embed: discord.Embed, told: Sequence[str]) -> discord.Embed:
    said = fill([safe(line, 300) for line in told], 3500)
    embed.description = f"{embed.description}\n{said}"
    return fitted(embed)
