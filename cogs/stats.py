"""/stats and /leaderboard: how long people played."""

from collections.abc import Mapping
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.places import Level
from bot.domain.playtime import Someone, someone
from bot.ui.access import needs
from bot.ui.driven_choices import Asked, Choices
from bot.ui.host import Host, Interaction, Services
from bot.ui.paging import send_pages
from bot.ui.parameters import ServerName, choose_server, server_choices
from bot.ui.played_choices import PeopleChoices
from bot.ui.playtime_embeds import leader_pages, stats_embed
from bot.ui.text import safe

_DOT = " \N{MIDDLE DOT} "


class Stats(commands.Cog):
    """Looks up who played how long."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._people = PeopleChoices(services.playtime)

    @app_commands.command(name="stats")
    @app_commands.describe(player="Who; without it you", server="Only on this server; without it on all")
    @app_commands.autocomplete(server=server_choices)
    @needs(level=Level.EVERYONE)
    async def stats(
        self, interaction: Interaction, player: Asked | None = None, server: ServerName | None = None
    ) -> None:
        """Show how long you, or somebody else, played."""
        await interaction.response.defer(ephemeral=True)
        only = choose_server(interaction, server) if server else None
        if player is None:
            people = await self._asker(interaction)
            title = "Your playtime"
            nothing = _NOT_SEEN if people else _NOT_LINKED
        else:
            chosen = await self._people.choose(player, self._titles())
            people, title, nothing = [chosen], f"Playtime of {safe(chosen.name, 40)}", _NOT_SEEN
        if only:
            title += _DOT + safe(only.title, 60)
        found = await self._services.playtime.stats(people, only.name if only else None)
        if found is None:
            embed = discord.Embed(title=title, description=nothing, colour=discord.Colour.light_grey())
        else:
            embed = stats_embed(title, found, self._titles())
        await interaction.followup.send(embed=embed, ephemeral=True)

    @stats.autocomplete("player")
    async def _offer_people(self, _: Interaction, current: str) -> Choices:
        return await self._people.offer(current, self._titles())

    @app_commands.command(name="leaderboard")
    @app_commands.describe(
        metric="What counts; without it the time played", server="Only on this server; without it on all"
    )
    @app_commands.autocomplete(server=server_choices)
    @needs(level=Level.EVERYONE)
    async def leaderboard(
        self,
        interaction: Interaction,
        metric: Literal["playtime"] = "playtime",
        server: ServerName | None = None,
    ) -> None:
        """Show who played longest."""
        await interaction.response.defer(ephemeral=True)
        only = choose_server(interaction, server) if server else None
        leaders = await self._services.playtime.leaders(only.name if only else None)
        members = await self._services.linking.members(one.who for one in leaders)
        title = "Most time played" + (f"{_DOT}{safe(only.title, 60)}" if only else "")
        await send_pages(interaction, leader_pages(title, leaders, members, self._titles()))

    async def _asker(self, interaction: Interaction) -> list[Someone]:
        links = await self._services.linking.links_of(interaction.user.id)
        return [someone(link.name, link.identity) for link in links]

    def _titles(self) -> Mapping[str, str]:
        return {server.name: server.title for server in self._services.servers}


_NOT_LINKED = "No name in a game is linked to you yet; `/linkme` does that. Until then name a player."
_NOT_SEEN = "Nobody saw that played here yet."


async def setup(bot: Host) -> None:
    """Load the commands."""
    await bot.add_cog(Stats(bot.services))
