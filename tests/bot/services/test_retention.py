from datetime import timedelta

from bot.services.retention import OLD_INCIDENTS, OLD_LINES, Retention
from bot.storage.database import Database
from bot.storage.schema import event, incident, lap, stage_result
from tests.bot.driving import NOON
from tests.bot.driving import incident as an_incident
from tests.bot.driving import lap as a_lap
from tests.bot.driving import result as a_result
from tests.bot.services.following import Following

SECOND = timedelta(seconds=1)


async def test_laps_and_results_are_kept_for_good_and_the_rest_for_its_time(database: Database) -> None:
    bot = await Following(database).start()
    for index in range(2):
        bot.now = NOON + index * SECOND
        happened = {"laps": [a_lap(f"0:{index}")], "results": [a_result(f"0:{index}")]}
        await bot.drive(lines=600, incidents=[an_incident(f"0:{index}", at=bot.now)], **happened)
    tables = (event, incident, lap, stage_result)
    for after, left in ((OLD_LINES, [600, 2, 2, 2]), (OLD_INCIDENTS, [0, 1, 2, 2])):
        now = NOON + after + SECOND
        await Retention(database, lambda now=now: now).sweep()  # type: ignore[misc]
        assert [len(await bot.rows(table)) for table in tables] == left
