"""Who is where in a result, written as small tables."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.classification import Classified, Penalty, PenaltyKind, classify
from bot.domain.racing import Car, Driver, Ending, Finish, ResultRow, StageKind, StageResult, Track

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TIME, PLACES, DSQ = PenaltyKind.TIME, PenaltyKind.PLACES, PenaltyKind.DISQUALIFIED
OUT = [Finish.RETIRED, Finish.DNF, Finish.LEFT]


def row(
    name: str, laps: int, total: int | None = None, finish: Finish = Finish.FINISHED, group: str = "GT3"
) -> ResultRow:
    """One driver; *place* is given by the order in the table."""
    return ResultRow(
        place=0,
        driver=Driver(name),
        car=Car("1", "Car", group),
        finish=finish,
        laps=laps,
        total_ms=total,
        best_ms=total,
    )


def result(*rows: ResultRow, kind: StageKind = StageKind.RACE) -> StageResult:
    return StageResult(
        ref="0:1",
        kind=kind,
        stage="Race",
        track=Track("1", "Track"),
        began_at=NOON,
        ended_at=NOON,
        ending=Ending.FLAG,
        is_complete=True,
        rows=tuple(replace(one, place=place) for place, one in enumerate(rows, 1)),
    )


def given_to(name: str, kind: PenaltyKind, amount: int = 0, *, revoked: bool = False) -> Penalty:
    return Penalty(
        id=1,
        driver=f"name:{name}",
        kind=kind,
        amount=amount,
        reason="",
        actor=1,
        at=NOON,
        revoked_at=NOON if revoked else None,
    )


def order(lines: tuple[Classified, ...]) -> str:
    """Write an order as ``1 Ann, 2 Ben, - Cid``."""
    return ", ".join(f"{line.place or '-'} {line.row.driver.name}" for line in lines)


FIELD = (
    row("Ann", 10, 1000),
    row("Ben", 10, 1010),
    row("Cid", 10, 1030),
    row("Dee", 9, 1005),
    row("Eve", 4, finish=Finish.DNF),
)
"""Three on the lead lap, one a lap down, one who dropped out."""


@pytest.mark.parametrize(
    ("penalties", "expected"),
    [
        ([], "1 Ann, 2 Ben, 3 Cid, 4 Dee, - Eve"),
        ([given_to("Ann", TIME, 20)], "1 Ben, 2 Ann, 3 Cid, 4 Dee, - Eve"),
        ([given_to("Ann", TIME, 20), given_to("Ann", TIME, 20)], "1 Ben, 2 Cid, 3 Ann, 4 Dee, - Eve"),
        ([given_to("Ann", TIME, 20, revoked=True)], "1 Ann, 2 Ben, 3 Cid, 4 Dee, - Eve"),
        ([given_to("Cid", TIME, 5000)], "1 Ann, 2 Ben, 3 Cid, 4 Dee, - Eve"),
        ([given_to("Ann", PLACES, 2)], "1 Ben, 2 Cid, 3 Ann, 4 Dee, - Eve"),
        ([given_to("Ann", PLACES, 1), given_to("Ann", PLACES, 1)], "1 Ben, 2 Cid, 3 Ann, 4 Dee, - Eve"),
        ([given_to("Ann", PLACES, 1), given_to("Ben", PLACES, 1)], "1 Cid, 2 Ann, 3 Ben, 4 Dee, - Eve"),
        ([given_to("Ann", PLACES, 99)], "1 Ben, 2 Cid, 3 Dee, 4 Ann, - Eve"),
        ([given_to("Eve", PLACES, 1)], "1 Ann, 2 Ben, 3 Cid, 4 Dee, - Eve"),
        ([given_to("Ann", DSQ)], "1 Ben, 2 Cid, 3 Dee, - Eve, - Ann"),
        ([given_to("Ann", DSQ), given_to("Ann", PLACES, 1)], "1 Ben, 2 Cid, 3 Dee, - Eve, - Ann"),
        ([given_to("Ann", DSQ, revoked=True)], "1 Ann, 2 Ben, 3 Cid, 4 Dee, - Eve"),
        ([given_to("Nobody", DSQ)], "1 Ann, 2 Ben, 3 Cid, 4 Dee, - Eve"),
    ],
)
def test_stewards_change_the_order_of_a_race(penalties: list[Penalty], expected: str) -> None:
    assert order(classify(result(*FIELD), penalties)) == expected


@pytest.mark.parametrize("finish", OUT)
def test_whoever_did_not_finish_is_behind_all_who_did_by_laps(finish: Finish) -> None:
    field = (row("Ann", 3, finish=finish), row("Ben", 9, finish=finish), row("Cid", 2, 500))
    assert order(classify(result(*field))) == "1 Cid, - Ben, - Ann"


def test_a_disqualified_driver_is_last_however_far_they_drove() -> None:
    field = (
        row("Ann", 10, 1000, Finish.DISQUALIFIED),
        row("Ben", 1, finish=Finish.LEFT),
        row("Cid", 9, 1001),
    )
    assert order(classify(result(*field))) == "1 Cid, - Ben, - Ann"


def test_finishers_whose_time_nobody_knows_stay_in_the_order_in_which_they_came() -> None:
    field = (row("Ann", 10), row("Ben", 10), row("Cid", 10))
    assert order(classify(result(*field))) == "1 Ann, 2 Ben, 3 Cid"


def test_gaps_are_to_the_first_and_to_the_one_ahead_and_of_lapped_cars_in_laps() -> None:
    lines = classify(result(*FIELD))
    assert [(line.gap_ms, line.interval_ms, line.laps_behind) for line in lines] == [
        (None, None, 0),
        (10, 10, 0),
        (30, 20, 0),
        (None, None, 1),
        (None, None, 0),
    ]


def test_two_cars_a_lap_down_have_an_interval_between_them() -> None:
    lines = classify(result(row("Ann", 10, 1000), row("Ben", 9, 1001), row("Cid", 9, 1006)))
    assert [(line.gap_ms, line.interval_ms, line.laps_behind) for line in lines[1:]] == [
        (None, None, 1),
        (None, 5, 1),
    ]


def test_times_and_gaps_include_time_penalties() -> None:
    lines = classify(result(*FIELD), [given_to("Ben", TIME, 5)])
    assert (lines[1].total_ms, lines[1].gap_ms, lines[2].interval_ms) == (1015, 15, 15)
    assert [len(line.penalties) for line in lines] == [0, 1, 0, 0, 0]


def test_places_are_counted_within_each_class_too() -> None:
    field = (
        row("Ann", 10, 1000),
        row("Ben", 10, 1010, group="GT4"),
        row("Cid", 10, 1020),
        row("Dee", 9, 1000, group="GT4"),
    )
    lines = classify(result(*field), [given_to("Ann", DSQ)])
    assert [(line.row.driver.name, line.group_place) for line in lines] == [
        ("Ben", 1),
        ("Cid", 1),
        ("Dee", 2),
        ("Ann", None),
    ]


@pytest.mark.parametrize("kind", [StageKind.PRACTICE, StageKind.QUALIFYING])
def test_outside_races_the_best_lap_decides_and_whoever_set_none_is_last(kind: StageKind) -> None:
    field = (row("Ann", 20, None), row("Ben", 3, 95), row("Cid", 2, 90, Finish.LEFT), row("Dee", 30, 99))
    lines = classify(result(*field, kind=kind))
    assert order(lines) == "1 Cid, 2 Ben, 3 Dee, - Ann"
    assert [(line.gap_ms, line.interval_ms, line.laps_behind) for line in lines[1:3]] == [
        (5, 5, 0),
        (9, 4, 0),
    ]
    assert order(classify(result(*field, kind=kind), [given_to("Cid", TIME, 6)])) == (
        "1 Ben, 2 Cid, 3 Dee, - Ann"
    )


penalties = st.builds(
    given_to,
    st.sampled_from("abcdef"),
    st.sampled_from(PenaltyKind),
    st.integers(1, 5000),
    revoked=st.booleans(),
)
fields = st.lists(
    st.tuples(st.integers(0, 5), st.none() | st.integers(1, 2000), st.sampled_from(Finish)), max_size=6
)


@given(fields, st.lists(penalties, max_size=5), st.sampled_from(StageKind))
def test_any_result_keeps_everybody_numbers_them_through_and_has_no_gap_below_zero(
    field: list[tuple[int, int | None, Finish]], given_out: list[Penalty], kind: StageKind
) -> None:
    rows = [row(name, *facts) for name, facts in zip("abcdef", field, strict=False)]
    lines = classify(result(*rows, kind=kind), given_out)
    assert sorted(line.row.driver.name for line in lines) == [one.driver.name for one in rows]
    places = [line.place for line in lines if line.place is not None]
    assert places == list(range(1, len(places) + 1))
    assert [line.place for line in lines[len(places) :]] == [None] * (len(lines) - len(places))
    gaps = [gap for line in lines for gap in (line.gap_ms, line.interval_ms, line.laps_behind)]
    assert all(gap is None or gap >= 0 for gap in gaps)
