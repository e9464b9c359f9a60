"""Who is on a server, followed from event to event."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.events import Event, PlayerJoined, PlayerLeft, PlayerSaid
from bot.domain.snapshot import Player

Roster: TypeAlias = Mapping[str, Player]
"""The people on a server by the handles of their connections."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event with the person it is about, where it is about one whom the roster knows."""

    event: Event
    player: Player | None = None


def follow(roster: Roster, events: Iterable[Event]) -> tuple[Roster, list[Told]]:
    """Return the roster after *events*, and each event with its person."""
    present = dict(roster)
    told = []
    for event in events:
        match event:
            case PlayerJoined(player=player):
                present[player.handle] = player
                told.append(Told(event, player))
            case PlayerLeft(handle=handle):
                told.append(Told(event, present.pop(handle, None)))
            case PlayerSaid(handle=handle):
                told.append(Told(event, present.get(handle)))
            case _:
                told.append(Told(event))
    return present, told


def reconcile(roster: Roster, seen: Iterable[Player], *, expected: Collection[str]) -> Roster:
    """Return those whom a look shows, with those of the roster who are *expected* though not shown.

    A look and the log are never of the same instant: whoever just joined, or was shown a moment ago, may
    be missing from one look without having left.  After a gap in the log, and where there is no log,
    nobody is expected.
    """
    shown = {player.handle: player for player in seen}
    unseen = {handle: player for handle, player in roster.items() if handle in expected}
    return {**unseen, **shown}
