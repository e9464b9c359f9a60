"""What is driven on a server: laps, what happens between cars, and how a stage ended.

Times are whole milliseconds.  A *ref* names one event of one server's log (or one line of a file) for good,
so that what was read twice is stored once.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.domain.snapshot import Identity


class StageKind(Enum):
    """What a stage decides; the value is what is stored."""

    PRACTICE = "practice"
    QUALIFYING = "qualifying"
    RACE = "race"


class Finish(Enum):
    """How a stage ended for one driver; the value is what is stored."""

    FINISHED = "finished"
    RETIRED = "retired"
    DNF = "dnf"
    LEFT = "left"  # the game itself forgets whoever leaves before the end
    DISQUALIFIED = "disqualified"


class Ending(Enum):
    """How a stage ended for everybody; the value is what is stored."""

    FLAG = "flag"
    ABANDONED = "abandoned"  # everybody left, or the session was ended before a flag
    RESTARTED = "restarted"


class IncidentKind(Enum):
    """The value is what is stored."""

    IMPACT = "impact"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Track:
    """*key* is the game's own and stays; *name* is for people and may be only a number."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Car:
    """*key* is the game's own and stays; *group* is the class it races in, "" while nobody told."""

    key: str
    name: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Driver:
    """Who drives: a person, whom *identity* makes known again, or the computer."""

    name: str
    identity: Identity | None = None
    is_ai: bool = False

    @property
    def key(self) -> str:
        """What stays the same of a driver within one stage."""
        return f"{self.identity.kind}:{self.identity.key}" if self.identity else f"name:{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lap:
    """One whole lap of a person, at the moment it ended.

    *stage_ref* names the stage, as `StageResult.ref` does.  *number* counts from one within the stage and
    may come again after a return to the garage.  *wet* is None when nobody saw the weather.
    """

    ref: str
    stage_ref: str
    at: datetime
    kind: StageKind
    track: Track
    car: Car
    driver: Driver
    number: int
    ms: int
    sectors: tuple[int, ...]
    is_valid: bool
    wet: bool | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A car that hit something, or left the track.

    *weight* is the game's own: 0 to 1000 for an impact, the milliseconds gained for a cut.  Whoever reports
    an impact is not always to blame.  *other* is None for the scenery.
    """

    ref: str
    stage_ref: str
    at: datetime
    kind: IncidentKind
    driver: Driver
    other: Driver | None = None
    weight: int = 0
    is_penalised: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One driver in a result; *place* is the order in which the stage ended, before any penalty of ours."""

    place: int
    driver: Driver
    car: Car
    finish: Finish
    laps: int
    total_ms: int | None = None
    best_ms: int | None = None
    pit_stops: int = 0
    cuts: int = 0
    impacts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StageResult:
    """How a stage ended; *ref* names the event that began it.

    *is_complete* is False when a part of it was never seen.  A race is over *laps* or *minutes*.
    """

    ref: str
    kind: StageKind
    stage: str
    track: Track
    began_at: datetime
    ended_at: datetime
    ending: Ending
    is_complete: bool
    rows: tuple[ResultRow, ...]
    laps: int | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Driven:
    """What one part of a log tells of the driving, in its order; a result may come again with more in it."""

    laps: tuple[Lap, ...] = ()
    incidents: tuple[Incident, ...] = ()
    results: tuple[StageResult, ...] = ()
