"""What must be known of the events so far to go on folding the log: plain values, kept as JSON."""

import logging
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from bot.kit import Driver, Ending, StageKind
from cogs.ams2.event_log import Session, identity_of

log = logging.getLogger(__name__)

_KINDS = {
    "Practice": StageKind.PRACTICE,
    "Warmup": StageKind.PRACTICE,
    "Qualifying": StageKind.QUALIFYING,
    "Race": StageKind.RACE,
}


@dataclass(slots=True)
class Person:
    """Somebody who is connected."""

    name: str
    steamid: str


@dataclass(slots=True)
class Seat:
    """A car that is in the session; *refid* is its owner's, and the host's for every car of the computer."""

    refid: int
    name: str
    is_ai: bool
    vehicle: int


@dataclass(slots=True)
class Final:
    """What the game's own results say of a car."""

    position: int
    laps: int
    state: str
    total_ms: int
    best_ms: int


@dataclass(slots=True)
class Entry:
    """One driver in a stage, as far as the log told; *name* is "" while nobody knows whose car it is.

    *totals* are the times driven at the last few sector ends, the newest being number *passed* of the stage.
    *bests* are the best times of the three sectors, 0 for none.  *cut_at* is when a cut began that has not
    ended yet, *cut_index* the event that told it.
    """

    name: str = ""
    steamid: str = ""
    is_ai: bool = False
    vehicle: int = 0
    laps: int = 0
    total_ms: int = 0
    last_ms: int = 0
    best_ms: int = 0
    distance: int = 0
    place: int = 0
    cuts: int = 0
    impacts: int = 0
    pit_stops: int = 0
    state: str = ""
    has_left: bool = False
    has_cut: bool = False
    cut_at: datetime | None = None
    cut_index: int = 0
    was_cut_told: bool = False
    passed: int = 0
    totals: list[int] = field(default_factory=list)
    sectors: list[int] = field(default_factory=list)
    bests: list[int] = field(default_factory=lambda: [0, 0, 0])
    final: Final | None = None

    @property
    def driver(self) -> Driver:
        """Who it is."""
        return Driver(self.name, None if self.is_ai else identity_of(self.steamid), self.is_ai)

    def has_driver_of(self, other: "Entry") -> bool:
        """Tell whether both are one driver's; names and ids alone tell for nearly all that they are not."""
        may_be = self.name == other.name or (self.steamid == other.steamid and bool(self.steamid))
        return may_be and self.driver.key == other.driver.key


@dataclass(slots=True)
class Stage:
    """A stage that is driven, or one that ended; *cars* finds an entry by the car that drives for it."""

    ref: str
    name: str
    track: int
    began_at: datetime
    is_complete: bool = True
    length: int = 0
    is_timed: bool = True
    ended_at: datetime | None = None
    ending: Ending = Ending.FLAG
    entries: list[Entry] = field(default_factory=list)
    cars: dict[int, int] = field(default_factory=dict)

    @property
    def kind(self) -> StageKind | None:
        """What it decides; None for a formation lap, and while its name is not known."""
        return _KINDS.get(self.name.rstrip("0123456789"))

    @property
    def is_race(self) -> bool:
        """Tell whether who is first wins."""
        return self.kind is StageKind.RACE

    def entry(self, car: int | None) -> Entry | None:
        """Return the entry that *car* drives for, if there is one."""
        at = self.cars.get(-1 if car is None else car)
        return None if at is None or at >= len(self.entries) else self.entries[at]


@dataclass(slots=True)
class Memory:
    """Everything that outlives a slice.

    *lengths* are those of the setup by the beginning of a stage's name.  *previous* is the stage before
    *stage*, for results that come late.  *wet* is what the last look saw.  Slices before *quiet_until* are
    of the time before the bot met the server.  *is_sure* says that no event is missing, or that a status has
    made up for it.
    """

    session: Session = field(default_factory=Session)
    track: int = 0
    is_timed_race: bool = False
    lengths: dict[str, int] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    seats: dict[int, Seat] = field(default_factory=dict)
    stage: Stage | None = None
    previous: Stage | None = None
    at: datetime | None = None
    wet: bool | None = None
    quiet_until: int = 0
    is_sure: bool = False

    def dump(self) -> str:
        """Return it as JSON, without what is as it was at the beginning."""
        return _MEMORY.dump_json(self, exclude_defaults=True).decode()


_MEMORY = TypeAdapter(Memory)


def recall(server: str, text: str) -> Memory:
    """Return what `Memory.dump` wrote; what cannot be read is begun afresh."""
    if not text:
        return Memory()
    try:
        return _MEMORY.validate_json(text)
    except ValidationError:
        log.warning("%s: what was remembered of its log cannot be read; the running stage is lost", server)
        return Memory()
