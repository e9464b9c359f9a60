"""How a stage ends, rule by rule."""

import pytest

from bot.domain.racing import Ending, Finish, StageKind
from cogs.ams2.names import Names
from tests.cogs.ams2.evening_log import Log


def drive(log: Log, who: str, laps: int, ms: int = 90_000) -> None:
    for number in range(laps):
        log.lap(who, ms, number)


def order(log: Log) -> list[tuple[str, Finish]]:
    return [(row.driver.name, row.finish) for row in log.result.rows]


def test_a_race_ends_at_the_flag_and_the_games_own_results_win() -> None:
    log = Log()
    log.race("Ann", "Bob")
    began = log.next - 1
    drive(log, "Ann", 5)
    drive(log, "Bob", 5, 91_000)
    log.time += 600
    log.state("PostRace")
    assert [row.total_ms for row in log.result.rows] == [450_000, 455_000]
    log.results("Ann", 1, 5, 450_123, 89_999)
    log.results("Bob", 2, 5, 455_321, 0)
    result = log.result
    assert (result.ref, result.kind, result.stage) == (f"0:{began}", StageKind.RACE, "Race")
    assert (result.laps, result.minutes, result.ending) == (5, None, Ending.FLAG)
    assert result.is_complete
    assert result.ended_at.timestamp() == log.time == result.began_at.timestamp() + 600
    assert [(row.place, row.laps, row.total_ms, row.best_ms) for row in result.rows] == [
        (1, 5, 450_123, 89_999),
        (2, 5, 455_321, None),
    ]


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


def test_results_of_practice_end_it_before_the_stage_changes() -> None:
    log = Log()
    log.load("Ann", "Bob")
    drive(log, "Ann", 2)
    drive(log, "Bob", 2, 89_000)
    log.time += 1200
    log.results("Bob", 1, 2, 0, 89_000, "InGarage")
    log.results("Ann", 2, 2, 0, 90_000, "Racing")
    log.time += 30
    log.lap("Ann", 80_000, 2)
    log.car_state("Ann", "InGarage")
    log.stage("Qualifying")
    result = log.result
    assert (result.kind, result.minutes, result.laps) == (StageKind.PRACTICE, 20, None)
    assert result.ended_at.timestamp() == log.time - 30
    assert order(log) == [("Bob", Finish.FINISHED), ("Ann", Finish.FINISHED)]
    assert [(row.total_ms, row.best_ms, row.laps) for row in result.rows] == [
        (None, 89_000, 2),
        (None, 90_000, 2),
    ]


def test_results_that_come_just_after_the_stage_changed_are_of_the_one_before() -> None:
    log = Log()
    log.load("Ann")
    drive(log, "Ann", 2)
    log.stage("Qualifying1")
    log.results("Ann", 1, 2, 0, 88_000)
    assert (log.result.kind, log.rows["Ann"].best_ms) == (StageKind.PRACTICE, 88_000)


@pytest.mark.parametrize("state", ["Returning", "Lobby"])
@pytest.mark.parametrize(("car", "ending"), [("Finished", Ending.FLAG), ("Racing", Ending.ABANDONED)])
def test_a_race_of_which_the_end_was_not_told_ends_on_the_way_back(
    state: str, car: str, ending: Ending
) -> None:
    log = Log()
    log.race("Ann")
    drive(log, "Ann", 5)
    log.car_state("Ann", car)
    log.state(state)
    assert log.result.ending is ending
    assert log.memory.seats == {}


def test_a_race_that_everybody_left_was_abandoned() -> None:
    log = Log()
    log.race("Ann")
    drive(log, "Ann", 1)
    log.leave("Ann")
    log.add("SessionDestroyed")
    assert (log.result.ending, order(log)) == (Ending.ABANDONED, [("Ann", Finish.LEFT)])


def test_a_race_that_was_restarted_is_told_as_such_and_another_begins() -> None:
    log = Log()
    log.race("Ann")
    drive(log, "Ann", 1)
    log.add("SoftRestart")
    restarted = log.next - 1
    assert (log.result.ending, order(log)) == (Ending.RESTARTED, [("Ann", Finish.DNF)])
    log.lap("Ann", 90_000)
    assert log.laps[-1].stage_ref == f"0:{restarted}"


@pytest.mark.parametrize("end", ["SessionDestroyed", "SoftRestart"])
def test_without_a_lap_nothing_is_told(end: str) -> None:
    log = Log()
    log.race("Ann")
    log.add(end)
    assert log.told == []


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


@pytest.mark.parametrize(
    ("flag", "flags", "expected"),
    [
        (1048576, 1048576, (None, 30)),
        (1048576, 8 + 64, (30, None)),
        (64, 8 + 64, (None, 30)),  # as this server's own list has it
        (64, 1048576, (30, None)),
    ],
)
def test_a_race_against_the_clock_has_minutes(
    flag: int, flags: int, expected: tuple[int | None, int | None]
) -> None:
    log = Log(Names(timed_race=flag))
    log.load("Ann", flags=flags)
    log.stage("Race1", 30)
    drive(log, "Ann", 1)
    log.state("PostRace")
    assert [(one.laps, one.minutes) for one in log.told] == [expected]


def test_stops_cuts_and_impacts_are_counted() -> None:
    log = Log()
    log.race("Ann")
    for state in ("EnteringPits", "InPits", "ExitingPits", "Racing", "EnteringPits", "Racing"):
        log.car_state("Ann", state)
    log.of_car("CutTrackStart", "Ann")
    log.of_car("CutTrackEnd", "Ann")
    log.of_car("CutTrackStart", "Ann")
    log.of_car("Impact", "Ann")
    drive(log, "Ann", 1)
    log.state("PostRace")
    row = log.rows["Ann"]
    assert (row.pit_stops, row.cuts, row.impacts) == (1, 2, 1)


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
