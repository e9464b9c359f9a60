"""Acts on a server's program."""

from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.kit import (
    BadValue,
    Form,
    Interaction,
    Level,
    Server,
    ServerName,
    checking,
    fill,
    fitted,
    needs,
    safe,
    server_choices,
)
from cogs.tshock.capabilities import RestartsTerraria, RunsTerraria
from cogs.tshock.cog.acting import Act, answer, ask_first, chosen, do
from cogs.tshock.cog.group import SERVER, TERRARIA

Message = app_commands.Range[str, 1, 200]
_FIELD = discord.ui.TextInput[Any]


class ProcessCommands(commands.Cog):
    """The part of `/terraria` about the server's program and its files."""

    @TERRARIA.command(name="off")
    @app_commands.describe(save="Save the world first; without this it is saved", server=SERVER)
    @app_commands.autocomplete(server=server_choices)
    @needs(RunsTerraria, level=Level.ADMIN)
    async def off(
        self, interaction: Interaction, save: bool = True, server: ServerName | None = None
    ) -> None:
        """Game server: switch the server off; you type its name first."""
        where, runs = chosen(interaction, server)
        await interaction.response.send_modal(_off_form(where, runs, save=save))

    @TERRARIA.command(name="restart")
    @app_commands.describe(message="What the players read when they are put out", server=SERVER)
    @app_commands.autocomplete(server=server_choices)
    @needs(RestartsTerraria, level=Level.ADMIN)
    async def restart(
        self, interaction: Interaction, message: Message = "", server: ServerName | None = None
    ) -> None:
        """Game server: save the world and start the server anew."""
        await interaction.response.defer(ephemeral=True)
        where, runs = chosen(interaction, server)
        act = Act("Restart the server", "restarted the server", lambda: runs.process.restart(message))
        question = f"Save the world of **{safe(where.title)}** and start the server anew? {_players(where)}"
        await ask_first(interaction, where, act, question, "Restart it")

    @TERRARIA.command(name="reload")
    @app_commands.describe(server=SERVER)
    @app_commands.autocomplete(server=server_choices)
    @needs(RunsTerraria, level=Level.ADMIN)
    async def reload(self, interaction: Interaction, server: ServerName | None = None) -> None:
        """Game server: read its configuration, groups and regions again."""
        await interaction.response.defer(ephemeral=True)
        where, runs = chosen(interaction, server)
        await answer(interaction, where, Act("Reload", "had the configuration reloaded", runs.process.reload))

    @TERRARIA.command(name="motd")
    @app_commands.describe(server=SERVER)
    @app_commands.autocomplete(server=server_choices)
    @needs(RunsTerraria, level=Level.ADMIN)
    async def motd(self, interaction: Interaction, server: ServerName | None = None) -> None:
        """Game server: show what players read when they join."""
        await interaction.response.defer(ephemeral=True)
        where, runs = chosen(interaction, server)
        lines = [safe(line, 300) if line.strip() else "" for line in await runs.process.motd()]
        embed = discord.Embed(
            title=f"What players read who join {safe(where.title)}",
            description=fill(lines, 3900) or "Nothing.",
            colour=discord.Colour.blurple(),
        )
        embed.set_footer(text="As its file has it: the server fills in what stands between % signs.")
        await interaction.followup.send(embed=fitted(embed), ephemeral=True)


def _off_form(server: Server, runs: RunsTerraria, *, save: bool) -> Form:
    async def off(sent: Interaction, typed: Mapping[str, str]) -> discord.Embed:
        if typed["name"] not in {server.name, server.title}:
            raise BadValue("name", typed["name"], f"the server's name, {server.name}")
        verb = "switched the server off" if save else "switched the server off without saving"
        act = Act("Switch off", verb, lambda: runs.process.off(typed["message"], save=save))
        return await do(sent, server, act)

    fields = {
        "name": _FIELD(label=f"Type {server.name}"[:45], placeholder="Its name in main.yaml", max_length=100),
        "message": _FIELD(
            label="What the players read",
            placeholder="Empty: the server's own words",
            required=False,
            max_length=200,
        ),
    }
    unsaved = "" if save else ", unsaved"
    return Form(f"Off{unsaved}: {server.title}", fields, off, checking(Level.ADMIN, server))


def _players(server: Server) -> str:
    count = len(server.roster)
    if not count:
        return "Nobody plays now."
    return "One player is put out." if count == 1 else f"{count} players are put out."
