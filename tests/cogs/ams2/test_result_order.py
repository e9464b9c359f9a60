"""Who stands where in a result, rule by rule."""

import pytest

from bot.domain.racing import Finish
from tests.cogs.ams2.evening_log import Log
from tests.cogs.ams2.test_stage_results import drive, order


def test_whoever_left_before_the_flag_stands_there_with_their_laps() -> None:
    log = Log()
    log.race("Ann", "Bob", "Cid")
    drive(log, "Bob", 3)
    log.leave("Bob")
    log.leave("Cid")
    drive(log, "Ann", 5)
    log.state("PostRace")
    log.results("Ann", 1, 5, 450_000, 90_000)
    assert order(log) == [("Ann", Finish.FINISHED), ("Bob", Finish.LEFT), ("Cid", Finish.LEFT)]
    assert (log.rows["Bob"].laps, log.rows["Bob"].total_ms, log.rows["Bob"].best_ms) == (3, 270_000, 90_000)
    assert log.rows["Cid"].total_ms is None


def test_the_place_of_a_disqualified_car_is_not_trusted() -> None:
    log = Log()
    log.race("Ann", "Bob", "Cid", ai=1)
    log.state("PostRace")
    log.results("Ann", 1, 4, 400_000, 90_000, "Disqualified")
    log.results("Bob", 2, 2, 100_000, 90_000, "DNF")
    log.results("Cid", 3, 3, 100_000, 90_000, "Retired")
    log.results("AI0", 4, 5, 480_000, 90_000)
    assert order(log) == [
        ("Cedar 0", Finish.FINISHED),
        ("Cid", Finish.RETIRED),
        ("Bob", Finish.DNF),
        ("Ann", Finish.DISQUALIFIED),
    ]
    assert log.result.rows[0].driver.is_ai


@pytest.mark.parametrize(
    ("state", "finish"),
    [
        ("Finished", Finish.FINISHED),
        ("Retired", Finish.RETIRED),
        ("DNF", Finish.DNF),
        ("Disqualified", Finish.DISQUALIFIED),
        ("Racing", Finish.LEFT),
        ("InPits", Finish.LEFT),
    ],
)
def test_whoever_was_done_before_leaving_did_not_leave_the_race(state: str, finish: Finish) -> None:
    log = Log()
    log.race("Ann", "Bob")
    drive(log, "Ann", 5)
    log.car_state("Ann", state)
    log.leave("Ann")
    drive(log, "Bob", 5, 91_000)
    log.state("PostRace")
    log.results("Bob", 1, 5, 455_000, 91_000)
    assert log.rows["Ann"].finish is finish
    assert log.rows["Ann"].place == (1 if finish is Finish.FINISHED else 2)


def test_whoever_came_back_in_practice_is_one_row() -> None:
    log = Log()
    log.load("Ann", "Bob")
    drive(log, "Ann", 2)
    log.leave("Ann")
    log.join("Ann")
    log.seat("Ann")
    drive(log, "Ann", 3, 88_000)
    log.results("Ann", 1, 3, 0, 88_000)
    assert order(log) == [("Ann", Finish.FINISHED), ("Bob", Finish.FINISHED)]


def test_whoever_only_looked_in_at_a_practice_is_left_out() -> None:
    log = Log()
    log.load("Ann", "Bob")
    drive(log, "Ann", 1)
    log.leave("Bob")
    log.stage("Qualifying1")
    assert order(log) == [("Ann", Finish.FINISHED)]


def test_two_of_the_computers_drivers_with_one_name_are_two_rows() -> None:
    log = Log()
    log.race("Ann", ai=1)
    log.cars["AI9"] = 9
    log.of_car("ParticipantCreated", "AI9", Name="Cedar 0", IsPlayer=0, VehicleId=-100)
    drive(log, "AI9", 1)
    log.state("PostRace")
    assert [name for name, _ in order(log)] == ["Cedar 0 (2)", "Ann", "Cedar 0"]


def test_a_new_host_takes_over_the_computers_cars() -> None:
    log = Log()
    log.race("Ann", "Bob", ai=1)
    log.leave("Ann")
    log.add("Lap", 131, log.cars["AI0"], Lap=0, LapTime=90_000, CountThisLapTimes=1)
    log.state("PostRace")
    assert {name: row.driver.is_ai for name, row in log.rows.items()} == {
        "Cedar 0": True,
        "Bob": False,
        "Ann": False,
    }
    assert log.laps == []


def test_the_places_of_the_finishers_are_the_games_own() -> None:
    log = Log()
    log.race("Ann", "Bob", "Cid")
    for who in ("Ann", "Bob", "Cid"):
        drive(log, who, 5)
    log.state("PostRace")
    for place, who in enumerate(("Cid", "Ann", "Bob"), start=1):
        log.results(who, place, 5, 450_000, 90_000)
    assert [name for name, _ in order(log)] == ["Cid", "Ann", "Bob"]


def test_whoever_finished_and_left_stands_where_laps_and_time_put_them() -> None:
    log = Log()
    log.race("Ann", "Bob", "Cid")
    drive(log, "Ann", 4)  # lapped: less time, and fewer laps
    drive(log, "Cid", 5, 91_000)
    log.car_state("Ann", "Finished")
    log.car_state("Cid", "Finished")
    log.leave("Ann")
    log.leave("Cid")
    log.state("PostRace")
    log.results("Bob", 1, 5, 455_000, 91_000)
    assert [name for name, _ in order(log)] == ["Bob", "Cid", "Ann"]


def test_those_who_did_not_finish_are_ordered_by_laps_and_then_by_distance() -> None:
    log = Log()
    log.race("Ann", "Bob", "Cid")
    log.of_car("Lap", "Ann", Lap=0, LapTime=90_000, DistanceTravelled=4000)
    log.of_car("Lap", "Bob", Lap=0, LapTime=95_000, DistanceTravelled=4100)
    for _ in range(2):
        log.of_car("Lap", "Cid", Lap=0, LapTime=99_000, DistanceTravelled=1)
    log.state("PostRace")
    assert [name for name, _ in order(log)] == ["Cid", "Bob", "Ann"]


def test_practice_is_ordered_by_best_laps_also_of_whoever_left() -> None:
    log = Log()
    log.load("Ann", "Bob", "Cid")
    drive(log, "Bob", 1, 88_000)
    drive(log, "Ann", 1, 90_000)
    log.leave("Bob")
    log.results("Cid", 1, 1, 0, 91_000)
    log.results("Ann", 2, 1, 0, 90_000)
    assert order(log) == [("Bob", Finish.LEFT), ("Ann", Finish.FINISHED), ("Cid", Finish.FINISHED)]


@pytest.mark.parametrize("has_results", [True, False])
def test_where_nobody_was_faster_the_places_decide(has_results: bool) -> None:
    log = Log()
    log.load("Ann", "Bob", "Cid")
    for who, place in (("Ann", 2), ("Bob", 1), ("Cid", 0)):
        if has_results:
            log.results(who, place, 1, 0, 0)
        else:
            log.lap(who, 90_000, place=place)
    if not has_results:
        log.stage("Qualifying1")
    assert [name for name, _ in order(log)] == ["Bob", "Ann", "Cid"]


@pytest.mark.parametrize(("stage", "laps"), [("Race1", 5), ("Qualifying1", 1)])
def test_the_number_of_a_lap_tells_how_many_there_were_in_a_race_alone(stage: str, laps: int) -> None:
    log = Log()
    log.load("Ann")
    log.stage(stage)
    log.lap("Ann", 90_000, number=4)  # those before were lost
    log.state("PostRace")
    assert log.rows["Ann"].laps == laps


def test_the_car_of_the_results_is_the_one_that_was_driven() -> None:
    log = Log()
    log.race("Ann", "Bob")
    drive(log, "Ann", 1)
    log.state("PostRace")
    log.of_car("Results", "Ann", RacePosition=1, Lap=1, VehicleId=-5, State="Finished")
    log.of_car("Results", "Bob", RacePosition=2, Lap=1, VehicleId=0, State="Finished")
    assert [row.car.key for row in log.result.rows] == ["4294967291", "4294967196"]


def test_whoever_comes_after_the_flag_did_not_take_part() -> None:
    log = Log()
    log.race("Ann")
    drive(log, "Ann", 5)
    log.state("PostRace")
    log.join("Cid")
    log.seat("Cid")
    log.results("Ann", 1, 5, 450_000, 90_000)
    assert order(log) == [("Ann", Finish.FINISHED)]
