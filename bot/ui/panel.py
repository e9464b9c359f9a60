"""The control panel: what staff see of one server, and press to steer it; made from what the game can."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import discord

from bot.domain.capabilities import (
    CanAdvance,
    CanBan,
    CanKick,
    CanKill,
    CanMute,
    CanRestart,
    CanSay,
    CanSetSession,
    CanWhisper,
    Capability,
    TellsOfPlayers,
)
from bot.domain.snapshot import Player
from bot.services.servers import Server
from bot.ui.board_buttons import players_button
from bot.ui.embeds import COLOURS, DOTS, condition_words, now_words, page_links, slots_words
from bot.ui.fitting import fitted
from bot.ui.text import one_line, safe

_NAMES = 600
"""Characters for the names of who is on: the lists below the panel show everybody."""
_OPTIONS = 25
_LISTS = 4
"""Lists of players that one message can hold below its buttons."""
_LABEL = 100


@dataclass(frozen=True, slots=True)
class PanelAct:
    """One button of a panel, what a server must be able to do for it, and what else it *has*."""

    name: str
    label: str
    capability: type[Capability]
    style: discord.ButtonStyle = discord.ButtonStyle.secondary
    has: Callable[[Server], bool] = lambda _: True


ACTS = (
    PanelAct("advance", "Advance", CanAdvance, discord.ButtonStyle.primary),
    PanelAct("restart", "Restart", CanRestart, discord.ButtonStyle.danger),
    PanelAct("say", "Say", CanSay),
    PanelAct("preset", "Preset", CanSetSession, has=lambda server: bool(server.presets)),
)
TO_A_PLAYER = (
    PanelAct("kick", "Kick", CanKick, discord.ButtonStyle.danger),
    PanelAct("ban", "Ban", CanBan, discord.ButtonStyle.danger),
    PanelAct("kill", "Kill", CanKill, discord.ButtonStyle.danger),
    PanelAct("mute", "Mute", CanMute),
    PanelAct("whisper", "Whisper", CanWhisper),
    PanelAct("details", "Inventory", TellsOfPlayers),
)


def panel_embed(server: Server) -> discord.Embed:
    """Show in a few lines how a server is, what runs on it and who is there."""
    condition, snapshot = server.health.condition, server.snapshot
    lines = [condition_words(server) or "It answers."]
    if snapshot is not None:
        parts = (now_words(snapshot), safe(snapshot.map, 100) if snapshot.map else "")
        doing = " \N{MIDDLE DOT} ".join(part for part in parts if part)
        lines += [*([doing] if doing else []), f"**{slots_words(snapshot)}**"]
        lines += [_names(snapshot.players)] if snapshot.players else []
    links = page_links(server.source.backend.pages(server.inner))
    return fitted(
        discord.Embed(
            title=f"{DOTS[condition]} {safe(server.title, 100)}: control panel",
            colour=COLOURS[condition],
            description="\n".join([*lines, *([links] if links else [])]),
        )
    )


def panel_view(server: Server) -> discord.ui.View:
    """Return a button for each act that the server can do, and lists of the people on it."""
    view = discord.ui.View(timeout=None)
    view.add_item(players_button("panel", server.name))
    for act in ACTS:
        if server.source.can(act.capability) and act.has(server):
            view.add_item(
                discord.ui.Button(
                    label=act.label, style=act.style, custom_id=f"panel:{act.name}:{server.name}"[:100]
                )
            )
    if any(server.source.can(act.capability) for act in TO_A_PLAYER):
        for number, players in enumerate(_lists(server)):
            view.add_item(_list(server.name, number, players))
    return view


def chosen_player(server: Server, value: str) -> Player | None:
    """Return whom an option of a panel's list means, if they are still there."""
    handle = value.rpartition(":")[0]
    player = server.roster.get(handle)
    return player if player is not None and value_of(player) == value else None


def value_of(player: Player) -> str:
    """Return the value of *player* in a list; a handle alone may soon be somebody else's."""
    return f"{player.handle[:80]}:{hashlib.sha256(player.name.encode()).hexdigest()[:12]}"


def _names(players: Sequence[Player]) -> str:
    """Join as many names as there is room for."""
    shown: list[str] = []
    room = _NAMES
    ordered = sorted(players, key=_by_name)
    for player in ordered:
        name = safe(player.name, 32)
        room -= len(name) + 2
        if room < 0:
            return f"{', '.join(shown)} and {len(ordered) - len(shown)} more"
        shown.append(name)
    return ", ".join(shown)


def _lists(server: Server) -> Iterator[Sequence[Player]]:
    """Yield the players by name, in as many parts as lists are needed."""
    ordered = sorted(server.roster.values(), key=_by_name)[: _OPTIONS * _LISTS]
    for start in range(0, len(ordered), _OPTIONS):
        yield ordered[start : start + _OPTIONS]


def _list(server: str, number: int, players: Sequence[Player]) -> discord.ui.Select[discord.ui.View]:
    first, last = _plain(players[0].name)[:40], _plain(players[-1].name)[:40]
    return discord.ui.Select(
        custom_id=f"panel-player:{number}:{server}"[:100],
        placeholder=f"A player: {first}" + (f" to {last}" if len(players) > 1 else ""),
        options=[
            discord.SelectOption(
                label=_plain(player.name),
                value=value_of(player),
                description=_plain(player.detail, "") or None,
            )
            for player in players
        ],
    )


def _plain(text: str, empty: str = "?") -> str:
    """Return a label: markup means nothing there."""
    return one_line(text)[:_LABEL].strip() or empty


def _by_name(player: Player) -> tuple[str, str]:
    return player.name.casefold(), player.handle
