"""Cars in the session."""

import math
from dataclasses import dataclass, field
from typing import Any

NOT_YET_SHOWN = 1.0
"""Seconds for which a new car has the state ""."""

OUT = frozenset({"Finished", "DNF", "Disqualified", "Retired"})
ON_TRACK = frozenset({"Racing", "EnteringPits", "ExitingPits"})

# The number printed while a car is in sector one, two, three: rotated, as the real server has it.
_ROTATED = (3, 1, 2)


@dataclass(slots=True, eq=False)
class Car:
    id: int
    refid: int
    """The member it belongs to; every AI car belongs to the host."""
    name: str
    is_player: bool
    vehicle_id: int
    livery_id: int
    created: float
    grid: int = 1
    position: int = 1
    state: str = "InGarage"
    laps: int = 0
    """Laps completed in this stage."""
    number: int = 0
    """The lap being driven as the log counts it: from zero, and back by one after a return to the garage."""
    sector: int = 0
    """The sector being driven, counted from zero."""
    sectors: list[int] = field(default_factory=lambda: [0, 0, 0])
    last: int = 0
    best: int = 0
    """Best lap that counts in this stage, in milliseconds; 0 for none."""
    total: int = 0
    """Time driven in this stage up to the last sector, in milliseconds."""
    at_line: int = 0
    """The same up to the last full lap."""
    began: float = 0.0
    """When the sector being driven began, by the server's clock."""
    lap_counts: bool = True
    given: dict[str, int] = field(default_factory=dict)
    """Attributes that were set over HTTP."""

    def new_stage(self, state: str, now: float) -> None:
        self.state, self.grid, self.began = state, self.position, now
        self.laps = self.number = self.sector = self.last = self.best = self.total = self.at_line = 0
        self.sectors, self.lap_counts = [0, 0, 0], True

    def attributes(self, now: float, pace: float, wipers: str) -> dict[str, Any]:
        """Describe the car; *pace* is how many seconds of driving go into one of the clock's.

        *wipers* is how the title calls that attribute.
        """
        driving = self.state in ON_TRACK
        running = int((now - self.began) * pace * 1000) if driving else 0
        return {
            "RefId": self.refid,
            "Name": self.name,
            "IsPlayer": int(self.is_player),
            "GridPosition": self.grid,
            "VehicleId": self.vehicle_id,
            "LiveryId": self.livery_id,
            "RacePosition": self.position,
            "CurrentLap": self.number + 1 if driving else 0,
            "CurrentSector": _ROTATED[self.sector] if driving else 0,
            **self._sector_times(running if driving else None),
            "LastLapTime": self.last,
            "FastestLapTime": self.best,
            "State": "" if now - self.created < NOT_YET_SHOWN else self.state,
            "HeadlightsOn": 0,
            wipers: 0,
            **self._motion(running, driving=driving),
            **self.given,
        }

    def _sector_times(self, running: int | None) -> dict[str, int]:
        times = list(self.sectors)
        if running is not None:
            times[self.sector] = running
        return {f"Sector{number}Time": time for number, time in enumerate(times, start=1)}

    def _motion(self, running: int, *, driving: bool) -> dict[str, int]:
        """Put the car somewhere on an oval, so that two looks differ."""
        turn = (self.sector + min(running / 30_000, 0.99)) / 3 * math.tau
        speed = int(150 + 70 * math.cos(3 * turn + self.id)) if driving else 0
        return {
            "Speed": speed,
            "Gear": min(6, 1 + speed // 40) if driving else 0,
            "RPM": 3000 + speed * 53 % 5000 if driving else 0,
            "PositionX": int(420_000 * math.cos(turn)) // 10 * 10,
            "PositionY": 5_000 + self.id * 10,
            "PositionZ": int(310_000 * math.sin(turn)) // 10 * 10,
            "Orientation": int(math.degrees(turn)) % 360,
        }
