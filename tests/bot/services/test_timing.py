"""What moves with every look is shown and never stored."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from bot.domain.errors import Unreachable
from bot.domain.look import Look
from bot.domain.racing import StageKind
from bot.domain.timing import Timing, TimingRow
from bot.storage.database import Database
from tests.bot.driving import ANN, COUPE, RING
from tests.bot.services.following import Following

SILENT = Unreachable("paddock", "look", "no answer within 3.5 s")
TIMING = Timing(kind=StageKind.RACE, stage="Race", track=RING, rows=())
LATER = replace(TIMING, rows=(TimingRow(place=1, driver=ANN, car=COUPE, laps=1),))


@pytest.fixture
async def bot(database: Database) -> Following:
    bot = await Following(database).start()
    await bot.drive(timing=TIMING)
    bot.changes.clear()
    return bot


def same_look(bot: Following, timing: Timing | None) -> Look:
    """Nothing new but the timing."""
    return bot.slice(lines=0, timing=timing)


async def test_a_changed_timing_is_shown_and_opens_no_transaction(bot: Following) -> None:
    begun: list[object] = []
    event.listen(bot.database._writer.sync_engine, "begin", begun.append)
    await bot.look(same_look(bot, TIMING))
    assert bot.changes == []
    await bot.look(same_look(bot, LATER), same_look(bot, None))
    assert bot.changes == ["paddock", "paddock"]
    assert bot.server.timing is None
    assert begun == []


async def test_a_listener_already_sees_the_timing_of_the_look_that_changed_something(bot: Following) -> None:
    seen: list[Timing | None] = []
    bot.tracking.listen(lambda server: seen.append(server.timing))
    await bot.drive(timing=LATER)
    assert seen == [LATER]


async def test_a_lost_server_has_no_timing(bot: Following) -> None:
    await bot.look(SILENT, SILENT)
    assert bot.server.timing == TIMING
    await bot.look(SILENT)
    assert bot.server.timing is None
