"""/linkme and /unlink: binding one's name in the games to one's membership here."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.capabilities import CanWhisper
from bot.domain.errors import LinkRefusal, LinkRefused, NoSuchServer, SeveralPlayers
from bot.domain.places import Level
from bot.domain.snapshot import Player
from bot.services.servers import Server
from bot.ui.access import needs
from bot.ui.host import Host, Interaction, Services
from bot.ui.links import chosen_links, link_choices
from bot.ui.parameters import (
    PlayerName,
    ServerName,
    choose_server,
    player_choices,
    server_choices,
)
from bot.ui.text import safe
from bot.ui.tree import answering

_SERVER = "The server you play on"
_WEAK = (
    "You were not logged in there, so it is a weak link: it goes by the name alone, which anybody can take,"
    " and is good for nothing that matters. Log in to an account in the game and use `/linkme` again."
)


async def _own_links(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Offer what the person who asks is linked to."""
    linking = interaction.client.services.linking
    return link_choices(await linking.links_of(interaction.user.id), current)


class Linking(commands.Cog):
    """Proving who one is in a game."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(name="linkme")
    @app_commands.describe(
        server=_SERVER, player="Your name there: the game then whispers you a code to type here"
    )
    @app_commands.autocomplete(server=server_choices, player=player_choices)
    @needs(CanWhisper, level=Level.EVERYONE)
    async def linkme(
        self, interaction: Interaction, server: ServerName | None = None, player: PlayerName | None = None
    ) -> None:
        """Link your name in the game to you here."""
        await interaction.response.defer(ephemeral=True)
        if player is None:
            chosen = choose_server(interaction, server) if server else None
            await offer_code(interaction, self._services, chosen)
            return
        chosen = choose_server(interaction, server)
        await self._whisper(interaction, chosen, chosen.find_player(player))

    async def _whisper(self, interaction: Interaction, server: Server, player: Player) -> None:
        who = interaction.user
        await self._services.linking.whisper(who.id, who.display_name, server, player)
        embed = discord.Embed(
            description=f"**{safe(server.title)}** just whispered a code to **{safe(player.name)}**."
            " Look at the chat in the game, then press the button and type it here.",
            colour=discord.Colour.blurple(),
        )
        view = discord.ui.View(timeout=None)
        view.add_item(TypeCode(server.name))
        await interaction.followup.send(embed=embed, view=view, ephemeral=True)

    @app_commands.command(name="unlink")
    @app_commands.describe(player="The name to unlink; without it the only one")
    @app_commands.autocomplete(player=_own_links)
    @needs(level=Level.EVERYONE)
    async def unlink(self, interaction: Interaction, player: PlayerName | None = None) -> None:
        """Undo a link between you and a name in a game."""
        await interaction.response.defer(ephemeral=True)
        links = await self._services.linking.links_of(interaction.user.id)
        fits = chosen_links(links, player)
        if not fits:
            raise LinkRefused(LinkRefusal.NOT_LINKED)
        if len(fits) > 1:
            raise SeveralPlayers(player or "", [link.name for link in fits])
        [link] = fits
        await self._services.linking.undo(link)
        embed = discord.Embed(
            description=f"You are no longer linked to **{safe(link.name)}**.", colour=discord.Colour.green()
        )
        await interaction.followup.send(embed=embed, ephemeral=True)


async def offer_code(
    interaction: discord.Interaction[Any], services: Services, server: Server | None = None
) -> None:
    """Give one person a code to type in a game, that of *server* if there is one; raise `LinkRefused`."""
    there = [one for one in services.servers if one.source.takes_codes]
    if not there or (server is not None and server not in there):
        raise LinkRefused(LinkRefusal.NEEDS_A_NAME)
    names = " or ".join(f"**{safe(one.title)}**" for one in there[:5])
    where = "a server" if len(there) == len(services.servers) else names
    code = await services.linking.begin(interaction.user.id)
    embed = discord.Embed(
        title="Link your name in the game",
        description=f"Join {where} and type this in the game's chat:\n```\n!linkme {code}\n```"
        "The code works once and for ten minutes. Do not type a code that somebody else gave you:"
        " it would link you to them.",
        colour=discord.Colour.blurple(),
    )
    embed.set_footer(
        text="No answer in the game? Use /linkme with your name as player: the game then whispers you a code."
    )
    await interaction.followup.send(embed=embed, ephemeral=True)


class TypeCode(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"type-code:(.*)"):
    """Opens the field for a code that a game whispered."""

    def __init__(self, server: str) -> None:
        super().__init__(
            discord.ui.Button(
                label="Type the code",
                style=discord.ButtonStyle.primary,
                custom_id=f"type-code:{server}"[:100],
            )
        )
        self._server = server

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], __: discord.ui.Item[Any], match: Any, /
    ) -> "TypeCode":
        """Make the button again from its id, whichever run of the bot made it."""
        return cls(match[1])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Ask for the code."""
        services: Services = interaction.client.services
        async with answering(interaction):
            server = services.servers.get(self._server)
            if server is None:
                raise NoSuchServer(self._server, [])
            await interaction.response.send_modal(CodeModal(services, server))


class CodeModal(discord.ui.Modal, title="The code from the game"):
    """One field, for the code."""

    code: discord.ui.TextInput["CodeModal"] = discord.ui.TextInput(
        label="Code", placeholder="1234-5678", min_length=8, max_length=12
    )

    def __init__(self, services: Services, server: Server) -> None:
        super().__init__()
        self._services = services
        self._server = server

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Check the code and say what came of it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        async with answering(interaction):
            link = await self._services.linking.redeem(interaction.user.id, self.code.value, self._server)
            weak = f"\n{_WEAK}" if link.identity.is_weak else ""
            embed = discord.Embed(
                description=f"You are linked to **{safe(link.name)}**.{weak}", colour=discord.Colour.green()
            )
            await interaction.followup.send(embed=embed, ephemeral=True)


class LinkButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"board-link:(.*)"):
    """Begins a link from below a board."""

    def __init__(self, subject: str) -> None:
        super().__init__(discord.ui.Button(custom_id=f"board-link:{subject}"))
        self._subject = subject

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], __: discord.ui.Item[Any], match: Any, /
    ) -> "LinkButton":
        """Make the button again from its id, whichever run of the bot made the board."""
        return cls(match[1])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the press."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        services: Services = interaction.client.services
        async with answering(interaction):
            await offer_code(interaction, services, services.servers.get(self._subject))


async def setup(bot: Host) -> None:
    """Load the commands and the boards' button."""
    await bot.add_cog(Linking(bot.services))
    bot.add_dynamic_items(LinkButton, TypeCode)
