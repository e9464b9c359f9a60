"""/servers, /players, the Player card, and the buttons under the boards: what everybody may see."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.places import Level
from bot.services.servers import Server
from bot.ui.access import needs
from bot.ui.embeds import overview_embed, page_links, players_embed, status_embed
from bot.ui.fitting import fitted
from bot.ui.host import Host, Interaction, Services
from bot.ui.links import link_words
from bot.ui.parameters import ServerName, choose_server, server_choices
from bot.ui.player_details import add_notices
from bot.ui.setting_choices import settings_of
from bot.ui.settings_view import SettingsView
from bot.ui.settings_words import groups_of
from bot.ui.text import safe
from bot.ui.tree import answering


class Status(commands.Cog):
    """What is going on where."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(name="servers")
    @app_commands.describe(server="One server, for its details")
    @app_commands.autocomplete(server=server_choices)
    @needs(level=Level.EVERYONE)
    async def servers(self, interaction: Interaction, server: ServerName | None = None) -> None:
        """Show all game servers, or one in detail."""
        await interaction.response.defer(ephemeral=True)
        if server is None:
            embed = overview_embed(list(self._services.servers))
            await interaction.followup.send(embed=embed, ephemeral=True)
            return
        chosen = choose_server(interaction, server)
        players = chosen.snapshot.players if chosen.snapshot else ()
        embed = status_embed(chosen, await self._services.linking.members(players))
        if chosen.answers:
            add_notices(embed, await chosen.source.backend.notices(chosen.inner))
        links = page_links(chosen.source.backend.pages(chosen.inner))
        if links and self._services.access.level(interaction.user, chosen) >= Level.MODERATOR:
            embed.add_field(name="The server's own pages", value=links, inline=False)
        groups = groups_of(settings_of(chosen))
        view = SettingsView(interaction, chosen, groups) if groups else discord.utils.MISSING
        await interaction.followup.send(embed=fitted(embed), view=view, ephemeral=True)

    @app_commands.command(name="players")
    @app_commands.describe(server="The server; without it the channel's, or the one you used last")
    @app_commands.autocomplete(server=server_choices)
    @needs(level=Level.EVERYONE)
    async def players(self, interaction: Interaction, server: ServerName | None = None) -> None:
        """Show who is playing."""
        await interaction.response.defer(ephemeral=True)
        embed = await _playing(self._services, choose_server(interaction, server))
        await interaction.followup.send(embed=embed, ephemeral=True)


async def _playing(services: Services, server: Server) -> discord.Embed:
    players = server.snapshot.players if server.snapshot else ()
    return players_embed(server, await services.linking.members(players))


@app_commands.context_menu(name="Player card")
@needs(level=Level.EVERYONE)
async def player_card(interaction: Interaction, member: discord.Member) -> None:
    """Show what a member is linked to, and where they play now."""
    await interaction.response.defer(ephemeral=True)
    services = interaction.client.services
    links = await services.linking.links_of(member.id)
    embed = discord.Embed(title=safe(member.display_name), colour=discord.Colour.blurple())
    embed.description = "\n".join(map(link_words, links))
    for server in services.servers:
        identities = {link.identity for link in links}
        here = [player for player in server.roster.values() if player.identity in identities]
        if here and server.answers:
            embed.add_field(name="Playing now", value=f"{safe(here[0].name)} on {safe(server.title)}")
    embed.description = embed.description or "Not linked to any player yet; `/linkme` does that."
    await interaction.followup.send(embed=fitted(embed), ephemeral=True)


class PlayersButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"board-players:(\w+):(.*)"):
    """Shows one person who is playing, from below a board."""

    def __init__(self, kind: str, subject: str) -> None:
        super().__init__(discord.ui.Button(custom_id=f"board-players:{kind}:{subject}"))
        self._subject = subject

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], __: discord.ui.Item[Any], match: Any, /
    ) -> "PlayersButton":
        """Make the button again from its id, whichever run of the bot made the board."""
        return cls(match[1], match[2])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the press."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        services: Services = interaction.client.services
        async with answering(interaction):
            server = services.servers.get(self._subject)
            embed = await _playing(services, server) if server else overview_embed(list(services.servers))
            await interaction.followup.send(embed=embed, ephemeral=True)


async def setup(bot: Host) -> None:
    """Load what everybody may see."""
    await bot.add_cog(Status(bot.services))
    bot.tree.add_command(player_card)
    bot.add_dynamic_items(PlayersButton)


async def teardown(bot: Host) -> None:
    """Give the context menu back."""
    bot.tree.remove_command(player_card.name, type=discord.AppCommandType.user)
