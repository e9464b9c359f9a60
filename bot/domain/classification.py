"""The order of a result: what was driven, and what stewards made of it afterwards."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from itertools import compress
from typing import TypeAlias

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


_NEVER = 2**62
"""Behind every time."""

Given: TypeAlias = Mapping[str, Sequence[Penalty]]
"""The penalties that count, by `Driver.key`."""


def classify(result: StageResult, penalties: Iterable[Penalty] = ()) -> tuple[Classified, ...]:
    """Return every driver of *result* in order, after the *penalties* that were not revoked."""
    given: dict[str, list[Penalty]] = {}
    for penalty in penalties:
        if penalty.revoked_at is None:
            given.setdefault(penalty.driver, []).append(penalty)
    key = _race_key if result.kind is StageKind.RACE else _best_lap_key
    ordered = sorted(result.rows, key=lambda row: key(row, given.get(row.driver.key, ())))
    counts = [_counts(result.kind, row, given.get(row.driver.key, ())) for row in ordered]
    classified = _moved_back(list(compress(ordered, counts)), given)
    others = [row for row, is_classified in zip(ordered, counts, strict=True) if not is_classified]
    return (
        *_numbered(result.kind, classified, given),
        *(_line(result.kind, row, given) for row in others),
    )


def _is_out(row: ResultRow, given: Sequence[Penalty]) -> bool:
    disqualified = any(one.kind is PenaltyKind.DISQUALIFIED for one in given)
    return disqualified or row.finish is Finish.DISQUALIFIED


def _race_key(row: ResultRow, given: Sequence[Penalty]) -> tuple[int, int, int, int]:
    """Finishers by laps, time and place; then who dropped out by laps; then the disqualified."""
    if _is_out(row, given):
        return (2, -row.laps, 0, row.place)
    if row.finish is not Finish.FINISHED:
        return (1, -row.laps, 0, row.place)
    if row.total_ms is None:
        return (0, -row.laps, _NEVER, row.place)
    return (0, -row.laps, row.total_ms + _time_penalty(given), row.place)


def _best_lap_key(row: ResultRow, given: Sequence[Penalty]) -> tuple[int, int, int, int]:
    if _is_out(row, given):
        return (2, row.best_ms or _NEVER, 0, row.place)
    if row.best_ms is None:
        return (1, -row.laps, 0, row.place)
    return (0, row.best_ms + _time_penalty(given), 0, row.place)


def _time_penalty(given: Iterable[Penalty]) -> int:
    return sum(one.amount for one in given if one.kind is PenaltyKind.TIME)


def _counts(kind: StageKind, row: ResultRow, given: Sequence[Penalty]) -> bool:
    """Tell whether a driver is classified: who finished a race, who set a time outside of one."""
    if _is_out(row, given):
        return False
    return row.finish is Finish.FINISHED if kind is StageKind.RACE else row.best_ms is not None


def _moved_back(ordered: Sequence[ResultRow], given: Given) -> list[ResultRow]:
    """Move drivers back by the places they lost, the hindmost first, so that each loses what was given."""
    moved = list(ordered)
    for row in reversed(ordered):
        theirs = given.get(row.driver.key, ())
        places = sum(one.amount for one in theirs if one.kind is PenaltyKind.PLACES)
        if places:
            at = moved.index(row)
            moved.insert(at + places, moved.pop(at))
    return moved


def _numbered(kind: StageKind, classified: Iterable[ResultRow], given: Given) -> list[Classified]:
    lines: list[Classified] = []
    in_group: Counter[str] = Counter()
    for place, row in enumerate(classified, 1):
        in_group[row.car.group] += 1
        line = _line(kind, row, given, place=place, group_place=in_group[row.car.group])
        lines.append(_with_gaps(kind, line, lines) if lines else line)
    return lines


def _line(
    kind: StageKind,
    row: ResultRow,
    given: Given,
    *,
    place: int | None = None,
    group_place: int | None = None,
) -> Classified:
    theirs = tuple(given.get(row.driver.key, ()))
    measured = row.total_ms if kind is StageKind.RACE else row.best_ms
    total = None if measured is None else measured + _time_penalty(theirs)
    return Classified(row=row, place=place, group_place=group_place, total_ms=total, penalties=theirs)


def _with_gaps(kind: StageKind, line: Classified, ahead: Sequence[Classified]) -> Classified:
    """Measure *line* against the first and the one before; a lapped car is behind by laps, not by time."""
    first, before = ahead[0], ahead[-1]
    is_race = kind is StageKind.RACE
    return replace(
        line,
        gap_ms=_between(first, line, is_race=is_race),
        interval_ms=_between(before, line, is_race=is_race),
        laps_behind=max(0, first.row.laps - line.row.laps) if is_race else 0,
    )


def _between(ahead: Classified, line: Classified, *, is_race: bool) -> int | None:
    """Return the gap; none is told over a lap, or where places lost made it negative."""
    if ahead.total_ms is None or line.total_ms is None or (is_race and ahead.row.laps != line.row.laps):
        return None
    gap = line.total_ms - ahead.total_ms
    return gap if gap >= 0 else None
