"""The order of a result: what was driven, and what stewards made of it afterwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from bot.domain.racing import Finish, ResultRow, StageKind, StageResult


class PenaltyKind(Enum):
    """The value is what is stored."""

    TIME = "time"
    PLACES = "places"
    DISQUALIFIED = "dsq"


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """What a steward gave a driver, by `Driver.key`; *amount* is milliseconds or places, 0 for a DSQ.

    A revoked one stays in the history and counts no more.
    """

    id: int
    driver: str = field(repr=False)
    kind: PenaltyKind
    amount: int
    reason: str
    actor: int
    at: datetime
    revoked_at: datetime | None = None
    revoked_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified:
    """One line of the order: *place* is None for whoever is not classified.

    *total_ms* and *gap_ms* include time penalties; *laps_behind* is for whoever was lapped, *interval_ms* the
    gap to the car ahead.  In practice and qualifying gaps are between best laps.  *group_place* counts within
    the car's class.
    """

    row: ResultRow
    place: int | None
    group_place: int | None
    total_ms: int | None
    gap_ms: int | None = None
    interval_ms: int | None = None
    laps_behind: int = 0
    penalties: tuple[Penalty, ...] = ()


def classify(result: StageResult, penalties: Iterable[Penalty] = ()) -> tuple[Classified, ...]:
    """Return every driver of *result* in order, after the *penalties* that were not revoked."""
    given: dict[str, list[Penalty]] = {}
    for penalty in penalties:
        if penalty.revoked_at is None:
            given.setdefault(penalty.driver, []).append(penalty)
    if result.kind is StageKind.RACE:
        ordered = sorted(result.rows, key=lambda row: _race_key(row, given.get(row.driver.key, ())))
    else:
        ordered = sorted(result.rows, key=lambda row: _best_lap_key(row, given.get(row.driver.key, ())))
    return _numbered(result.kind, _moved_back(ordered, given), given)


def _is_out(row: ResultRow, given: Sequence[Penalty]) -> bool:
    disqualified = any(one.kind is PenaltyKind.DISQUALIFIED for one in given)
    return disqualified or row.finish is Finish.DISQUALIFIED


def _race_key(row: ResultRow, given: Sequence[Penalty]) -> tuple[int, int, int, int]:
    """Finishers by laps, time and place; then who dropped out by laps; then the disqualified."""
    if _is_out(row, given):
        return (2, -row.laps, 0, row.place)
    if row.finish is not Finish.FINISHED:
        return (1, -row.laps, 0, row.place)
    seconds = _time_penalty(given)
    if row.total_ms is None:
        return (0, -row.laps, 2**62, row.place)
    return (0, -row.laps, row.total_ms + seconds, row.place)


def _best_lap_key(row: ResultRow, given: Sequence[Penalty]) -> tuple[int, int, int, int]:
    if _is_out(row, given):
        return (2, row.best_ms or 2**62, 0, row.place)
    if row.best_ms is None:
        return (1, -row.laps, 0, row.place)
    return (0, row.best_ms + _time_penalty(given), 0, row.place)


def _time_penalty(given: Iterable[Penalty]) -> int:
    return sum(one.amount for one in given if one.kind is PenaltyKind.TIME)


def _moved_back(ordered: list[ResultRow], given: dict[str, list[Penalty]]) -> list[ResultRow]:
    """Move drivers back by the places they lost, the hindmost first, so that each loses what was given."""
    moved = list(ordered)
    for row in reversed(ordered):
        places = sum(one.amount for one in given.get(row.driver.key, ()) if one.kind is PenaltyKind.PLACES)
        if places and not _is_out(row, given.get(row.driver.key, ())):
            at = moved.index(row)
            moved.insert(at + places, moved.pop(at))
    return moved


def _numbered(
    kind: StageKind, ordered: Sequence[ResultRow], given: dict[str, list[Penalty]]
) -> tuple[Classified, ...]:
    lines: list[Classified] = []
    in_group: dict[str, int] = {}
    place = 0
    for row in ordered:
        theirs = tuple(given.get(row.driver.key, ()))
        counts = not _is_out(row, theirs) and (
            row.finish is Finish.FINISHED if kind is StageKind.RACE else row.best_ms is not None
        )
        if counts:
            place += 1
            in_group[row.car.group] = in_group.get(row.car.group, 0) + 1
        measured = row.total_ms if kind is StageKind.RACE else row.best_ms
        line = Classified(
            row=row,
            place=place if counts else None,
            group_place=in_group[row.car.group] if counts else None,
            total_ms=None if measured is None else measured + _time_penalty(theirs),
            penalties=theirs,
        )
        lines.append(_with_gaps(kind, line, lines))
    return tuple(lines)


def _with_gaps(kind: StageKind, line: Classified, ahead: Sequence[Classified]) -> Classified:
    """Measure *line* against the first and the one before; a lapped car is behind by laps, not by time."""
    if line.place is None or not ahead:
        return line
    first, before = ahead[0], ahead[-1]
    behind = max(0, first.row.laps - line.row.laps) if kind is StageKind.RACE else 0
    same_lap = kind is not StageKind.RACE or line.row.laps == before.row.laps
    return Classified(
        row=line.row,
        place=line.place,
        group_place=line.group_place,
        total_ms=line.total_ms,
        gap_ms=None if behind else _between(first.total_ms, line.total_ms),
        interval_ms=_between(before.total_ms, line.total_ms) if same_lap else None,
        laps_behind=behind,
        penalties=line.penalties,
    )


def _between(first: int | None, second: int | None) -> int | None:
    """Return the gap; none is told where places lost made it negative."""
    return second - first if first is not None and second is not None and second >= first else None
