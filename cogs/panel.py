"""What happens when staff press something on a control panel."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord

from bot.domain.capabilities import KeepsBans, TellsOfPlayers, require
from bot.domain.errors import NoSuchPlayer, NoSuchServer
from bot.domain.places import Level
from bot.domain.snapshot import Player
from bot.domain.times import in_words
from bot.services.servers import Server
from bot.ui.embeds import receipt_embed
from bot.ui.fitting import fitted
from bot.ui.host import Host, Interaction
from bot.ui.panel import ACTS, TO_A_PLAYER, PanelAct, chosen_player
from bot.ui.parameters import length_meant
from bot.ui.player_details import details_embed
from bot.ui.presets import PresetsView, presets_embed
from bot.ui.steering import ADVANCE, RESTART, steer
from bot.ui.text import safe
from bot.ui.tree import answering
from bot.ui.views import Fleeting, Form, checking

_FROM = "from the control panel"
_LIFETIME = 300.0
_FIELD = discord.ui.TextInput[Any]


class PanelButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"panel:(\w+):(.*)"):
    """One act of a panel, whichever run of the bot made it."""

    def __init__(self, act: str, server: str) -> None:
        super().__init__(discord.ui.Button(custom_id=f"panel:{act}:{server}"))
        self._act = act
        self._server = server

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], __: discord.ui.Item[Any], match: Any, /
    ) -> "PanelButton":
        """Make the button again from its id."""
        return cls(match[1], match[2])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Begin the act for whoever may."""
        async with answering(interaction):
            server = _server(interaction, self._server)
            for act in ACTS:
                if act.name == self._act:
                    require(server.source.backend, act.capability, server.title)
                    await _BEGINNINGS[act.name](interaction, server)


class PlayerList(discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"panel-player:(\d):(.*)"):
    """The people on a server; one is chosen, and then what shall be done."""

    def __init__(self, number: str, server: str) -> None:
        super().__init__(discord.ui.Select(custom_id=f"panel-player:{number}:{server}"))
        self._server = server

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], __: discord.ui.Item[Any], match: Any, /
    ) -> "PlayerList":
        """Make the list again from its id."""
        return cls(match[1], match[2])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show who was chosen, with a button for all that can be done to them."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        async with answering(interaction):
            server = _server(interaction, self._server)
            player = chosen_player(server, self.item.values[0])
            if player is None:
                raise NoSuchPlayer("That player", server.title)
            place = f"Place {player.place}. " if player.place else ""
            detail = safe(player.detail, 100) if player.detail else ""
            embed = discord.Embed(
                title=f"{safe(player.name)} on {safe(server.title)}",
                description=f"{place}{detail}",
                colour=discord.Colour.blurple(),
            )
            for fact in server.source.backend.about(server.inner, player):
                embed.add_field(name=safe(fact.label), value=safe(fact.value, 200))
            view = PersonButtons(interaction, server, player)
            await interaction.followup.send(embed=fitted(embed), view=view, ephemeral=True)


class PersonButtons(Fleeting):
    """All that the game can do to one player, or tell of them."""

    def __init__(self, asked_in: Interaction, server: Server, player: Player) -> None:
        super().__init__(asked_in, _LIFETIME)
        for act in TO_A_PLAYER:
            if server.source.can(act.capability):
                self.add_item(PersonButton(act, self.name_item(act.name), server, player))


class PersonButton(discord.ui.Button[PersonButtons]):
    """Begins one act."""

    def __init__(self, act: PanelAct, custom_id: str, server: Server, player: Player) -> None:
        super().__init__(label=act.label, style=act.style, custom_id=custom_id)
        self._begin = _WITH_A_PLAYER[act.name]
        self._server = server
        self._player = player

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Begin it for whoever may."""
        async with answering(interaction):
            checking(Level.MODERATOR, self._server)(interaction)
            await self._begin(interaction, self._server, self._player)


def _server(interaction: discord.Interaction[Any], name: str) -> Server:
    """Return the server of a panel for who is a moderator there; a panel may outlive its server."""
    services = interaction.client.services
    server: Server | None = services.servers.get(name)
    if server is None:
        allowed = [one.name for one in services.servers if _may(interaction, one)]
        raise NoSuchServer(name, allowed)
    services.access.require(interaction.user, Level.MODERATOR, server)
    return server


def _may(interaction: discord.Interaction[Any], server: Server) -> bool:
    level: Level = interaction.client.services.access.level(interaction.user, server)
    return level >= Level.MODERATOR


def _kick_form(server: Server, player: Player) -> Form:
    async def kick(sent: Interaction, typed: Mapping[str, str]) -> discord.Embed:
        moderation = sent.client.services.moderation
        receipt = await moderation.kick(sent.user.id, server, player, typed["reason"])
        return receipt_embed(f"Kick {safe(player.name)}", [receipt])

    fields = {"reason": _reason()}
    return Form(f"Kick {player.name}", fields, kick, checking(Level.MODERATOR, server))


def _kill_form(server: Server, player: Player) -> Form:
    async def kill(sent: Interaction, typed: Mapping[str, str]) -> discord.Embed:
        moderation = sent.client.services.moderation
        receipt = await moderation.kill(sent.user.id, server, player, typed["reason"])
        return receipt_embed(f"Kill {safe(player.name)}", [receipt])

    fields = {"reason": _reason()}
    return Form(f"Kill {player.name} in the game", fields, kill, checking(Level.MODERATOR, server))


def _ban_form(server: Server, player: Player) -> Form:
    async def ban(sent: Interaction, typed: Mapping[str, str]) -> discord.Embed:
        length, moderation = length_meant(typed["duration"] or None), sent.client.services.moderation
        receipt = await moderation.ban(sent.user.id, server, player, length, typed["reason"])
        how_long = f"for {in_words(length)}" if length else "for good"
        return receipt_embed(f"Ban {safe(player.name)} {how_long}", [receipt])

    may_be_for_good = isinstance(server.source.backend, KeepsBans)
    fields = {"duration": _length(needed=not may_be_for_good), "reason": _reason()}
    return Form(f"Ban {player.name}", fields, ban, checking(Level.MODERATOR, server))


def _mute_form(server: Server, player: Player) -> Form:
    async def mute(sent: Interaction, typed: Mapping[str, str]) -> discord.Embed:
        length, moderation = length_meant(typed["duration"] or None), sent.client.services.moderation
        receipt = await moderation.mute(sent.user.id, server, player, length, typed["reason"])
        return receipt_embed(f"Mute {safe(player.name)}", [receipt])

    fields = {"duration": _length(needed=False), "reason": _reason()}
    return Form(f"Mute {player.name}", fields, mute, checking(Level.MODERATOR, server))


def _whisper_form(server: Server, player: Player) -> Form:
    async def whisper(sent: Interaction, typed: Mapping[str, str]) -> discord.Embed:
        receipt = await sent.client.services.moderation.say(sent.user.id, server, typed["text"], player)
        return receipt_embed(f"Message to {safe(player.name)}", [receipt])

    return Form(f"Write to {player.name}", {"text": _text()}, whisper, checking(Level.MODERATOR, server))


def _length(*, needed: bool) -> _FIELD:
    hint = "30m, 2h or 1d" if needed else "30m, 2h or 1d; empty: until somebody lifts it"
    return _FIELD(label="How long", placeholder=hint, required=needed, min_length=2, max_length=20)


def _reason() -> _FIELD:
    return _FIELD(label="Why", placeholder="Kept in the audit", min_length=1, max_length=200)


def _text() -> _FIELD:
    return _FIELD(label="Text", min_length=1, max_length=400)


_Begin = Callable[[Interaction, Server, Player], Awaitable[None]]


def _opening(form: Callable[[Server, Player], Form]) -> _Begin:
    async def begin(interaction: Interaction, server: Server, player: Player) -> None:
        await interaction.response.send_modal(form(server, player))

    return begin


async def _details(interaction: Interaction, server: Server, player: Player) -> None:
    """Ask the server now: what somebody carries is in no look."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    backend = require(server.source.backend, TellsOfPlayers, server.title)
    details = await backend.details(server.inner, player)
    title = f"{safe(player.name)} on {safe(server.title)}"
    await interaction.followup.send(embed=details_embed(title, details), ephemeral=True)


_WITH_A_PLAYER: Mapping[str, _Begin] = {
    "kick": _opening(_kick_form),
    "ban": _opening(_ban_form),
    "kill": _opening(_kill_form),
    "mute": _opening(_mute_form),
    "whisper": _opening(_whisper_form),
    "details": _details,
}


async def _advance(interaction: Interaction, server: Server) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await steer(interaction, ADVANCE, server, _FROM)


async def _restart(interaction: Interaction, server: Server) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await steer(interaction, RESTART, server, _FROM)


async def _say(interaction: Interaction, server: Server) -> None:
    async def say(sent: Interaction, typed: Mapping[str, str]) -> discord.Embed:
        receipt = await sent.client.services.moderation.say(sent.user.id, server, typed["text"])
        return receipt_embed("Message", [receipt])

    form = Form(f"Say on {server.title}", {"text": _text()}, say, checking(Level.MODERATOR, server))
    await interaction.response.send_modal(form)


async def _preset(interaction: Interaction, server: Server) -> None:
    view = PresetsView(interaction, server, _FROM)
    await interaction.response.send_message(embed=presets_embed(server), view=view, ephemeral=True)


_BEGINNINGS: Mapping[str, Callable[[Interaction, Server], Awaitable[None]]] = {
    "advance": _advance,
    "restart": _restart,
    "say": _say,
    "preset": _preset,
}


async def setup(bot: Host) -> None:
    """Take up the panels that stand already."""
    bot.add_dynamic_items(PanelButton, PlayerList)
