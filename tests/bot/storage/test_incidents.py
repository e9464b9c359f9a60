from datetime import timedelta

from bot.storage import incidents
from bot.storage.database import Database
from tests.bot.driving import ANN, BEN, NOON, ROBOT, incident

SECOND = timedelta(seconds=1)
HIT = incident("0:1", ANN, other=BEN, weight=300, is_penalised=True)
WALL = incident("0:2", ROBOT, at=NOON + SECOND)
NEXT_STAGE = incident("0:3", BEN, stage_ref="0:3", at=NOON + 2 * SECOND, other=ROBOT)


async def test_incidents_come_back_as_they_were_and_once(database: Database) -> None:
    async with database.write() as connection:
        await incidents.put(connection, "paddock", [HIT, WALL, NEXT_STAGE])
        await incidents.put(connection, "paddock", [HIT])
        await incidents.put(connection, "arena", [HIT])
        assert await incidents.of_stage(connection, "paddock", "0:1") == [HIT, WALL]
        assert await incidents.newest_stage(connection, "paddock") == "0:3"
        assert await incidents.newest_stage(connection, "nowhere") is None
        assert await incidents.between(connection, "paddock", NOON + SECOND, NOON + 2 * SECOND) == [
            WALL,
            NEXT_STAGE,
        ]


async def test_only_old_incidents_are_deleted(database: Database) -> None:
    async with database.write() as connection:
        await incidents.put(connection, "paddock", [HIT, WALL, NEXT_STAGE])
        assert await incidents.sweep(connection, NOON + 2 * SECOND)
        assert not await incidents.sweep(connection, NOON + 2 * SECOND)
        assert await incidents.between(connection, "paddock", NOON, NOON + 9 * SECOND) == [NEXT_STAGE]
