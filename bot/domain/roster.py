"""Who is on a server, followed from event to event."""

from collections.abc import Iterable, Mapping
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


def reconcile(roster: Roster, seen: Iterable[Player], *, complete: bool) -> Roster:
    """Return the roster with those whom a look shows.

    With *complete*, whoever is not shown is gone: right after a gap in the log, and wherever there is no
    log.  Without it they stay, because the log will tell when they leave.
    """
    shown = {player.handle: player for player in seen}
    return shown if complete else {**roster, **shown}
