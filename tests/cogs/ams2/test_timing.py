"""Who is how fast while a stage runs."""

import pytest

from bot.domain.racing import Finish, StageKind
from bot.domain.timing import Pace, Timing, TimingRow
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
