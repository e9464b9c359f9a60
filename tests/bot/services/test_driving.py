"""What a log tells of the driving is stored once, whatever comes again."""

import asyncio
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from sqlalchemy import text

from bot.domain.events import PlayerJoined
from bot.domain.look import Look
from bot.domain.racing import Car, Finish, Track
from bot.domain.snapshot import Player
from bot.storage.database import Database
from bot.storage.schema import best_lap, event, incident, lap, result_row, stage_result
from tests.bot.driving import ANN, BEN, COUPE, NOON, RING, ROBOT, STRANGER
from tests.bot.driving import incident as an_incident
from tests.bot.driving import lap as a_lap
from tests.bot.driving import result as a_result
from tests.bot.driving import row as a_row
from tests.bot.services.following import Following
from tests.bot.storage.cancelling import was_cancelled

RACE = a_result("0:5", [a_row(ANN), a_row(BEN, total_ms=901_000), a_row(ROBOT, 9)])
EVENING: dict[str, Any] = {
    "laps": [a_lap("0:2"), a_lap("0:3", BEN, 91_000, wet=True), a_lap("0:4", STRANGER, 92_000)],
    "incidents": [an_incident("0:3", other=ROBOT), an_incident("0:4", ROBOT)],
    "results": [RACE],
}
ALL = (event, lap, best_lap, incident, stage_result, result_row)


@pytest.fixture
async def bot(database: Database) -> Following:
    return await Following(database).start()


async def test_the_log_itself_laps_incidents_and_results_are_stored(bot: Following) -> None:
    await bot.drive(lines=4, **EVENING)
    assert [len(await bot.rows(table)) for table in ALL] == [4, 3, 2, 2, 1, 3]
    assert [row[:3] for row in await bot.rows(event)] == [("paddock", 0, index) for index in range(4)]


async def test_what_comes_again_changes_nothing(bot: Following) -> None:
    await bot.drive(**EVENING)
    before = [await bot.rows(table) for table in ALL[1:]]
    news = await bot.news("result")
    await bot.drive(**EVENING)
    assert [await bot.rows(table) for table in ALL[1:]] == before
    assert await bot.news("result") == news == [{"result": 1}]


async def test_the_position_is_kept_with_its_memory_whenever_the_log_moved(bot: Following) -> None:
    await bot.drive(lines=3)
    again = await Following(bot.database).start()
    position = again.server.position
    assert position
    assert (position.index, position.memory) == (3, "m3")
    assert "m3" not in repr(position)


async def test_an_amended_result_replaces_its_rows_and_is_news_again(bot: Following) -> None:
    await bot.drive(results=[replace(RACE, is_complete=False)])
    async with bot.database.write() as connection:
        await connection.execute(text("UPDATE outbox SET sent_at = 1"))
    amended = replace(RACE, rows=(*RACE.rows, replace(a_row(STRANGER, 2), place=4, finish=Finish.LEFT)))
    await bot.drive(results=[amended])
    assert await bot.news("result") == [{"result": 1}]
    assert len(await bot.rows(result_row)) == 4
    assert [row[12] for row in await bot.rows(stage_result)] == [True]


async def test_a_result_that_changed_before_it_was_told_waits_once(bot: Following) -> None:
    await bot.drive(results=[RACE])
    await bot.drive(results=[replace(RACE, rows=RACE.rows[:2])])
    assert await bot.news("result") == [{"result": 1}]


async def test_a_result_that_is_being_told_while_it_changes_is_told_again(bot: Following) -> None:
    await bot.drive(results=[RACE])
    async with bot.database.write() as connection:
        await connection.execute(text("UPDATE outbox SET batch = 'a'"))
    await bot.drive(results=[replace(RACE, rows=RACE.rows[:2])])
    assert await bot.news("result") == [{"result": 1}, {"result": 1}]


async def test_results_of_a_server_without_a_channel_are_stored_and_never_told(database: Database) -> None:
    bot = await Following(database, channels={"feed": 1}).start()
    await bot.drive(results=[RACE])
    later = await Following(database).start()
    await later.drive(results=[replace(RACE, rows=RACE.rows[:1])])
    assert await later.news("result") == []
    assert len(await later.rows(result_row)) == 1


async def test_what_happened_before_the_bot_came_is_kept_and_is_no_news(bot: Following) -> None:
    joined = PlayerJoined(at=NOON, player=Player(handle="1", name="Ann"))
    await bot.drive(quiet=True, lines=4, events=[joined], **EVENING)
    assert [len(await bot.rows(table)) for table in ALL] == [4, 3, 2, 2, 1, 3]
    assert await bot.news("feed") == await bot.news("result") == []
    assert bot.server.roster == {}
    async with bot.database.read() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM visit")) == 0


async def test_a_quiet_result_never_becomes_news(bot: Following) -> None:
    await bot.drive(quiet=True, results=[RACE])
    await bot.drive(results=[replace(RACE, rows=RACE.rows[:2])])
    assert await bot.news("result") == []
    assert len(await bot.rows(result_row)) == 2


async def test_only_valid_laps_of_people_who_can_be_known_again_are_bests(bot: Following) -> None:
    cut = a_lap("0:2", ms=80_000, is_valid=False)
    await bot.drive(laps=[cut, a_lap("0:3", ms=88_000), a_lap("0:4", ms=87_000), a_lap("0:5", ms=89_000)])
    await bot.drive(laps=[a_lap("0:6", STRANGER, 70_000), a_lap("0:7", ms=86_000, wet=False)])
    assert {row[5:8] for row in await bot.rows(best_lap)} == {
        ("unknown", "arcade", 87_000),
        ("dry", "arcade", 86_000),
    }


async def test_a_readable_name_takes_the_place_of_a_number_and_never_the_reverse(bot: Following) -> None:
    number, car = Track(RING.key, "track 41"), Car(COUPE.key, "car 7", "")
    await bot.drive(laps=[a_lap("0:1", track=number, car=car)])
    assert (bot.records.tracks(), bot.records.cars()) == ([number], [car])
    await bot.drive(laps=[a_lap("0:2")])
    await bot.drive(laps=[a_lap("0:3", track=number, car=car)])
    for run in (bot, await Following(bot.database).start()):
        assert (run.records.tracks(), run.records.cars(), run.records.groups()) == ([RING], [COUPE], ["GT3"])


async def test_a_car_of_a_result_that_nobody_drove_a_lap_in_is_named_and_not_offered(bot: Following) -> None:
    await bot.drive(results=[RACE])
    assert bot.records.cars() == []
    await bot.drive(laps=[a_lap("0:9")])
    assert bot.records.cars() == [COUPE]


async def test_a_look_that_is_cut_off_anywhere_is_stored_whole_or_read_again(bot: Following) -> None:
    await bot.drive()
    source: Look = bot.slice(lines=3, **EVENING)
    for step in count(1):

        async def take_in(_: Database) -> None:
            await bot.tracking.seen("paddock", source)

        cut = await was_cancelled(take_in(bot.database), at=step)
        counted = [len(await bot.rows(table)) for table in ALL]
        assert counted in ([1, 0, 0, 0, 0, 0], [4, 3, 2, 2, 1, 3])
        if counted[0] == 4 or not cut:
            break
        await asyncio.sleep(0)
    assert step > 10
    again = await Following(bot.database).start()
    await again.drive(lines=1, **EVENING)
    assert [len(await bot.rows(table)) for table in ALL[1:]] == [3, 2, 2, 1, 3]
    assert await again.news("result") == [{"result": 1}]
