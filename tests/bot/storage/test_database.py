import asyncio
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.errors import StorageError
from bot.storage import memo
from bot.storage.database import Database
from tests.bot.storage.cancelling import Work, read_two, write_two


async def test_what_was_written_is_there_after_the_next_start(url: str) -> None:
    async with Database.open(url) as database, database.write() as connection:
        await memo.put(connection, "colour", "green")
    async with Database.open(url) as database, database.read() as connection:
        assert await memo.get(connection, "colour") == "green"


async def test_a_writer_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        await _write_and_divide(database, by=0)
    async with database.read() as connection:
        assert await memo.get(connection, "whole") is None


async def _write_and_divide(database: Database, *, by: int) -> None:
    async with database.write() as connection:
        await memo.put(connection, "whole", "1")
        await memo.put(connection, "part", str(1 / by))


async def test_fifty_writers_at_once_lose_no_update(database: Database) -> None:
    async def count_up() -> None:
        async with database.write() as connection:
            before = int(await memo.get(connection, "count") or 0)
            await memo.put(connection, "count", str(before + 1))

    await asyncio.gather(*(count_up() for _ in range(50)))
    async with database.read() as connection:
        assert await memo.get(connection, "count") == "50"


async def test_nobody_can_write_between_what_a_writer_reads_and_what_it_writes(
    database: Database, tmp_path: Path
) -> None:
    async with database.write() as connection:
        assert await memo.get(connection, "count") is None
        with (
            closing(sqlite3.connect(tmp_path / "steward.db", timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("INSERT INTO memo VALUES ('count', '1')")
        await memo.put(connection, "count", "1")


async def test_readers_neither_wait_for_a_writer_nor_see_its_half(database: Database) -> None:
    async with database.write() as writing:
        await memo.put(writing, "colour", "green")
        async with asyncio.timeout(5), database.read() as reading:
            assert await memo.get(reading, "colour") is None


async def test_a_reader_sees_one_moment(database: Database) -> None:
    async with database.read() as reading:
        assert await memo.get(reading, "colour") is None
        async with database.write() as writing:
            await memo.put(writing, "colour", "green")
        assert await memo.get(reading, "colour") is None


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(StorageError, match="readonly"):
        async with database.read() as connection:
            await memo.put(connection, "colour", "green")


async def test_closing_ends_every_thread_of_the_database(url: str) -> None:
    await asyncio.to_thread(int)  # asyncio's own helper thread stays
    before = set(threading.enumerate())
    async with Database.open(url) as database:
        await asyncio.gather(*(read_two(database) for _ in range(6)))
        await write_two(database)
    left = [thread for thread in set(threading.enumerate()) - before if not thread.name.startswith("asyncio")]
    for thread in left:  # told to end, each has only to return from its last call
        await asyncio.to_thread(thread.join, 5.0)
    assert not [thread for thread in left if thread.is_alive()]


@pytest.mark.parametrize("work", [write_two, read_two])
async def test_a_closed_database_is_not_used_any_more(url: str, work: Work) -> None:
    async with Database.open(url) as database:
        pass
    with pytest.raises(StorageError, match="closed"):
        await work(database)


async def test_closing_waits_for_whoever_still_writes(url: str) -> None:
    async with Database.open(url) as database:
        last = asyncio.create_task(write_two(database))
        await asyncio.sleep(0)
    await last
    async with Database.open(url) as database, database.read() as connection:
        assert await memo.get(connection, "second") == "2"
