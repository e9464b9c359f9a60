"""What one reading of a source brings, and how far its log has been read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, TypeAlias

from bot.domain.events import Event
from bot.domain.racing import Driven
from bot.domain.snapshot import Snapshot
from bot.domain.timing import Timing


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """How far a log has been read.

    *epoch* grows by one each time the game's server began a new log; *index* is the next event to read in
    it.  *mark* identifies the event before it, so that a log which began anew and grew past *index* is
    noticed.  *memory* is the game's own: what it must know of the events before *index* to go on from there.
    """

    epoch: int
    index: int
    mark: str = ""
    memory: str = field(default="", repr=False)


class LogLine(NamedTuple):
    """One event of a log as it came, to be kept untouched; *body* is JSON, and kept out of ``repr``.

    A tuple because a log brings ten thousand, and each is a row as it is.
    """

    index: int  # type: ignore[assignment] # hides the method of tuples, which nobody asks of a line
    at: datetime
    name: str
    body: str

    def __repr__(self) -> str:
        return f"LogLine(index={self.index}, at={self.at!r}, name={self.name!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSlice:
    """The events after a position, in the log's order.

    *lost* events had already left the log when it was read.  *began_anew* says that the log's server was
    restarted.  *more* says that further events wait behind *position*.  *quiet* says that all this happened
    before the bot first met the server: it is kept and is no news.
    """

    position: Position
    events: tuple[Event, ...] = ()
    driven: Driven = field(default_factory=Driven)
    lines: tuple[LogLine, ...] = ()
    lost: int = 0
    began_anew: bool = False
    more: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One server in one look: how it is, what its log says when the game has one, and who is how fast.

    *timing* moves with every look and is only shown, never kept.
    """

    snapshot: Snapshot
    log: LogSlice | None = None
    timing: Timing | None = None


Look: TypeAlias = Mapping[str, Seen]
"""All servers behind one source by their names; the only server of a source is named ``""``."""

Positions: TypeAlias = Mapping[str, Position]
