"""A stage while it is driven: the order, and how fast everybody is. Times are milliseconds."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.domain.racing import Car, Driver, Finish, StageKind, Track


class Pace(Enum):
    """How a time compares."""

    SLOWER = "slower"
    PERSONAL = "personal"  # the driver's best of this stage
    FASTEST = "fastest"  # everybody's best of this stage


@dataclass(frozen=True, slots=True)
class SectorTime:
    """A sector that was driven in the lap that runs, or in the last one at the line."""

    ms: int
    pace: Pace


@dataclass(frozen=True, slots=True, kw_only=True)
class TimingRow:
    """One car; *gap_ms* is to the first, *interval_ms* to the one ahead, None where nobody can tell."""

    place: int
    driver: Driver
    car: Car
    laps: int
    gap_ms: int | None = None
    laps_behind: int = 0
    interval_ms: int | None = None
    last_ms: int | None = None
    best_ms: int | None = None
    best_pace: Pace = Pace.SLOWER
    sectors: tuple[SectorTime, ...] = ()
    in_pits: bool = False
    pit_stops: int = 0
    finish: Finish | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """One stage as it is now, in the order on the track."""

    kind: StageKind
    stage: str
    track: Track
    rows: tuple[TimingRow, ...]
    ends_at: datetime | None = None
    laps: int | None = None
    laps_left: int | None = None
