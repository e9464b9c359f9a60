"""Who is how fast: what the log told of a stage that runs, in the order that the status shows."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.kit import Pace, SectorTime, Snapshot, Timing, TimingRow
from cogs.ams2.content import car_of, track_of
from cogs.ams2.memory import Entry, Memory, Stage
from cogs.ams2.names import Names, stage_name
from cogs.ams2.payloads import CarAttributes, Status, unsigned
from cogs.ams2.stage_results import FINISHES

_IN_PITS = {"InGarage", "EnteringPits", "InPits"}
_SECTORS = 3
_LAST = 10**6
_SAME_END = timedelta(seconds=5)
"""How much the end of a stage, which is shown in whole seconds left, wanders from look to look."""


class Board:
    """Keeps from look to look what must not flicker: places, and when the stage ends."""

    def __init__(self) -> None:
        self._ref = ""
        self._places: dict[int, int] = {}
        self._missing: frozenset[int] = frozenset()
        self._ends_at: datetime | None = None

    def show(self, memory: Memory, status: Status, snapshot: Snapshot, names: Names) -> Timing | None:
        """Return the timing of the stage that *memory* knows; None while none runs."""
        stage, kind = memory.stage, memory.stage.kind if memory.stage else None
        if stage is None or kind is None or stage.ended_at is not None or memory.session.state != "Race":
            return None
        if stage.ref != self._ref:
            self._ref, self._places, self._missing, self._ends_at = stage.ref, {}, frozenset(), None
        shown = {car.id: car.attributes for car in status.participants}
        entries = [
            (entry, shown.get(car))
            for car in self._order(memory, shown)
            if (entry := stage.entry(car)) is not None and entry.name
        ]
        if not entries:
            return None
        rows = tuple(_rows(stage, entries, names))
        laps = stage.length if stage.is_race and not stage.is_timed and stage.length > 0 else None
        return Timing(
            kind=kind,
            stage=stage_name(stage.name),
            track=track_of(stage.track, names),
            rows=rows,
            ends_at=self._end(snapshot.stage.ends_at if snapshot.stage else None),
            laps=laps,
            laps_left=max(0, laps - rows[0].laps) if laps else None,
        )

    def _order(self, memory: Memory, shown: Mapping[int, CarAttributes]) -> list[int]:
        """Return the cars in their places; one that is missing in a single look keeps its own."""
        missing = frozenset(memory.seats.keys() - shown.keys())
        cars = [car for car in memory.seats if not (car in missing and car in self._missing)]
        self._missing = missing
        for car in cars:
            if car in shown:
                self._places[car] = shown[car].race_position or _LAST
        # Beside it the others may have moved up: whoever is shown comes after it.
        return sorted(cars, key=lambda car: (self._places.get(car, _LAST), car in shown, car))

    def _end(self, ends_at: datetime | None) -> datetime | None:
        before = self._ends_at
        if before is None or ends_at is None or abs(ends_at - before) > _SAME_END:
            self._ends_at = ends_at
        return self._ends_at


def _rows(stage: Stage, entries: list[tuple[Entry, CarAttributes | None]], names: Names) -> list[TimingRow]:
    first = entries[0][0]
    fastest = min((one.best_ms for one in stage.entries if one.best_ms), default=0)
    bests = [min((one.bests[at] for one in stage.entries if one.bests[at]), default=0) for at in range(3)]
    rows: list[TimingRow] = []
    for place, (entry, shown) in enumerate(entries, start=1):
        state = entry.state or (shown.state if shown else "")
        ahead = entries[place - 2][0] if place > 1 else None
        behind = _laps_behind(first, entry) if stage.is_race else 0
        rows.append(
            TimingRow(
                place=place,
                driver=entry.driver,
                car=car_of(entry.vehicle or (unsigned(shown.vehicle_id) if shown else 0), names),
                laps=entry.laps,
                gap_ms=None if behind or ahead is None else _gap(stage, first, entry),
                laps_behind=behind,
                interval_ms=_gap(stage, ahead, entry) if ahead else None,
                last_ms=entry.last_ms or None,
                best_ms=entry.best_ms or None,
                best_pace=_pace(entry.best_ms, entry.best_ms, fastest) if entry.best_ms else Pace.SLOWER,
                sectors=tuple(
                    SectorTime(ms, _pace(ms, entry.bests[at], bests[at]))
                    for at, ms in enumerate(entry.sectors)
                ),
                in_pits=state in _IN_PITS,
                pit_stops=entry.pit_stops,
                finish=FINISHES.get(state),
            )
        )
    return rows


def _pace(ms: int, own: int, overall: int) -> Pace:
    """Compare with the best that count: a time that does not count is never one of them."""
    if ms == overall:
        return Pace.FASTEST
    return Pace.PERSONAL if ms == own else Pace.SLOWER


def _laps_behind(first: Entry, entry: Entry) -> int:
    """Return the whole laps between two cars; one between two sector ends may be nearly at the next."""
    sectors = first.passed - entry.passed
    if entry.state != "Finished":
        sectors -= 1
    return max(0, sectors // _SECTORS)


def _gap(stage: Stage, first: Entry, second: Entry) -> int | None:
    """Return the milliseconds between two cars where both passed last; between best laps before a race."""
    if not stage.is_race:
        return _positive(first.best_ms, second.best_ms) if first.best_ms and second.best_ms else None
    at = min(first.passed, second.passed)
    if _laps_behind(first, second) or at <= 0:
        return None
    before, after = _total_at(first, at), _total_at(second, at)
    return None if before is None or after is None else _positive(before, after)


def _total_at(entry: Entry, passed: int) -> int | None:
    back = entry.passed - passed
    return entry.totals[-1 - back] if 0 <= back < len(entry.totals) else None


def _positive(before: int, after: int) -> int | None:
    return after - before if after >= before else None
