import asyncio
import shutil
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.storage import outbox
from bot.storage.database import Database
from bot.storage.outbox import News, OutboxRow
from bot.storage.schema import outbox as table
from tests.bot.storage.people import LATER, NOON


def news(number: int) -> News:
    return News(kind="feed", server="paddock", at=NOON, payload={"number": number, "name": "Zoë 🏁"})


async def waiting(database: Database, limit: int = 100) -> list[OutboxRow]:
    async with database.read() as connection:
        return await outbox.unsent(connection, limit)


async def test_news_waits_in_order_as_it_was_put(database: Database) -> None:
    async with database.write() as connection:
        await outbox.put(connection, (news(number) for number in range(3)))
        await outbox.put(connection, [])
    first, second = await waiting(database, limit=2)
    assert (first.kind, first.server, first.at, first.payload) == ("feed", "paddock", NOON, news(0).payload)
    assert (first.batch, first.tried_at) == (None, None)
    assert first.id < second.id


async def test_what_was_tried_together_is_known_after_a_crash(database: Database) -> None:
    async with database.write() as connection:
        await outbox.put(connection, [news(0), news(1), news(2)])
        ids = [row.id for row in await outbox.unsent(connection, 2)]
        await outbox.claim(connection, ids, "nonce", LATER)
    tried = [(row.batch, row.tried_at) for row in await waiting(database)]
    assert tried == [("nonce", LATER), ("nonce", LATER), (None, None)]


async def test_a_sweep_takes_only_what_was_told_long_ago(database: Database) -> None:
    async with database.write() as connection:
        await outbox.put(connection, [news(0), news(1), news(2)])
        old, recent, unsent = [row.id for row in await outbox.unsent(connection, 3)]
        await outbox.settle(connection, [old], NOON)
        await outbox.settle(connection, [recent], LATER)
        await outbox.sweep(connection, LATER)
        assert list(await connection.scalars(select(table.c.id))) == [recent, unsent]


async def test_an_id_never_comes_again(database: Database) -> None:
    async with database.write() as connection:
        await outbox.put(connection, [news(0)])
        (first,) = await outbox.unsent(connection, 1)
        await outbox.settle(connection, [first.id], NOON)
        await outbox.sweep(connection, LATER)
        await outbox.put(connection, [news(1)])
    (second,) = await waiting(database)
    assert second.id > first.id


@dataclass
class Told:
    """What was put, what was told in which order, and the program that does it, which may start anew."""

    url: str
    put: int = 0
    told: list[int] = field(default_factory=list)

    async def do(self, database: Database, step: str, size: int) -> None:
        async with database.write() as connection:
            if step == "put":
                await outbox.put(connection, [news(self.put + number) for number in range(size)])
                self.put += size
                return
            rows = await outbox.unsent(connection, size)
            ids = [row.id for row in rows]
            if step == "claim":
                await outbox.claim(connection, ids, "nonce", NOON)
            elif step == "sweep":
                await outbox.sweep(connection, LATER)
            else:
                await outbox.settle(connection, ids, NOON)
                self.told += [row.payload["number"] for row in rows]

    async def run(self, steps: list[tuple[str, int]]) -> None:
        async with AsyncExitStack() as life:
            database = await life.enter_async_context(Database.open(self.url))
            for step, size in steps:
                if step == "restart":
                    await life.aclose()
                    database = await life.enter_async_context(Database.open(self.url))
                else:
                    await self.do(database, step, size)
            await self.do(database, "settle", self.put)


STEPS = st.tuples(st.sampled_from(["put", "put", "claim", "settle", "sweep", "restart"]), st.integers(1, 4))


@settings(max_examples=15, deadline=None)
@given(steps=st.lists(STEPS, max_size=15))
def test_whatever_comes_between_all_news_is_told_once_and_in_order(
    empty: Path, steps: list[tuple[str, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        told = Told(f"sqlite:///{shutil.copy(empty, folder)}")
        asyncio.run(told.run(steps))
    assert told.told == list(range(told.put))
