"""Cancels a piece of work where it waits for the n-th time."""

import asyncio
import types
from collections.abc import Callable, Coroutine, Generator
from contextlib import suppress
from functools import partial
from itertools import count
from typing import Any

from sqlalchemy import insert

from bot.storage import memo
from bot.storage.database import Database
from bot.storage.schema import memo as memo_table

Work = Callable[[Database], Coroutine[Any, Any, None]]


async def write_two(database: Database) -> None:
    async with database.write() as connection:
        await memo.put(connection, "first", "1")
        await asyncio.sleep(0)
        await memo.put(connection, "second", "2")


async def write_two_at_once(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(
            insert(memo_table).prefix_with("OR REPLACE"),
            [{"key": "first", "value": "1"}, {"key": "second", "value": "2"}],
        )


async def read_two(database: Database) -> None:
    async with database.read() as connection:
        await memo.get(connection, "first")
        await asyncio.sleep(0)
        await memo.get(connection, "second")


async def was_cancelled(work: Coroutine[Any, Any, None], *, at: int) -> bool:
    """Run *work* and cancel its *at*-th wait; False when it ended before that."""
    reached: list[int] = []
    task = asyncio.ensure_future(_counted(work, at, reached))
    with suppress(asyncio.CancelledError):
        await task
    return bool(reached)


@types.coroutine
def _counted(work: Coroutine[Any, Any, None], at: int, reached: list[int]) -> Generator[Any, None, None]:
    go_on: Callable[[], Any] = partial(work.send, None)
    for number in count(1):
        try:
            waited_for = go_on()
        except StopIteration:
            return
        if number == at:
            reached.append(number)
            task = asyncio.current_task()
            assert task
            asyncio.get_running_loop().call_soon(task.cancel)
        try:
            yield waited_for
            go_on = partial(work.send, None)
        except BaseException as error:  # noqa: BLE001 - all of it belongs to the work
            go_on = partial(work.throw, error)
