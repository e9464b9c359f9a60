"""How a stage ended: the game's own results, and from their laps those whom the game forgets."""

from collections.abc import Sequence

from bot.kit import Finish, ResultRow, StageKind, StageResult
from cogs.ams2.content import car_of, track_of
from cogs.ams2.memory import Entry, Stage
from cogs.ams2.names import Names, stage_name

FINISHES = {
    "Finished": Finish.FINISHED,
    "Retired": Finish.RETIRED,
    "DNF": Finish.DNF,
    "Disqualified": Finish.DISQUALIFIED,
}
"""What the states at which a car's stage is over mean."""
_NEVER = 2**62


def result_of(stage: Stage, names: Names) -> StageResult | None:
    """Return the result of *stage* as far as it is known; None while it runs, and when nobody drove."""
    kind, ended_at = stage.kind, stage.ended_at
    if kind is None or ended_at is None or not any(_laps(entry) for entry in stage.entries):
        return None
    ordered = _ordered(kind, [entry for entry in stage.entries if _takes_part(kind, entry)])
    rows = tuple(_row(kind, place, entry, names) for place, entry in enumerate(ordered, start=1))
    over_laps = not stage.is_timed
    return StageResult(
        ref=stage.ref,
        kind=kind,
        stage=stage_name(stage.name),
        track=track_of(stage.track, names),
        began_at=stage.began_at,
        ended_at=ended_at,
        ending=stage.ending,
        is_complete=stage.is_complete,
        rows=rows,
        laps=stage.length or None if over_laps else None,
        minutes=None if over_laps else stage.length or None,
    )


def finish_of(kind: StageKind, entry: Entry) -> Finish:
    """Return how the stage ended for one driver.

    Project CARS 1 writes Racing and InGarage into the results of practice and qualifying.
    """
    state = entry.final.state if entry.final else entry.state
    if state in FINISHES:
        return FINISHES[state]
    if entry.has_left and entry.final is None:
        return Finish.LEFT
    return Finish.DNF if kind is StageKind.RACE else Finish.FINISHED


def _takes_part(kind: StageKind, entry: Entry) -> bool:
    """Leave out a car that nobody knows, and whoever only looked in at a practice."""
    looked_in = kind is not StageKind.RACE and entry.has_left and entry.final is None and not entry.laps
    return bool(entry.name) and not looked_in


def _ordered(kind: StageKind, entries: Sequence[Entry]) -> list[Entry]:
    if kind is not StageKind.RACE:
        return sorted(entries, key=lambda entry: _best_lap_key(kind, entry))
    finished = [entry for entry in entries if finish_of(kind, entry) is Finish.FINISHED]
    official = sorted(
        (entry for entry in finished if entry.final), key=lambda one: one.final.position if one.final else 0
    )
    for entry in sorted((entry for entry in finished if not entry.final), key=_driven_key):
        behind = (at for at, one in enumerate(official) if _driven_key(one) > _driven_key(entry))
        official.insert(next(behind, len(official)), entry)
    others = [entry for entry in entries if finish_of(kind, entry) is not Finish.FINISHED]
    return official + sorted(others, key=lambda entry: (_is_out(kind, entry), -_laps(entry), -entry.distance))


def _best_lap_key(kind: StageKind, entry: Entry) -> tuple[bool, int, int]:
    position = entry.final.position if entry.final else entry.place
    return _is_out(kind, entry), _best(entry) or _NEVER, position or _NEVER


def _driven_key(entry: Entry) -> tuple[int, int]:
    return -_laps(entry), _total(entry) or _NEVER


def _is_out(kind: StageKind, entry: Entry) -> bool:
    return finish_of(kind, entry) is Finish.DISQUALIFIED


def _laps(entry: Entry) -> int:
    return entry.final.laps if entry.final else entry.laps


def _best(entry: Entry) -> int:
    return entry.final.best_ms if entry.final else entry.best_ms


def _total(entry: Entry) -> int:
    return entry.final.total_ms if entry.final else entry.total_ms


def _row(kind: StageKind, place: int, entry: Entry, names: Names) -> ResultRow:
    best = _best(entry)
    total = _total(entry) if kind is StageKind.RACE or entry.final else 0
    return ResultRow(
        place=place,
        driver=entry.driver,
        car=car_of(entry.vehicle, names),
        finish=finish_of(kind, entry),
        laps=max(_laps(entry), 0),
        total_ms=total if total > 0 else None,
        best_ms=best if best > 0 else None,
        pit_stops=entry.pit_stops,
        cuts=entry.cuts,
        impacts=entry.impacts,
    )
