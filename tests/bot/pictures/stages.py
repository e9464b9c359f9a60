"""Results and laps to draw."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.classification import Penalty, PenaltyKind
from bot.domain.racing import Car, Driver, Ending, Finish, ResultRow, StageKind, StageResult, Track
from bot.domain.snapshot import Identity

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PORSCHE = Car("1", "Porsche 963 GTP", "Hypercars")
MCLAREN = Car("2", "McLaren 720S GT3 Evo", "GT3_Gen2")
BMW = Car("3", "BMW M4 GT3", "GT3_Gen2")


def driver(name: str, number: int) -> Driver:
    return Driver(name, Identity("steam", str(number)))


def row(
    place: int, name: str, car: Car = BMW, finish: Finish = Finish.FINISHED, **more: int | None
) -> ResultRow:
    facts: dict[str, int | None] = {
        "laps": 22,
        "total_ms": 2_262_345 + 4_321 * place,
        "best_ms": 101_800 + 97 * place,
    }
    facts |= more
    return ResultRow(place=place, driver=driver(name, place), car=car, finish=finish, **facts)  # type: ignore[arg-type]  # keyed by tests


def stage(*rows: ResultRow, kind: StageKind = StageKind.RACE, **more: object) -> StageResult:
    facts: dict[str, object] = {"ending": Ending.FLAG, "is_complete": True} | more
    return StageResult(
        ref="1",
        kind=kind,
        stage=kind.value.capitalize(),
        track=Track("1", "Spa-Francorchamps"),
        began_at=NOON,
        ended_at=NOON + timedelta(minutes=45),
        rows=rows,
        **facts,  # type: ignore[arg-type]  # keyed by tests
    )


def penalty(number: int, kind: PenaltyKind, amount: int = 0) -> Penalty:
    return Penalty(
        id=number, driver=f"steam:{number}", kind=kind, amount=amount, reason="contact", actor=1, at=NOON
    )


RACE = stage(
    row(1, "brake_l8_otter", PORSCHE, pit_stops=1),
    row(2, "Алексей Кузнецов", PORSCHE, pit_stops=1, cuts=2, best_ms=101_702),
    row(3, "Ωμέγα Παππάς", PORSCHE, pit_stops=2, impacts=1),
    row(4, "王小明", MCLAREN, laps=20, pit_stops=1, best_ms=108_002),
    row(5, "さくら 🏎️🔥🇯🇵", BMW, laps=20, pit_stops=1, cuts=11, best_ms=108_402),
    row(6, "김철수 the third of his name and the last", MCLAREN, laps=20, impacts=3, best_ms=108_502),
    row(7, "Ann", BMW, laps=19, pit_stops=1, best_ms=108_900),
    replace(row(8, "", MCLAREN, laps=19, best_ms=109_000), driver=Driver("M. Robot", is_ai=True)),
    row(9, "Zoë", BMW, Finish.LEFT, laps=7, total_ms=None, best_ms=109_500),
    row(10, "late_again", PORSCHE, Finish.DNF, laps=3, total_ms=None, best_ms=103_500, impacts=6),
    row(11, "<b>&\u202eevil\u0007</b>", BMW, Finish.RETIRED, laps=0, total_ms=None, best_ms=None),
    row(12, "smooth.operator", MCLAREN, laps=20, best_ms=107_900),
)  # fmt: skip
PENALTIES = (
    penalty(2, PenaltyKind.TIME, 5_000),
    penalty(4, PenaltyKind.PLACES, 1),
    penalty(12, PenaltyKind.DISQUALIFIED),
)
QUALIFYING = stage(
    row(1, "brake_l8_otter", BMW, laps=6, total_ms=None, best_ms=101_800),
    row(2, "Ann", MCLAREN, laps=5, total_ms=None, best_ms=101_944, cuts=1),
    row(3, "Алексей Кузнецов", BMW, laps=9, total_ms=None, best_ms=162_003),
    row(4, "Zoë", BMW, laps=0, total_ms=None, best_ms=None),
    kind=StageKind.QUALIFYING,
    is_complete=False,
    ending=Ending.ABANDONED,
)
ALONE = stage(row(1, "Ann", total_ms=3_723_456), kind=StageKind.RACE)
FULL = stage(
    *(
        row(place, f"driver number {place}", MCLAREN if place % 3 else PORSCHE, pit_stops=1)
        for place in range(1, 35)
    )
)
HOURS = stage(
    row(1, "W" * 40, Car("1", "M" * 60), total_ms=36_723_456, cuts=120, impacts=999, pit_stops=44, laps=1234)
)
TIMES = [104_900, 103_800, -103_100, 102_950, 131_400, 102_700, 102_345, -101_990, 102_600, 102_480]
LAPS = [(NOON + timedelta(minutes=2 * number), abs(ms), ms > 0) for number, ms in enumerate(TIMES)]
MANY_LAPS = [
    (NOON + timedelta(hours=number), 101_000 + (number * 7_919) % 2_500, number % 7 > 0)
    for number in range(200)
]
