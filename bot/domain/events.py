"""What happened on a server, as its log or the difference of two looks tells it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.domain.snapshot import Player, Snapshot


class Departure(Enum):
    """Why somebody is gone; the value is what is stored."""

    LEFT = "left"
    LOST = "connection lost"
    KICKED = "kicked"
    UNKNOWN = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened at *at* (UTC)."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerJoined(Event):
    """Somebody came; *player.handle* is theirs until they leave."""

    player: Player


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerLeft(Event):
    """The person who had *handle* went."""

    handle: str
    how: Departure


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerSaid(Event):
    """The person who has *handle* wrote *text* to everybody in the game's chat."""

    handle: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageChanged(Event):
    """Another part of the session began."""

    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened(Event):
    """Something in the game's world began, or ended."""

    what: str
    is_over: bool = False


def diff(old: Snapshot, new: Snapshot) -> Iterator[Event]:
    """Tell what happened between two looks at the same server.

    Only for the kinds that no log tells: two sources of one kind would tell everything twice.
    """
    before = {player.handle: player for player in old.players}
    after = {player.handle: player for player in new.players}
    for handle in sorted(after.keys() - before.keys()):
        yield PlayerJoined(at=new.at, player=after[handle])
    for handle in sorted(before.keys() - after.keys()):
        yield PlayerLeft(at=new.at, handle=handle, how=Departure.UNKNOWN)
    if new.stage and (old.stage is None or old.stage.name != new.stage.name):
        yield StageChanged(at=new.at, stage=new.stage.name)
    for what in new.happenings:
        if what not in old.happenings:
            yield Happened(at=new.at, what=what)
    for what in old.happenings:
        if what not in new.happenings:
            yield Happened(at=new.at, what=what, is_over=True)
