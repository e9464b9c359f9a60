"""What one reading of a source brings, and how far its log has been read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.events import Event
from bot.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """How far a log has been read.

    *epoch* grows by one each time the game's server began a new log; *index* is the next event to read in
    it.  *mark* identifies the event before it, so that a log which began anew and grew past *index* is
    noticed.
    """

    epoch: int
    index: int
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSlice:
    """The events after a position, in the log's order.

    *lost* events had already left the log when it was read.  *began_anew* says that the log's server was
    restarted.  *more* says that further events wait behind *position*.
    """

    position: Position
    events: tuple[Event, ...] = ()
    lost: int = 0
    began_anew: bool = False
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One server in one look: how it is, and what its log says when the game has one."""

    snapshot: Snapshot
    log: LogSlice | None = None


Look: TypeAlias = Mapping[str, Seen]
"""All servers behind one source by their names; the only server of a source is named ``""``."""

Positions: TypeAlias = Mapping[str, Position]
