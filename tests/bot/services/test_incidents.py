from datetime import timedelta

import pytest

from bot.domain.racing import Driver, IncidentKind
from bot.services.incidents import Incidents, Tally
from bot.storage.database import Database
from tests.bot.driving import ANN, BEN, NOON, ROBOT, incident
from tests.bot.services.following import Following

SECOND = timedelta(seconds=1)
CUT = IncidentKind.CUT


@pytest.fixture
async def incidents(database: Database) -> Incidents:
    bot = await Following(database).start()
    await bot.drive(
        incidents=[
            incident("0:2", ANN, weight=900),
            incident("0:3", BEN, kind=CUT, weight=5000, stage_ref="0:3", is_penalised=True),
            incident("0:4", ANN, other=BEN, weight=200, stage_ref="0:3"),
            incident("0:5", ROBOT, weight=300, stage_ref="0:3", at=NOON + SECOND),
            incident("0:6", BEN, kind=CUT, weight=100, stage_ref="0:3", at=NOON + SECOND),
            incident("0:7", Driver("Ann II", ANN.identity), weight=10, stage_ref="0:3", at=NOON + 2 * SECOND),
        ]
    )
    return Incidents(database, lambda: NOON)


async def test_the_newest_stage_is_counted_by_driver_most_first(incidents: Incidents) -> None:
    assert await incidents.tallies("paddock") == [
        Tally(Driver("Ann II", ANN.identity), impacts=2, cuts=0, penalised=0, heaviest=200),
        Tally(BEN, impacts=0, cuts=2, penalised=1, heaviest=0),
        Tally(ROBOT, impacts=1, cuts=0, penalised=0, heaviest=300),
    ]


async def test_an_earlier_stage_can_be_counted_too(incidents: Incidents) -> None:
    [tally] = await incidents.tallies("paddock", "0:1")
    assert (tally.driver, tally.heaviest) == (ANN, 900)
    assert await incidents.tallies("arena") == []


async def test_what_happened_around_a_moment_comes_in_order(incidents: Incidents) -> None:
    around = await incidents.around("paddock", NOON + SECOND, NOON + SECOND)
    assert [one.ref for one in around] == ["0:5", "0:6"]
