"""Who is how fast while a stage runs."""

from datetime import UTC, datetime

import pytest

from bot.domain.racing import Finish, StageKind
from bot.domain.snapshot import Snapshot
from bot.domain.timing import Pace, Timing, TimingRow
from cogs.ams2.names import Names
from cogs.ams2.payloads import Status
from cogs.ams2.timing import Board
from tests.cogs.ams2.evening_log import Log
from tests.cogs.ams2.test_driving import Evening
from tests.cogs.ams2.world import Paddock


@pytest.fixture
async def evening(world: Paddock) -> Evening:
    for name in ("Ann", "Bob", "Cid"):
        world.join(name)
    return Evening(world)


async def shown(evening: Evening) -> Timing:
    await evening.read()
    timing = (await evening.world.look({"": evening.since} if evening.since else {})).timing
    assert timing is not None
    return timing


async def glance(evening: Evening) -> Timing:
    """Return what one look shows."""
    seen = await evening.world.look({"": evening.since} if evening.since else {})
    assert seen.timing is not None
    return seen.timing


def rows(timing: Timing) -> dict[str, TimingRow]:
    return {row.driver.name: row for row in timing.rows}


async def test_there_is_no_timing_while_nobody_drives(evening: Evening) -> None:
    assert (await evening.world.look()).timing is None
    evening.race()
    evening.lap("Ann")
    evening.game.finish()
    await evening.read()
    assert (await evening.world.look({"": evening.since} if evening.since else {})).timing is None


async def test_a_race_shows_order_laps_and_gaps(evening: Evening) -> None:
    evening.race(ai=1)
    for who, ms in (("Bob", 90_000), ("Ann", 91_500), ("Cid", 92_000)):
        evening.lap(who, ms)
    timing = await shown(evening)
    assert (timing.kind, timing.stage, timing.track.name) == (StageKind.RACE, "Race", "Interlagos GP")
    assert (timing.laps, timing.laps_left, timing.ends_at) == (12, 11, None)
    named = [(row.place, row.driver.name, row.gap_ms, row.interval_ms, row.laps) for row in timing.rows]
    assert named[:3] == [(1, "Bob", None, None, 1), (2, "Ann", 1500, 1500, 1), (3, "Cid", 2000, 500, 1)]
    assert (timing.rows[3].driver.is_ai, timing.rows[3].gap_ms) == (True, None)


async def test_gaps_are_measured_where_both_passed_last(evening: Evening) -> None:
    evening.race()
    evening.game.sector(evening.car("Ann"), 30_000)
    evening.game.sector(evening.car("Bob"), 31_000)
    evening.game.sector(evening.car("Ann"), 25_000)
    timing = rows(await shown(evening))
    assert (timing["Bob"].gap_ms, timing["Cid"].gap_ms) == (1000, None)


async def test_whoever_was_lapped_is_behind_by_laps(evening: Evening) -> None:
    evening.race()
    for _ in range(2):
        evening.lap("Ann")
    evening.game.sector(evening.car("Ann"), 30_000)
    evening.lap("Bob", 95_000)
    bob = rows(await shown(evening))["Bob"]
    assert (bob.laps_behind, bob.gap_ms, bob.interval_ms) == (1, None, None)


async def test_sectors_and_laps_are_compared_with_the_best(evening: Evening) -> None:
    evening.race()
    evening.lap("Ann", 90_000)
    evening.lap("Bob", 91_000)
    evening.lap("Bob", 92_000)
    evening.game.sector(evening.car("Ann"), 20_000)
    timing = rows(await shown(evening))
    assert [one.pace for one in timing["Ann"].sectors] == [Pace.FASTEST]
    assert {one.pace for one in timing["Bob"].sectors} == {Pace.SLOWER}
    assert (timing["Ann"].best_pace, timing["Bob"].best_pace) == (Pace.FASTEST, Pace.PERSONAL)
    assert (timing["Bob"].last_ms, timing["Bob"].best_ms) == (92_000, 91_000)


async def test_a_time_that_does_not_count_is_never_a_best(evening: Evening) -> None:
    evening.race()
    evening.lap("Ann", 90_000)
    evening.game.lap(evening.car("Bob"), 60_000, counts=False)
    bob = rows(await shown(evening))["Bob"]
    assert (bob.last_ms, bob.best_ms, {one.pace for one in bob.sectors}) == (60_000, None, {Pace.SLOWER})


async def test_stops_and_those_who_are_done_are_shown(evening: Evening) -> None:
    evening.race()
    for state in ("EnteringPits", "InPits"):
        evening.game.car_state(evening.car("Ann"), state)
    evening.game.car_state(evening.car("Bob"), "Retired")
    timing = rows(await shown(evening))
    assert (timing["Ann"].in_pits, timing["Ann"].pit_stops) == (True, 1)
    assert (timing["Bob"].finish, timing["Cid"].finish) == (Finish.RETIRED, None)


async def test_a_car_that_is_missing_in_one_look_keeps_its_place(evening: Evening) -> None:
    evening.race()
    for who in ("Ann", "Bob", "Cid"):
        evening.lap(who)
    before = await shown(evening)
    evening.game.hide(evening.car("Ann"))
    assert await shown(evening) == before


async def test_whoever_left_is_not_shown_any_more(evening: Evening) -> None:
    evening.race()
    evening.lap("Ann")
    car = evening.car("Bob")
    evening.world.leave("Bob")
    evening.game.linger(car)
    assert sorted(rows(await shown(evening))) == ["Ann", "Cid"]


async def test_an_unchanged_moment_is_equal_from_look_to_look(evening: Evening) -> None:
    evening.game.load_race(ai=2)
    evening.lap("Ann")
    before = await shown(evening)
    assert before.ends_at is not None
    for _ in range(3):
        evening.world.clock.now += 0.7
        assert await shown(evening) == before


async def test_nobody_is_lapped_before_the_other_came_round_once_more(evening: Evening) -> None:
    evening.race()
    for _ in range(2):
        evening.lap("Ann", 90_000)
    evening.lap("Bob", 95_000)
    bob = rows(await shown(evening))["Bob"]
    assert (bob.laps_behind, bob.gap_ms, bob.interval_ms) == (0, 5000, 5000)


async def test_whoever_has_finished_a_lap_down_is_a_lap_down(evening: Evening) -> None:
    evening.race()
    for _ in range(2):
        evening.lap("Ann", 90_000)
    evening.lap("Bob", 95_000)
    evening.game.car_state(evening.car("Ann"), "Finished")
    evening.game.car_state(evening.car("Bob"), "Finished")
    bob = rows(await shown(evening))["Bob"]
    assert (bob.laps_behind, bob.gap_ms, bob.finish) == (1, None, Finish.FINISHED)


async def test_before_a_race_gaps_are_between_best_laps(evening: Evening) -> None:
    evening.game.load_race(ai=0)
    evening.lap("Ann", 90_000)
    evening.lap("Ann", 95_000)
    evening.lap("Bob", 91_500)
    timing = await shown(evening)
    told = [(row.driver.name, row.gap_ms, row.interval_ms, row.laps_behind) for row in timing.rows]
    assert told == [("Ann", None, None, 0), ("Bob", 1500, 1500, 0), ("Cid", None, None, 0)]
    assert (timing.laps, timing.laps_left) == (None, None)


async def test_a_car_that_is_missing_in_two_looks_is_gone_until_it_comes_back(evening: Evening) -> None:
    evening.race()
    seen = [len((await shown(evening)).rows)]
    for is_hidden in (True, True, False):
        if is_hidden:
            evening.game.hide(evening.car("Ann"))
        seen.append(len((await glance(evening)).rows))
    assert seen == [3, 3, 2, 3]


async def test_a_place_in_the_stage_before_is_none_in_this_one(evening: Evening) -> None:
    evening.game.load_race(ai=0)
    evening.lap("Ann", 90_000)
    assert [row.driver.name for row in (await shown(evening)).rows] == ["Ann", "Bob", "Cid"]
    evening.game.stage("Race1")
    evening.game.hide(evening.car("Ann"))
    assert [row.driver.name for row in (await glance(evening)).rows] == ["Bob", "Cid", "Ann"]


def told_by(log: Log) -> Timing | None:
    """Return what is shown at the first look, in whose status no car stands."""
    at = datetime.fromtimestamp(log.time, UTC)
    status, snapshot = Status(state="Running"), Snapshot(at=at, title="", players=())
    return Board().show(log.memory, status, snapshot, Names())


def test_a_stage_of_which_no_driver_is_known_has_no_timing() -> None:
    log = Log()
    log.race()
    log.add("Lap", 131, 5, LapTime=90_000)
    assert log.memory.stage is not None
    assert told_by(log) is None


def test_there_is_no_gap_where_one_of_them_was_not_seen_to_pass() -> None:
    log = Log()
    log.race("Ann", "Bob")
    log.of_car("Sector", "Ann", Lap=2, Sector=1, SectorTime=30_000, TotalTime=210_000)
    log.of_car("Sector", "Bob", Lap=1, Sector=0, SectorTime=30_000, TotalTime=185_000)
    timing = told_by(log)
    assert timing is not None
    assert [(row.gap_ms, row.laps_behind) for row in timing.rows] == [(None, 0), (None, 0)]
    log.of_car("Sector", "Bob", Lap=2, Sector=1, SectorTime=30_000, TotalTime=215_000)
    timing = told_by(log)
    assert timing is not None
    assert timing.rows[1].gap_ms == 5000


@pytest.mark.parametrize(("second", "gap"), [(31_000, 1000), (30_000, 0)])
def test_a_gap_is_told_however_far_the_first_has_driven_since(second: int, gap: int) -> None:
    log = Log()
    log.race("Ann", "Bob")
    for sector, total in ((1, 30_000), (2, 61_000), (0, 93_000)):
        log.of_car("Sector", "Ann", Lap=0, Sector=sector, SectorTime=31_000, TotalTime=total)
    log.of_car("Sector", "Bob", Lap=0, Sector=1, SectorTime=second, TotalTime=second)
    timing = told_by(log)
    assert timing is not None
    assert (timing.rows[1].gap_ms, timing.rows[1].interval_ms) == (gap, gap)


@pytest.mark.parametrize(
    ("flags", "length", "laps"), [(0, 5, 5), (1048576, 5, None), (0, 0, None), (0, -3, None)]
)
def test_only_a_race_over_a_known_number_of_laps_has_laps_left(
    flags: int, length: int, laps: int | None
) -> None:
    log = Log()
    log.load("Ann", flags=flags)
    log.memory.lengths.clear()
    log.stage("Race1", length)
    log.lap("Ann", 90_000)
    timing = told_by(log)
    assert timing is not None
    assert (timing.laps, timing.laps_left) == (laps, laps and laps - 1)


async def test_a_car_whose_state_no_event_told_is_shown_as_the_status_has_it(evening: Evening) -> None:
    evening.game.load_race(ai=0)
    evening.game.leave_garage(evening.car("Ann"))
    evening.world.clock.now += 2
    timing = rows(await shown(evening))
    assert (timing["Ann"].in_pits, timing["Bob"].in_pits) == (False, True)
