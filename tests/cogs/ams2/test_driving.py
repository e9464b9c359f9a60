"""What is driven on the simulated server, read over HTTP."""

from collections.abc import AsyncIterator

import pytest

from bot.domain.look import LogSlice, Position
from bot.domain.racing import Ending, Finish, Lap, StageKind, StageResult
from sandbox.games.ams2.cars import Car
from tests.cogs.ams2.world import Paddock, paddock


class Evening:
    """A paddock and whoever reads its log; what was told is kept together."""

    def __init__(self, world: Paddock) -> None:
        self.world = world
        self.game = world.game
        self.since: Position | None = None
        self.slices: list[LogSlice] = []

    async def read(self) -> LogSlice:
        """Read to the end of the log."""
        while True:
            log = (await self.world.look({"": self.since} if self.since else {})).log
            assert log is not None
            self.since = log.position
            self.slices.append(log)
            if not log.more:
                return log

    @property
    def laps(self) -> list[Lap]:
        return [lap for log in self.slices for lap in log.driven.laps]

    @property
    def results(self) -> list[StageResult]:
        """Each result as it was told last."""
        return list({one.ref: one for log in self.slices for one in log.driven.results}.values())

    def car(self, name: str) -> Car:
        return next(car for car in self.game.cars if car.name == name)

    def lap(self, name: str, ms: int = 90_000) -> None:
        self.world.clock.now += 1
        self.game.lap(self.car(name), ms)

    def race(self, ai: int = 0) -> None:
        """Put everybody who is here on the grid."""
        self.game.load_race(ai)
        self.game.stage("Race1")


@pytest.fixture
async def evening(world: Paddock) -> Evening:
    for name in ("Ann", "Bob", "Cid"):
        world.join(name)
    return Evening(world)


@pytest.fixture
async def small() -> AsyncIterator[Evening]:
    """An evening of which the log holds forty events."""
    async with paddock(ring_size=40) as world:
        world.join("Ann")
        world.join("Bob")
        yield Evening(world)


def order(result: StageResult) -> list[tuple[str, Finish, int]]:
    return [(row.driver.name, row.finish, row.laps) for row in result.rows]


async def test_a_race_with_a_quitter_a_disqualified_and_the_computer(evening: Evening) -> None:
    await evening.read()
    evening.race(ai=1)
    ai = evening.game.cars[-1].name
    for who in ("Ann", "Bob", "Cid", ai):
        evening.lap(who)
    await evening.read()
    evening.world.leave("Bob")
    evening.game.car_state(evening.car("Cid"), "Disqualified")
    evening.lap("Ann")
    evening.lap(ai)
    evening.game.finish()
    await evening.read()
    [result] = evening.results
    assert (result.kind, result.ending, result.is_complete) == (StageKind.RACE, Ending.FLAG, True)
    assert order(result) == [
        ("Ann", Finish.FINISHED, 2),
        (ai, Finish.FINISHED, 2),
        ("Bob", Finish.LEFT, 1),
        ("Cid", Finish.DISQUALIFIED, 1),
    ]
    assert result.track.name == "Interlagos GP"
    known = {row.driver.name: row.driver.identity for row in result.rows if row.driver.identity}
    assert {name: identity.key for name, identity in known.items()} == evening.world.steamids
    assert [lap.driver.name for lap in evening.laps] == ["Ann", "Bob", "Cid", "Ann"]


async def test_what_was_driven_before_the_bot_came_is_told_quietly_and_whole(evening: Evening) -> None:
    evening.race()
    evening.lap("Ann")
    evening.game.finish()
    log = await evening.read()
    [result] = evening.results
    assert (log.quiet, result.is_complete, len(evening.laps)) == (True, True, 1)


async def test_a_race_of_which_the_log_forgot_the_beginning_is_told_as_incomplete(small: Evening) -> None:
    small.race()
    small.game.flood(40)
    small.lap("Ann")
    await small.read()
    small.lap("Ann")
    small.game.finish()
    await small.read()
    [result] = small.results
    assert (result.kind, result.is_complete, result.track.name) == (StageKind.RACE, False, "Interlagos GP")
    assert order(result)[0] == ("Ann", Finish.FINISHED, 2)
    assert [(lap.driver.name, lap.number) for lap in small.laps] == [("Ann", 1), ("Ann", 2)]


async def test_a_gap_makes_the_stage_that_runs_incomplete(small: Evening) -> None:
    await small.read()
    small.race()
    small.lap("Ann")
    await small.read()
    small.game.flood(50)
    small.lap("Ann")
    small.game.finish()
    await small.read()
    [result] = [one for one in small.results if one.kind is StageKind.RACE]
    assert (result.is_complete, order(result)[0]) == (False, ("Ann", Finish.FINISHED, 2))


async def test_after_a_gap_over_two_stages_the_one_before_does_not_go_on(small: Evening) -> None:
    await small.read()
    small.game.load_race(ai=0)
    small.lap("Ann")
    await small.read()
    small.game.next_stage()
    small.game.flood(50)
    small.lap("Bob", 80_000)
    await small.read()
    small.game.end_stage()
    await small.read()
    practice, qualifying = small.results
    assert (practice.kind, practice.ending) == (StageKind.PRACTICE, Ending.ABANDONED)
    assert (qualifying.kind, qualifying.is_complete) == (StageKind.QUALIFYING, False)
    assert [lap.kind for lap in small.laps] == [StageKind.PRACTICE, StageKind.QUALIFYING]


async def test_a_race_that_a_restart_of_the_server_ended_was_abandoned(evening: Evening) -> None:
    await evening.read()
    evening.race()
    evening.lap("Ann")
    await evening.read()
    evening.game.restart()
    evening.world.join("Ann")
    log = await evening.read()
    assert log.began_anew
    [result] = log.driven.results
    assert (result.ending, order(result)[0]) == (Ending.ABANDONED, ("Ann", Finish.DNF, 1))
    evening.race()
    evening.lap("Ann")
    await evening.read()
    assert [lap.ref.partition(":")[0] for lap in evening.laps] == ["0", "1"]
    assert (await evening.read()).driven.results == ()


async def test_laps_are_wet_or_dry_only_where_two_looks_agree(evening: Evening) -> None:
    evening.race()
    await evening.read()
    for wetness in (0, 400, 400, 400):
        evening.lap("Ann")
        evening.game.attributes["WetnessAverage"] = wetness
        await evening.read()
    assert [lap.wet for lap in evening.laps] == [False, None, True, True]


async def test_a_look_at_which_nothing_happened_leaves_the_position_as_it_is(evening: Evening) -> None:
    evening.race()
    evening.lap("Ann")
    before = (await evening.read()).position
    assert (await evening.read()).position == before


async def test_a_new_bot_goes_on_where_the_last_one_ended(evening: Evening) -> None:
    await evening.read()
    evening.race()
    evening.game.cut(evening.car("Ann"), 1000)
    await evening.read()
    evening.world.backend = evening.world.new_backend()
    evening.lap("Ann")
    evening.game.finish()
    await evening.read()
    [result] = evening.results
    assert ([lap.is_valid for lap in evening.laps], result.is_complete) == ([False], True)


async def test_every_event_is_kept_with_all_that_came_with_it(evening: Evening) -> None:
    await evening.read()
    evening.game.log.add("TyreBurst", 7, 3, Corner=2, Words='"żółw"')
    [line] = (await evening.read()).lines
    assert (line.index, line.name, line.at) == (8, "TyreBurst", evening.world.now())
    assert line.body == '{"refid":7,"participantid":3,"attributes":{"Corner":2,"Words":"\\"żółw\\""}}'


async def test_an_odd_event_is_kept_as_it_came(evening: Evening) -> None:
    await evening.read()
    evening.game.log.add("Lap", 7, 3, LapTime="fast")
    [line] = (await evening.read()).lines
    assert '"LapTime":"fast"' in line.body
    assert line.at == evening.world.now()
