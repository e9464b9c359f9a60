"""/steward: what the operator wants to know."""

import asyncio

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.errors import BackendError, Unreachable
from bot.domain.places import Level
from bot.services.servers import Server
from bot.ui.access import needs
from bot.ui.embeds import DOTS, page_links
from bot.ui.fitting import fitted
from bot.ui.host import Host, Interaction
from bot.ui.parameters import ServerName, choose_server, server_choices
from bot.ui.text import fill, safe
from bot.ui.words import cause_of

_DEADLINE = 20.0


class Steward(commands.Cog):
    """The bot itself, for its operator."""

    steward = app_commands.Group(name="steward", description="Game server: how the bot and the servers are.")

    @steward.command(name="doctor")
    @app_commands.describe(server="The server; without it the channel's, or the one you used last")
    @app_commands.autocomplete(server=server_choices)
    @needs(level=Level.ADMIN)
    async def doctor(self, interaction: Interaction, server: ServerName | None = None) -> None:
        """Game server: try address, user and rights, and show how it is."""
        await interaction.response.defer(ephemeral=True)
        chosen = choose_server(interaction, server)
        await interaction.followup.send(embed=await _examined(chosen), ephemeral=True)


async def _examined(server: Server) -> discord.Embed:
    """Ask the server all that tells how it is; what fails is a finding too, and the next is asked as well."""
    embed = discord.Embed(title=f"{DOTS[server.health.condition]} {safe(server.title, 100)}")
    embed.colour = discord.Colour.green()
    try:
        async with asyncio.timeout(_DEADLINE):
            for examine in (_verify, _ask_vitals):
                try:
                    await examine(server, embed)
                except BackendError as error:
                    _add_failure(embed, error)
    except TimeoutError:
        _add_failure(embed, Unreachable(server.title, "doctor", f"no answer within {_DEADLINE:g} s"))
    links = page_links(server.source.backend.pages(server.inner))
    if links:
        embed.add_field(name="The server's own pages", value=links, inline=False)
    return fitted(embed)


async def _verify(server: Server, embed: discord.Embed) -> None:
    sentences = await server.source.backend.verify()
    embed.description = fill([f"\N{BULLET} {safe(one, 300)}" for one in sentences], 2000)


async def _ask_vitals(server: Server, embed: discord.Embed) -> None:
    for fact in await server.source.backend.vitals(server.inner):
        embed.add_field(name=safe(fact.label), value=safe(fact.value, 300), inline=False)


def _add_failure(embed: discord.Embed, error: BackendError) -> None:
    embed.colour = discord.Colour.red()
    embed.add_field(name="This failed", value=cause_of(error), inline=False)


async def setup(bot: Host) -> None:
    """Load the commands."""
    await bot.add_cog(Steward())
