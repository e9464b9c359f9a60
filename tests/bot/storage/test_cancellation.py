import asyncio
import gc
from itertools import count

import pytest
from sqlalchemy import delete, func, select

from bot.storage.database import Database
from bot.storage.schema import memo
from tests.bot.storage.cancelling import Work, read_two, was_cancelled, write_two, write_two_at_once


@pytest.mark.parametrize("work", [write_two, write_two_at_once, read_two])
async def test_whoever_is_cancelled_at_any_await_leaves_nothing_half_done(
    database: Database, work: Work
) -> None:
    for step in count(1):
        cut = [await was_cancelled(work(database), at=step) for _ in ("warm", "while it connects again")]
        assert await rows_after(database) in {0, 2}
        if not any(cut):
            break
    assert step > 5  # to begin, two statements, to end, to give the connection back
    gc.collect()  # a connection that was forgotten complains now


async def test_writers_who_wait_their_turn_are_not_hurt_by_one_that_is_cancelled(database: Database) -> None:
    writers = [asyncio.create_task(write_two(database)) for _ in range(5)]
    await asyncio.sleep(0)
    for writer in writers[:4]:
        writer.cancel()
    async with asyncio.timeout(5):
        ended = await asyncio.gather(*writers, return_exceptions=True)
    assert ended[4] is None
    assert await rows_after(database) == 2


async def rows_after(database: Database) -> int:
    """Return how many rows there are, deleting them: whoever left a transaction open is in the way."""
    async with asyncio.timeout(3), database.write() as connection:
        rows = await connection.scalar(select(func.count()).select_from(memo))
        await connection.execute(delete(memo))
    assert isinstance(rows, int)
    return rows
