"""A result as a file: for a spreadsheet, and for programs. No identity of a driver leaves with it."""

import csv
import io
import json
from typing import Any

from bot.domain.classification import Classified, Penalty, PenaltyKind
from bot.domain.racing import Finish
from bot.services.results import Kept
from bot.ui.result_words import given_words, time_words

_COLUMNS = (
    *("place", "class place", "driver", "car", "class", "laps", "total", "gap", "best"),
    *("pits", "cuts", "impacts", "status", "penalties"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def as_csv(kept: Kept) -> bytes:
    """Return the order for a spreadsheet: UTF-8 with the mark by which spreadsheets know it.

    Text that one would calculate gets an apostrophe before it. A gap is in seconds.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for line in kept.order:
        row = line.row
        writer.writerow(
            (
                *(line.place or "", line.group_place or ""),
                *(_inert(row.driver.name), _inert(row.car.name), _inert(row.car.group), row.laps),
                *(time_words(line.total_ms), _gap(line), time_words(row.best_ms)),
                *(row.pit_stops, row.cuts, row.impacts, _status(line)),
                "; ".join(_penalty_text(one) for one in line.penalties),
            )
        )
    return (_BOM + text.getvalue()).encode()


def as_json(kept: Kept) -> bytes:
    """Return the result for a program: times in milliseconds, moments in ISO 8601, UTC."""
    result = kept.result
    shown = {
        "server": kept.server,
        "game": kept.game,
        "kind": result.kind.value,
        "stage": result.stage,
        "track": result.track.name,
        "began_at": result.began_at.isoformat(),
        "ended_at": result.ended_at.isoformat(),
        "ending": result.ending.value,
        "is_complete": result.is_complete,
        "laps": result.laps,
        "minutes": result.minutes,
        "order": [_line(line) for line in kept.order],
    }
    return json.dumps(shown, ensure_ascii=False, indent=2).encode()


def file_name(kept: Kept, ending: str) -> str:
    """Return a name that sorts by day and holds nothing of what people or games call things."""
    return f"{kept.result.ended_at:%Y-%m-%d}-{kept.result.kind.value}-{kept.id}.{ending}"


def _line(line: Classified) -> dict[str, Any]:
    row = line.row
    return {
        "place": line.place,
        "class_place": line.group_place,
        "driver": row.driver.name,
        "is_ai": row.driver.is_ai,
        "car": row.car.name,
        "class": row.car.group,
        "laps": row.laps,
        "total_ms": line.total_ms,
        "gap_ms": line.gap_ms,
        "laps_behind": line.laps_behind,
        "best_ms": row.best_ms,
        "pits": row.pit_stops,
        "cuts": row.cuts,
        "impacts": row.impacts,
        "status": _status(line),
        "penalties": [
            {"kind": one.kind.value, "amount": one.amount, "reason": one.reason} for one in line.penalties
        ],
    }


def _status(line: Classified) -> str:
    if any(penalty.kind is PenaltyKind.DISQUALIFIED for penalty in line.penalties):
        return Finish.DISQUALIFIED.value
    return line.row.finish.value


def _gap(line: Classified) -> str:
    if line.laps_behind:
        return f"{line.laps_behind} lap{'' if line.laps_behind == 1 else 's'}"
    return f"{line.gap_ms / 1000:.3f}" if line.gap_ms is not None else ""


def _penalty_text(penalty: Penalty) -> str:
    return f"{given_words(penalty.kind, penalty.amount).removeprefix('+')} ({penalty.reason})"


def _inert(text: str) -> str:
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else text
