"""Who is kept out or kept quiet, and by whom."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.capabilities import CanMute, KeepsBans, require
from bot.domain.errors import BadValue
from bot.domain.places import Level
from bot.domain.sanctions import Sanction, SanctionKind
from bot.domain.times import in_words
from bot.services.servers import Server
from bot.ui.access import needs
from bot.ui.embeds import receipt_embed
from bot.ui.host import Interaction, Services
from bot.ui.paging import send_pages
from bot.ui.parameters import (
    Length,
    PlayerName,
    Reason,
    ServerName,
    choose_server,
    length_meant,
    player_choices,
    server_choices,
)
from bot.ui.restraint_embeds import bans_pages
from bot.ui.text import clip, one_line, safe
from bot.ui.views import ask
from cogs.mod.group import MOD

_CHOICES = 25
_MUTE = "mute:"
_SERVER = "The server; without it the channel's, or the one you used last"


async def muted_choices(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Offer who is muted on the server that was chosen so far."""
    try:
        server = choose_server(interaction, getattr(interaction.namespace, "server", None))
    except Exception:  # noqa: BLE001 - whatever is wrong is told when the command is sent; a list has no place for it
        return []
    mutes = interaction.client.services.sanctions.running(server.name, SanctionKind.MUTE)
    fits = [mute for mute in mutes if current.casefold() in mute.name.casefold()]
    return [
        app_commands.Choice(name=clip(one_line(mute.name), 100) or "?", value=f"{_MUTE}{mute.id}")
        for mute in fits[:_CHOICES]
    ]


class Restraint(commands.Cog):
    """The part of `/mod` about bans and mutes."""

    _services: Services

    @MOD.command(name="bans")
    @app_commands.describe(server=_SERVER)
    @app_commands.autocomplete(server=server_choices)
    @needs(KeepsBans, level=Level.MODERATOR)
    async def bans(self, interaction: Interaction, server: ServerName | None = None) -> None:
        """Game server: list who is banned and who is muted."""
        await interaction.response.defer(ephemeral=True)
        chosen = choose_server(interaction, server)
        backend = require(chosen.source.backend, KeepsBans, chosen.title)
        bans = await backend.bans(chosen.inner)
        running = self._services.sanctions.running(chosen.name)
        await send_pages(interaction, bans_pages(chosen.title, bans, running))

    @MOD.command(name="mute")
    @app_commands.describe(
        player="Who",
        reason="Why; kept in the audit",
        duration="How long, such as 30m, 2h or 1d; without it until somebody lifts it",
        server=_SERVER,
    )
    @app_commands.autocomplete(player=player_choices, server=server_choices)
    @needs(CanMute, level=Level.MODERATOR)
    async def mute(
        self,
        interaction: Interaction,
        player: PlayerName,
        reason: Reason,
        duration: Length | None = None,
        server: ServerName | None = None,
    ) -> None:
        """Game server: keep a player from writing in the game's chat."""
        await interaction.response.defer(ephemeral=True)
        chosen = choose_server(interaction, server)
        person, length = chosen.find_player(player), length_meant(duration)

        async def act(pressed: Interaction) -> discord.Embed:
            receipt = await self._services.moderation.mute(pressed.user.id, chosen, person, length, reason)
            return receipt_embed(f"Mute {safe(person.name)}", [receipt])

        how_long = f"for {in_words(length)}" if length else "until somebody lifts it"
        question = discord.Embed(
            description=f"Mute **{safe(person.name)}** on **{safe(chosen.title)}** {how_long}?\n"
            f"Reason: {safe(reason, 200)}",
            colour=discord.Colour.gold(),
        )
        question.set_footer(text="The bot mutes them again when they come back, and lifts it in time.")
        await ask(interaction, question, "Mute", act, chosen)

    @MOD.command(name="unmute")
    @app_commands.describe(player="Who, from the list", reason="Why; kept in the audit", server=_SERVER)
    @app_commands.autocomplete(player=muted_choices, server=server_choices)
    @needs(CanMute, level=Level.MODERATOR)
    async def unmute(
        self,
        interaction: Interaction,
        player: PlayerName,
        reason: Reason,
        server: ServerName | None = None,
    ) -> None:
        """Game server: let somebody write again."""
        await interaction.response.defer(ephemeral=True)
        chosen = choose_server(interaction, server)
        mute = self._mute_meant(chosen, player)
        receipt = await self._services.moderation.unmute(interaction.user.id, chosen, mute, reason)
        shown = receipt_embed(f"Unmute {safe(mute.name)}", [receipt])
        await interaction.followup.send(embed=shown, ephemeral=True)

    def _mute_meant(self, server: Server, asked: str) -> Sanction:
        mutes = self._services.sanctions.running(server.name, SanctionKind.MUTE)
        by_list = [mute for mute in mutes if f"{_MUTE}{mute.id}" == asked]
        named = [mute for mute in mutes if mute.name.casefold() == asked.strip().casefold()]
        fits = by_list or named
        if not fits:
            raise BadValue("player", asked, "somebody who is muted there", [mute.name for mute in mutes])
        return fits[-1]
