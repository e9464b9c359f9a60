"""Reading a real ring over HTTP: pages, gaps, restarts, odd events."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from bot.domain.errors import Unreachable
from bot.domain.events import PlayerJoined, PlayerLeft, PlayerSaid, StageChanged
from bot.domain.look import LogSlice, Position
from cogs.ams2.wire import PAGE
from tests.cogs.ams2.world import Paddock, paddock


@pytest.fixture
async def small() -> AsyncIterator[Paddock]:
    """A server whose log holds ten events."""
    async with paddock(ring_size=10) as opened:
        yield opened


async def read(world: Paddock, since: Position | None = None) -> LogSlice:
    log = (await world.look({"": since} if since else {})).log
    assert log is not None
    return log


def joined(log: LogSlice) -> list[str]:
    return [event.player.name for event in log.events if isinstance(event, PlayerJoined)]


async def test_first_contact_reads_the_log_from_its_beginning_and_tells_nothing_as_news(
    world: Paddock,
) -> None:
    world.join("Ann")
    log = await read(world)
    assert (log.position.index, log.quiet, log.events, log.lost, log.more) == (4, True, (), 0, False)
    assert [line.name for line in log.lines] == [
        "SessionCreated",
        "PlayerJoined",
        "Authenticated",
        "StateChanged",
    ]


async def test_what_was_in_the_log_at_first_contact_is_quiet_to_its_last_event(world: Paddock) -> None:
    world.game.flood(PAGE + 50)
    log = await read(world)
    assert (log.position.index, log.more, log.quiet) == (PAGE, True, True)
    world.join("Ann")
    log = await read(world, log.position)
    assert (log.position.index, log.more, log.quiet, log.events) == (PAGE + 50, True, True, ())
    log = await read(world, log.position)
    assert (log.more, log.quiet, joined(log)) == (False, False, ["Ann"])


async def test_a_long_log_is_read_page_by_page(world: Paddock) -> None:
    log = await read(world)
    world.game.flood(PAGE + 100)
    world.join("Ann")
    log = await read(world, log.position)
    assert (log.position.index, log.more, joined(log)) == (PAGE, True, [])
    log = await read(world, log.position)
    assert (log.more, joined(log)) == (False, ["Ann"])
    assert log.position.index == world.game.log.overview()["count"]


@pytest.mark.parametrize(
    ("later", "statuses"),
    [(0, [1, 2, 3]), (1, [1, 1, 2])],
    ids=["what happened in its second may be newer", "what is older"],
)
async def test_a_status_serves_for_the_next_page_of_a_long_log_where_it_is_newer_than_that(
    world: Paddock, later: int, statuses: list[int]
) -> None:
    world.game.flood(2 * PAGE + 500)
    world.clock.now += later
    log, asked = await read(world), [world.sent("look")]
    while log.more:
        log = await read(world, log.position)
        asked.append(world.sent("look"))
    assert asked == statuses


async def test_a_status_serves_for_two_seconds_only(world: Paddock) -> None:
    world.game.flood(2 * PAGE + 500)
    world.clock.now += 1
    log = await read(world)
    world.clock.now += 2.5
    assert (await read(world, log.position)).more
    assert world.sent("look") == 2


def ranges(world: Paddock) -> list[int]:
    """The offsets of the pages that were asked for."""
    return [int(query["offset"]) for path, query in world.game.asked if path == "/api/log/range"]


async def began(world: Paddock, fault: str = "") -> LogSlice:
    """Read the first page of a long log, and let the next one be asked for meanwhile."""
    world.game.flood(PAGE + 50)
    log = await read(world)
    if fault:
        world.game.faults.add("api/log/range", fault)
    await world.game.until(lambda: len(ranges(world)) == 2)
    return log


async def test_the_next_page_of_a_long_log_comes_while_the_one_before_is_stored(world: Paddock) -> None:
    log = await began(world)
    log = await read(world, log.position)
    assert (ranges(world), log.position.index, log.more) == ([0, PAGE - 1], PAGE + 50, False)


@pytest.mark.parametrize("why", ["it is old", "another is needed", "it failed"])
async def test_a_page_that_came_early_is_asked_for_again_where_it_is_no_good(
    world: Paddock, why: str
) -> None:
    log = await began(world, "500" if why == "it failed" else "")
    since = Position(epoch=0, index=500) if why == "another is needed" else log.position
    world.clock.now += 10 if why == "it is old" else 0
    if why == "it failed":
        with pytest.raises(Unreachable):
            await read(world, since)
    log = await read(world, since)
    assert (len(ranges(world)), log.position.index) == (3, PAGE + 50)


async def test_a_page_that_comes_early_is_given_up_at_the_end(world: Paddock) -> None:
    world.game.flood(PAGE + 50)
    await read(world)
    world.game.faults.add("api/log/range", "hang")
    coming = world.backend._log._coming
    assert coming is not None
    await world.backend.close()
    await asyncio.gather(coming.body, return_exceptions=True)
    assert coming.body.cancelled()


async def test_a_page_that_does_not_come_in_time_is_read_in_smaller_ones_until_the_log_is_caught_up(
    world: Paddock,
) -> None:
    log = await read(world)
    world.game.flood(500)
    world.game.faults.add("api/log/range", "cut_off")
    with pytest.raises(Unreachable):
        await read(world, log.position)
    ends: list[int] = []
    while not ends or log.more:
        log = await read(world, log.position)
        ends.append(log.position.index)
    assert ends == [200, 399, 500]
    world.game.flood(500)
    log = await read(world, log.position)
    assert (log.position.index, log.more) == (1000, False)


async def test_a_log_that_moved_on_is_a_gap_of_so_many_events(small: Paddock) -> None:
    log = await read(small)
    small.game.flood(1200)
    small.join("Ann")
    log = await read(small, log.position)
    assert log.lost == small.game.log.first
    assert (log.began_anew, joined(log)) == (False, ["Ann"])
    assert (await read(small, log.position)).lost == 0


async def test_a_restarted_server_begins_a_new_epoch_at_the_start_of_its_log(world: Paddock) -> None:
    log = await read(world)
    world.game.flood(20)
    log = await read(world, log.position)
    world.game.restart()
    world.join("Bob")
    log = await read(world, log.position)
    assert (log.began_anew, log.position.epoch, log.lost, joined(log)) == (True, 1, 0, ["Bob"])
    assert not (await read(world, log.position)).began_anew


async def test_a_restarted_server_is_noticed_when_its_log_has_grown_past_the_old_one(world: Paddock) -> None:
    log = await read(world)
    world.join("Ann")
    log = await read(world, log.position)
    world.game.restart()
    world.clock.now += 60
    world.join("Bob")
    world.game.flood(20)
    log = await read(world, log.position)
    assert (log.began_anew, log.position.epoch, joined(log)) == (True, 1, ["Bob"])


async def test_the_position_of_first_contact_is_marked(world: Paddock) -> None:
    world.join("Ann")
    log = await read(world)
    assert log.position.mark == f"{int(world.clock.now)}:StateChanged"


async def test_what_a_restarted_server_has_forgotten_already_is_lost_too(small: Paddock) -> None:
    log = await read(small)
    small.game.flood(50)
    log = await read(small, log.position)
    small.game.restart()
    small.game.flood(15)
    log = await read(small, log.position)
    assert (log.began_anew, log.lost, log.position.index) == (True, 5, 15)


async def test_one_odd_event_is_told_to_the_operator_once_and_costs_only_itself(
    world: Paddock, caplog: pytest.LogCaptureFixture
) -> None:
    log = await read(world)
    world.join("Ann")
    world.game.log.add("PlayerLeft", 7, GameReasonId="76561190000002001 from 10.0.0.1")
    world.join("Bob")
    log = await read(world, log.position)
    assert joined(log) == ["Ann", "Bob"]
    [line] = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert line.startswith("paddock: 1 of 7 events are odd, such as PlayerLeft.attributes.GameReasonId: ")
    assert "7656" not in line
    assert "10.0.0.1" not in line


async def test_an_odd_event_at_the_end_is_neither_read_nor_told_again(
    world: Paddock, caplog: pytest.LogCaptureFixture
) -> None:
    log = await read(world)
    world.join("Ann")
    world.game.log.add("PlayerLeft", 7, GameReasonId="odd")
    log = await read(world, log.position)
    again = await read(world, log.position)
    assert again.position == log.position
    assert log.position.index == 5
    assert not again.began_anew
    assert len([record for record in caplog.records if record.levelno == logging.WARNING]) == 1


async def test_a_failed_look_loses_no_stage(world: Paddock) -> None:
    world.join("Ann")
    log = await read(world)
    world.game.load()
    log = await read(world, log.position)
    world.game.drive(ai=0)
    world.fail("look", "500")
    with pytest.raises(Exception, match="500"):
        await read(world, log.position)
    world.mend()
    assert [type(event) for event in (await read(world, log.position)).events] == [StageChanged]


async def test_a_new_bot_knows_the_stage_that_runs(world: Paddock) -> None:
    world.join("Ann")
    world.game.load_race()
    world.game.stage("Qualifying1")
    log = await read(world)
    world.game.end_stage()
    told = [event for event in (await read(world, log.position)).events if isinstance(event, StageChanged)]
    assert [event.stage for event in told] == ["Qualifying finished"]


async def test_times_are_those_of_the_log(world: Paddock) -> None:
    log = await read(world)
    world.join("Ann")
    before = world.now()
    world.clock.now += 500
    world.game.say(world.member("Ann"), "hi")
    world.leave("Ann")
    log = await read(world, log.position)
    kinds = (PlayerJoined, PlayerSaid, PlayerLeft)
    told = {type(event): event.at for event in log.events if isinstance(event, kinds)}
    assert told == {PlayerJoined: before, PlayerSaid: world.now(), PlayerLeft: world.now()}


@pytest.mark.parametrize("ahead", [3600, -3600, 90.5, 6, -6])
async def test_times_are_ours_where_the_servers_clock_is_off(world: Paddock, ahead: float) -> None:
    world.ahead = ahead
    log = await read(world)
    world.join("Ann")
    joined_at = world.now()
    world.game.log.add("PlayerLeft", 7, GameReasonId="odd")
    world.clock.now += 30
    log = await read(world, log.position)
    assert [event.at for event in log.events if isinstance(event, PlayerJoined)] == [joined_at]


@pytest.mark.parametrize("ahead", [5, -5, 2])
async def test_times_stay_as_they_are_where_only_the_way_makes_a_difference(
    world: Paddock, ahead: float
) -> None:
    log = await read(world)
    joined_at = world.now()
    world.ahead = ahead
    world.join("Ann")
    log = await read(world, log.position)
    assert [event.at for event in log.events if isinstance(event, PlayerJoined)] == [joined_at]


def stages(log: LogSlice) -> list[str]:
    return [event.stage for event in log.events if isinstance(event, StageChanged)]


async def test_a_stage_is_told_again_when_the_look_that_told_it_could_not_be_stored(world: Paddock) -> None:
    world.join("Ann")
    world.game.load_race()
    log = await read(world)
    world.game.next_stage()
    not_stored = await read(world, log.position)
    assert stages(not_stored) == ["Qualifying"]
    assert stages(await read(world, log.position)) == ["Qualifying"]
    assert (await read(world, not_stored.position)).events == ()


async def test_a_new_bot_that_reads_again_tells_no_stage_that_was_only_set(world: Paddock) -> None:
    world.join("Ann")
    world.game.load_race()
    world.game.change_stage("Race1", 5)
    world.game.change_state("PostRace")
    world.game.change_state("Returning")
    world.game.change_state("Lobby")
    before = (await read(world)).position
    world.game.change_stage("Practice1", 5)
    assert stages(await read(world, before)) == []
    world.backend = world.new_backend()
    assert stages(await read(world, before)) == []


async def test_a_new_bot_that_reads_again_tells_what_began_meanwhile(world: Paddock) -> None:
    world.join("Ann")
    world.game.load()
    before = (await read(world)).position
    world.game.drive(ai=0)
    world.game.next_stage()
    world.backend = world.new_backend()
    assert stages(await read(world, before)) == ["Practice", "Qualifying"]


async def test_the_end_of_a_race_is_told_when_everybody_leaves_at_once(world: Paddock) -> None:
    world.join("Ann")
    world.game.load_race()
    world.game.change_stage("Race1", 5)
    log = await read(world)
    world.game.change_state("PostRace")
    world.leave("Ann")
    assert stages(await read(world, log.position)) == ["Race finished"]


async def test_after_a_gap_the_stage_is_what_the_log_says_it_was(small: Paddock) -> None:
    small.join("Ann")
    small.game.load_race()
    small.game.change_stage("Race1", 5)
    log = await read(small)
    small.game.change_state("PostRace")
    small.game.change_state("Returning")
    small.game.change_state("Lobby")
    small.game.flood(20)
    small.game.change_stage("Practice1", 5)
    log = await read(small, log.position)
    assert log.lost > 0
    assert stages(log) == []


async def test_a_range_that_begins_before_the_log_may_be_answered_by_nothing(
    small: Paddock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = small.game.log
    answer = ring.range
    monkeypatch.setattr(
        ring,
        "range",
        lambda offset, count: answer(offset, count if offset >= ring.first else 0),
    )
    log = await read(small)
    small.game.flood(5)
    log = await read(small, log.position)
    small.game.flood(6)
    small.join("Ann")
    assert ring.first == log.position.index
    log = await read(small, log.position)
    assert (log.lost, joined(log)) == (0, ["Ann"])
