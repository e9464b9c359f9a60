"""Sectors and laps: what they add to an entry, and the laps that are told."""

from datetime import datetime

from bot.kit import Lap
from cogs.ams2.content import car_of, track_of
from cogs.ams2.log_events import LogEvent
from cogs.ams2.memory import Entry, Stage
from cogs.ams2.names import Names

_SECTORS = 3
_SECTORS_KEPT = 5
"""One whole lap, and a sector more."""
_LONGEST_LAP = 24 * 3600 * 1000


def count_sector(entry: Entry, event: LogEvent) -> None:
    """Add the end of a sector; the event numbers the sector that begins: 1, 2, and 0 at the line."""
    values = event.attributes
    number, ms = values.sector or _SECTORS, values.sector_time
    if ms <= 0 or not 0 < number <= _SECTORS:  # of an out lap
        entry.sectors.clear()
        return
    entry.passed = values.lap * _SECTORS + number
    entry.totals.append(values.total_time)
    del entry.totals[:-_SECTORS_KEPT]
    if number == 1:
        entry.sectors.clear()
    entry.sectors.append(ms)
    del entry.sectors[:-_SECTORS]
    if values.count_this_lap_times:
        best = entry.bests[number - 1]
        entry.bests[number - 1] = min(best or ms, ms)


def count_lap(stage: Stage, entry: Entry, event: LogEvent, *, is_valid: bool) -> None:
    """Add a whole lap; its number comes again after a return to the garage, but never in a race."""
    values = event.attributes
    entry.laps = max(entry.laps + 1, values.lap + 1 if stage.is_race else 0)
    entry.total_ms += max(values.lap_time, 0)
    entry.last_ms = max(values.lap_time, 0)
    entry.distance += max(values.distance_travelled, 0)
    entry.place = values.race_position
    if is_valid and values.lap_time > 0:
        entry.best_ms = min(entry.best_ms or values.lap_time, values.lap_time)


def lap_of(
    stage: Stage,
    entry: Entry,
    event: LogEvent,
    names: Names,
    *,
    epoch: int,
    at: datetime,
    is_valid: bool,
    wet: bool | None,
) -> Lap | None:
    """Return the lap of a person; None for the computer's, and where stage, track or driver is not known."""
    values, kind = event.attributes, stage.kind
    sane = 0 < values.lap_time <= _LONGEST_LAP
    if not sane or kind is None or not stage.track or not entry.name or entry.is_ai:
        return None
    return Lap(
        ref=f"{epoch}:{event.index}",
        stage_ref=stage.ref,
        at=at,
        kind=kind,
        track=track_of(stage.track, names),
        car=car_of(entry.vehicle, names),
        driver=entry.driver,
        number=max(values.lap, 0) + 1,
        ms=values.lap_time,
        sectors=(values.sector1_time, values.sector2_time, values.sector3_time),
        is_valid=is_valid,
        wet=wet,
        place=values.race_position if values.race_position > 0 else None,
    )
