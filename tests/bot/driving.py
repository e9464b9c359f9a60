"""What is driven in the tests of storage and services."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.racing import (
    Car,
    Driver,
    Ending,
    Finish,
    Incident,
    IncidentKind,
    Lap,
    ResultRow,
    StageKind,
    StageResult,
    Track,
)
from bot.domain.snapshot import Identity

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

ANN = Driver("Ann", Identity("steam", "76561198000000001"))
BEN = Driver("Ben", Identity("steam", "76561198000000002"))
STRANGER = Driver("A stranger")
ROBOT = Driver("C. Puter", is_ai=True)
RING, HILL = Track("41", "Old Ring"), Track("42", "Hill Climb")
COUPE, ROADSTER = Car("7", "Coupe", "GT3"), Car("8", "Roadster", "Vintage")


def lap(ref: str, driver: Driver = ANN, ms: int = 90_000, **facts: Any) -> Lap:
    """A valid lap of the practice, at noon, on the ring with the coupe unless *facts* say otherwise."""
    defaults: dict[str, Any] = {
        "stage_ref": "0:1",
        "at": NOON,
        "kind": StageKind.PRACTICE,
        "track": RING,
        "car": COUPE,
        "number": 1,
        "sectors": (30_000, 30_000, ms - 60_000),
        "is_valid": True,
    }
    return Lap(ref=ref, driver=driver, ms=ms, **defaults | facts)


def row(driver: Driver = ANN, laps: int = 10, total_ms: int | None = 900_000, **facts: Any) -> ResultRow:
    """Somebody who finished; *place* is given by `result`."""
    defaults: dict[str, Any] = {"car": COUPE, "finish": Finish.FINISHED, "best_ms": 89_000}
    return ResultRow(place=0, driver=driver, laps=laps, total_ms=total_ms, **defaults | facts)


def result(ref: str, rows: Iterable[ResultRow] = (), **facts: Any) -> StageResult:
    """A race over ten laps of the ring, ended at noon."""
    defaults: dict[str, Any] = {
        "kind": StageKind.RACE,
        "stage": "Race",
        "track": RING,
        "began_at": NOON - HOUR,
        "ended_at": NOON,
        "ending": Ending.FLAG,
        "is_complete": True,
        "laps": 10,
    }
    placed = tuple(replace(one, place=place) for place, one in enumerate(rows, 1))
    return StageResult(ref=ref, rows=placed, **defaults | facts)


def incident(ref: str, driver: Driver = ANN, **facts: Any) -> Incident:
    """An impact at noon."""
    defaults: dict[str, Any] = {"stage_ref": "0:1", "at": NOON, "kind": IncidentKind.IMPACT}
    return Incident(ref=ref, driver=driver, **defaults | facts)
