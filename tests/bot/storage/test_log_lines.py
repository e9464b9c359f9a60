from datetime import timedelta

from sqlalchemy import select

from bot.domain.look import LogLine
from bot.storage import log_lines
from bot.storage.database import Database
from bot.storage.schema import event
from tests.bot.storage.people import NOON

MINUTE = timedelta(minutes=1)


def lines(first: int, count: int) -> list[LogLine]:
    """One event a minute, the one of index 0 at noon."""
    return [
        LogLine(index=index, at=NOON + index * MINUTE, name="Lap", body=f'{{"n": {index}}}')
        for index in range(first, first + count)
    ]


async def test_lines_are_kept_untouched_and_once(database: Database) -> None:
    async with database.write() as connection:
        await log_lines.put(connection, "paddock", 3, lines(0, 3))
        await log_lines.put(connection, "paddock", 3, lines(1, 3))
        rows = (await connection.execute(select(event).order_by(event.c.idx))).all()
    assert rows[1] == ("paddock", 3, 1, NOON + MINUTE, "Lap", '{"n": 1}')
    assert [row.idx for row in rows] == [0, 1, 2, 3]


async def test_old_lines_are_deleted_a_part_at_a_time_and_newer_ones_stay(database: Database) -> None:
    async with database.write() as connection:
        await log_lines.put(connection, "paddock", 0, lines(0, 700))
        await log_lines.put(connection, "paddock", 1, lines(650, 100))
        await log_lines.put(connection, "arena", 0, lines(0, 5))
        before = NOON + 700 * MINUTE
        assert await log_lines.servers(connection) == ["arena", "paddock"]
        swept = [await log_lines.sweep(connection, "paddock", before) for _ in range(4)]
        left = (
            await connection.execute(select(event.c.epoch, event.c.idx).where(event.c.server == "paddock"))
        ).all()
        assert await log_lines.servers(connection) == ["arena", "paddock"]
    assert swept == [True, True, True, False]
    assert left == [(1, index) for index in range(700, 750)]
