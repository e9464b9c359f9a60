"""How a stage ends, rule by rule."""

from datetime import timedelta

import pytest

from bot.domain.racing import Ending, Finish, StageKind
from cogs.ams2.event_log import Session
from cogs.ams2.fold import Fold
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


def test_a_lap_without_a_time_is_nobodys_best() -> None:
    log = Log()
    log.race("Ann")
    log.lap("Ann", 90_000)
    log.lap("Ann", 0, number=1)
    log.state("PostRace")
    assert (log.rows["Ann"].best_ms, log.rows["Ann"].laps) == (90_000, 2)


@pytest.mark.parametrize("has_ended", [True, False])
def test_a_stage_whose_name_was_not_known_is_told_when_the_next_one_names_it(has_ended: bool) -> None:
    log = Log()
    log.load("Ann")
    log.memory.stage, log.memory.session = None, Session(state="Race")
    drive(log, "Ann", 2)
    log.of_car("ParticipantCreated", "Ann", Name="Ann", IsPlayer=1)
    if has_ended:
        log.results("Ann", 1, 2, 180_000, 90_000)
        log.fold = Fold(log.memory, 0, Names(), ahead=timedelta(0))
    assert log.told == []
    log.add("StageChanged", PreviousStage="Practice1", NewStage="Qualifying1", Length=5)
    result = log.result
    assert (result.kind, result.is_complete, order(log)) == (
        StageKind.PRACTICE,
        False,
        [("Ann", Finish.FINISHED)],
    )


def test_a_stage_that_begins_while_another_runs_ends_that_one() -> None:
    log = Log()
    log.race("Ann")
    drive(log, "Ann", 1)
    log.state("Race")
    assert (log.result.ending, order(log)) == (Ending.ABANDONED, [("Ann", Finish.DNF)])


def test_a_stage_whose_server_is_gone_ended_with_the_last_event() -> None:
    log = Log()
    log.race("Ann")
    drive(log, "Ann", 1)
    fold = Fold(log.memory, 0, Names(), ahead=timedelta(0))
    fold.abandon()
    [result] = fold.driven.results
    assert (result.ending, result.ended_at.timestamp()) == (Ending.ABANDONED, log.time)


def test_results_without_a_stage_are_of_nothing() -> None:
    log = Log()
    log.add("SessionCreated")
    log.add("Results", 131, 0, RacePosition=1, Lap=5, State="Finished")
    assert (log.told, log.memory.stage) == ([], None)


def test_results_of_more_cars_than_a_session_holds_cost_no_more() -> None:
    log = Log()
    log.race("Ann")
    drive(log, "Ann", 1)
    for car in range(1000, 1300):
        log.add("Results", 131, car, RacePosition=1, Lap=1, State="Finished")
        log.add("Lap", 131, car, LapTime=90_000)
    stage = log.memory.stage
    assert stage is not None
    assert len(stage.entries) == 128
    assert order(log) == [("Ann", Finish.DNF)]


def test_a_race_that_seemed_given_up_and_has_results_came_to_its_end() -> None:
    log = Log()
    log.race("Ann")
    drive(log, "Ann", 1)
    log.state("Returning")
    assert log.result.ending is Ending.ABANDONED
    log.results("Ann", 1, 1, 90_000, 90_000)
    assert (log.result.ending, order(log)) == (Ending.FLAG, [("Ann", Finish.FINISHED)])


def test_results_in_a_later_part_of_the_log_are_told_again() -> None:
    log = Log()
    log.race("Ann")
    drive(log, "Ann", 1)
    log.state("PostRace")
    log.fold = Fold(log.memory, 0, Names(), ahead=timedelta(0))
    assert log.told == []
    log.results("Ann", 1, 1, 90_123, 90_000)
    assert log.rows["Ann"].total_ms == 90_123


def test_a_stage_without_results_ends_when_the_next_one_begins() -> None:
    log = Log()
    log.load("Ann")
    drive(log, "Ann", 1)
    log.stage("Qualifying1")
    assert (log.result.kind, log.result.ending) == (StageKind.PRACTICE, Ending.FLAG)


def test_the_length_of_a_stage_that_is_set_while_games_load_is_kept() -> None:
    log = Log()
    log.load("Ann")
    log.state("Lobby")
    log.state("Loading")
    log.stage("Qualifying1", 7)
    log.state("Race")
    log.seat("Ann")
    drive(log, "Ann", 1)
    log.state("PostRace")
    assert (log.result.kind, log.result.minutes) == (StageKind.QUALIFYING, 7)


@pytest.mark.parametrize(("car", "ending"), [("Finished", Ending.FLAG), ("Racing", Ending.ABANDONED)])
def test_a_race_is_over_when_the_games_load_again(car: str, ending: Ending) -> None:
    log = Log()
    log.race("Ann")
    drive(log, "Ann", 5)
    log.car_state("Ann", car)
    log.state("Loading")
    assert log.result.ending is ending


def test_times_are_ours_where_the_servers_clock_is_off() -> None:
    log = Log()
    log.fold = Fold(log.memory, 0, Names(), ahead=timedelta(seconds=3600))
    log.race("Ann")
    log.lap("Ann", 90_000)
    log.of_car("CutTrackStart", "Ann")
    log.of_car("CutTrackEnd", "Ann")
    log.state("PostRace")
    told = [log.laps[0].at, log.incidents[0].at, log.result.began_at, log.result.ended_at]
    assert [at.timestamp() for at in told] == [log.time + 3600] * 4


@pytest.mark.parametrize(
    ("seconds", "has_lap", "kind"),
    [
        (5, False, StageKind.PRACTICE),
        (6, False, StageKind.QUALIFYING),
        (5, True, StageKind.QUALIFYING),
    ],
)
def test_results_are_of_the_stage_before_for_a_moment_in_which_nobody_drove_a_lap(
    seconds: int, has_lap: bool, kind: StageKind
) -> None:
    log = Log()
    log.load("Ann")
    drive(log, "Ann", 1)
    log.stage("Qualifying1")
    log.time += seconds
    if has_lap:
        drive(log, "Ann", 1)
    log.results("Ann", 1, 1, 0, 77_000)
    bests = {result.kind: result.rows[0].best_ms for result in log.told}
    assert bests[kind] == 77_000


def test_a_stage_keeps_the_name_under_which_it_began() -> None:
    log = Log()
    log.load("Ann")
    drive(log, "Ann", 1)
    log.add("StageChanged", PreviousStage="Race2", NewStage="Qualifying1", Length=5)
    assert log.result.stage == "Practice"
