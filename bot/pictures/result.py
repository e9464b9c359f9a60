"""How a stage ended, as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.classification import Classified, Penalty, PenaltyKind
from bot.domain.racing import Ending, Finish, ResultRow, StageKind, StageResult
from bot.domain.times import gap, lap_time
from bot.pictures.canvas import (
    BEST,
    EDGE,
    GROUND,
    LINE,
    MUTED,
    NORMAL,
    SMALL,
    STRIPE,
    TEXT,
    WARN,
    WIDTH,
    foreign,
    heading,
    label,
    picture,
)
from bot.pictures.lettering import fit, width

_MOST = 40
"""Rows; what is left out is counted below."""
_ROW = 72
_NAMES = 84
"""Where names begin."""
_TIME = 176
"""Room for a time of a race, right of all else."""
_COUNT = 56
"""Room for one of the counted things."""
_MEDALS = {1: "#f5c542", 2: "#c9d1dc", 3: "#dd9a63"}
_GROUPS = ("#7cc4ff", "#8fe388", "#ff9fb2", "#ffd479", "#8ee6e0", "#c7b8ff")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What holds for every row of one result."""

    is_race: bool
    groups: dict[str, str]
    counted: tuple[str, ...]
    best_ms: int | None


def result_svg(title: str, subtitle: str, result: StageResult, order: Sequence[Classified]) -> str:
    """Return the table of *result* in this *order*; the same values make the same text."""
    sheet = _sheet(result, order)
    above, top = heading(title, subtitle, _warning(result))
    parts = [above, _column_heads(sheet, top)]
    top += 40
    for number, line in enumerate(order[:_MOST]):
        parts.append(_row(sheet, line, top + number * _ROW, is_odd=number % 2 == 0))
    bottom = top + min(len(order), _MOST) * _ROW
    if len(order) > _MOST or not order:
        parts.append(
            label(_NAMES, bottom + 34, f"and {len(order) - _MOST} more" if order else "Nobody drove.")
        )
        bottom += 48
    return picture(bottom + 16, "\n".join(parts))


def result_alt(title: str, result: StageResult, order: Sequence[Classified]) -> str:
    """Return at most 1,024 characters for who cannot see the picture: what it is, who won, how many drove."""
    best = [line for line in order if line.place is not None][:3]
    places = ", ".join(
        f"{number}. {fit(line.row.driver.name, 1, 40)} {_time(line, result.kind is StageKind.RACE)}"
        for number, line in enumerate(best, 1)
    )
    count = f"{len(order)} driver{'' if len(order) == 1 else 's'}"
    words = [f"{fit(title, 1, 200)}. {result.stage or result.kind.value}, {count}", places, _warning(result)]
    return ". ".join(word.rstrip(".") for word in words if word)[:1023] + "."


def _sheet(result: StageResult, order: Sequence[Classified]) -> _Sheet:
    names = dict.fromkeys(line.row.car.group for line in order if line.row.car.group)
    rows = [line.row for line in order]
    counted = {
        "Laps": any(row.laps for row in rows),
        "Pits": any(row.pit_stops for row in rows),
        "Cuts": any(row.cuts for row in rows),
        "Hits": any(row.impacts for row in rows),
    }
    return _Sheet(
        is_race=result.kind is StageKind.RACE,
        groups={name: _GROUPS[number % len(_GROUPS)] for number, name in enumerate(names)}
        if len(names) > 1
        else {},
        counted=tuple(name for name, is_there in counted.items() if is_there),
        best_ms=min((row.best_ms for row in rows if row.best_ms is not None), default=None),
    )


def _warning(result: StageResult) -> str:
    ended = {Ending.ABANDONED: "Abandoned before the flag", Ending.RESTARTED: "Restarted before the flag"}
    words = [ended.get(result.ending, ""), "" if result.is_complete else "Incomplete: a part was not seen"]
    return " \N{MIDDLE DOT} ".join(word for word in words if word)


def _right(sheet: _Sheet, name: str) -> float:
    """Return where the column of a counted thing ends."""
    return WIDTH - EDGE - _TIME - _COUNT * (len(sheet.counted) - 1 - sheet.counted.index(name))


def _column_heads(sheet: _Sheet, top: float) -> str:
    heads = [label(_NAMES, top + 22, "Driver")]
    heads += [label(_right(sheet, name), top + 22, name, anchor="end") for name in sheet.counted]
    times = "Time / best lap" if sheet.is_race else "Best lap / gap"
    heads.append(label(WIDTH - EDGE, top + 22, times, anchor="end"))
    rule = f'<rect x="{EDGE}" y="{top + 36:g}" width="{WIDTH - 2 * EDGE}" height="2" fill="{LINE}"/>'
    return "".join([*heads, rule])


def _row(sheet: _Sheet, line: Classified, top: float, *, is_odd: bool) -> str:
    row = line.row
    first, second = top + 32, top + 60
    colour = MUTED if row.driver.is_ai else TEXT
    end = WIDTH - EDGE
    names = _right(sheet, sheet.counted[0]) - 56 if sheet.counted else end - _TIME
    return "".join(
        [
            f'<rect x="8" y="{top:g}" width="{WIDTH - 16}" height="{_ROW}" rx="8" fill="{STRIPE}"/>'
            if is_odd
            else "",
            _place(sheet, line, top),
            foreign(
                _NAMES, first, names - _NAMES, row.driver.name, NORMAL, colour, bold=not row.driver.is_ai
            ),
            *(_counted(_right(sheet, name), first, _count(row, name), colour) for name in sheet.counted),
            label(
                end,
                first,
                _time(line, sheet.is_race),
                NORMAL,
                colour,
                bold=not row.driver.is_ai,
                anchor="end",
            ),
            _under_name(sheet, line, second),
            _under_time(sheet, line, second),
        ]
    )


def _count(row: ResultRow, name: str) -> int:
    return {"Laps": row.laps, "Pits": row.pit_stops, "Cuts": row.cuts, "Hits": row.impacts}[name]


def _counted(x: float, y: float, count: int, colour: str) -> str:
    """Draw a number that ends at *x*; what did not happen is a dot, so that the eye finds what did."""
    return label(x, y, str(count or "\N{MIDDLE DOT}"), NORMAL, colour if count else MUTED, anchor="end")


def _place(sheet: _Sheet, line: Classified, top: float) -> str:
    """Draw the place, on a medal for the first three of the race, or of a class where there are several."""
    x, y = 48, top + _ROW / 2
    if line.place is None:
        return label(x, y + 9, "\N{EN DASH}", NORMAL, MUTED, anchor="middle")
    medal = _MEDALS.get((line.group_place if sheet.groups else line.place) or 0)
    number = label(x, y + 9.5, str(line.place), NORMAL, GROUND if medal else TEXT, bold=True, anchor="middle")
    return (f'<circle cx="{x}" cy="{y:g}" r="22" fill="{medal}"/>' if medal else "") + number


def _under_name(sheet: _Sheet, line: Classified, y: float) -> str:
    """Draw class, car and what stewards gave, which is never cut."""
    row, parts, x = line.row, [], float(_NAMES)
    if row.car.group in sheet.groups:
        words = f"{fit(row.car.group, SMALL, 130)}{f' P{line.group_place}' if line.group_place else ''}"
        parts.append(label(x, y, words, SMALL, sheet.groups[row.car.group], bold=True))
        x += width(words, SMALL) + 10
    given = ", ".join(map(_given, line.penalties))
    room = WIDTH - EDGE - _TIME - x
    note = fit(given, SMALL, room - 60) if given else ""
    left = room - (width(note, SMALL) + 12 if note else 0)
    car = fit(row.car.name, SMALL, left) if row.car.name else ""
    parts.append(foreign(x, y, left, car, SMALL, MUTED) if car else "")
    if note:
        parts.append(label(x + left + 12, y, note, SMALL, WARN, bold=True))
    return "".join(parts)


def _given(penalty: Penalty) -> str:
    if penalty.kind is PenaltyKind.TIME:
        return f"+{penalty.amount / 1000:g} s penalty"
    if penalty.kind is PenaltyKind.PLACES:
        return f"{penalty.amount} place{'' if penalty.amount == 1 else 's'} back"
    return "disqualified afterwards"


def _time(line: Classified, is_race: bool) -> str:
    if line.row.finish is Finish.DISQUALIFIED or any(
        one.kind is PenaltyKind.DISQUALIFIED for one in line.penalties
    ):
        return "DSQ"
    if not is_race:
        return lap_time(line.total_ms) if line.total_ms is not None else "no time"
    if line.place is None:
        return "DNF"
    if line.laps_behind:
        return f"+{line.laps_behind} lap{'' if line.laps_behind == 1 else 's'}"
    if line.gap_ms is not None and line.place != 1:
        return gap(line.gap_ms)
    return lap_time(line.total_ms) if line.total_ms is not None else "Finished"


def _under_time(sheet: _Sheet, line: Classified, y: float) -> str:
    end, best = WIDTH - EDGE, line.row.best_ms
    if not sheet.is_race:
        behind = line.gap_ms is not None and line.place != 1
        return label(end, y, gap(line.gap_ms), anchor="end") if behind and line.gap_ms is not None else ""
    if best is None:
        return ""
    if best != sheet.best_ms:
        return label(end, y, lap_time(best), anchor="end")
    return label(end, y, f"\N{BLACK STAR} {lap_time(best)}", SMALL, BEST, bold=True, anchor="end")
