"""How long the bot takes to read a full log at first contact: ``python -m benchmarks.ingest``.

A simulated AMS2 server, in another process, holds 10,000 events of race evenings.  Taking turns, each time
into a new database:

- *bot*: the coordinator's first refresh, over HTTP, through the real backend, tracking and storage; the
  lists of names, which are no part of the log, are read before;
- *floor*: ``json.loads`` of the same pages, and ``executemany`` of the same rows into the same tables, 200 in
  a transaction, with the bare ``sqlite3`` module and the same pragmas.

Printed are the seconds of each and the speed of the bot as a share of the floor's: of all its time, and of
its CPU time, which leaves out how long the simulated server thinks about its answers.
"""

import asyncio
import gc
import json
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import aiohttp

from benchmarks.neighbour import neighbour
from bot.clock import utc_now
from bot.domain.places import Place
from bot.games import known_games
from bot.http import Sessions
from bot.polling.coordinator import Coordinator
from bot.services.driving import Driving
from bot.services.linking import Linking
from bot.services.records import Records
from bot.services.servers import Servers, Source
from bot.services.tracking import Tracking
from bot.storage.database import Database
from bot.storage.schema import metadata
from cogs.ams2.wire import PAGE

ROUNDS, ROWS = 5, 200
LOGIN = ("steward", "pw")
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-16384")
NOT_DRIVEN = {"server", "outbox", "visit"}

Rows = dict[str, list[tuple[Any, ...]]]


async def pages_of(url: str) -> list[bytes]:
    """Return the whole log as it comes over HTTP."""
    pages: list[bytes] = []
    headers = {"Authorization": aiohttp.encode_basic_auth(*LOGIN)}
    async with aiohttp.ClientSession(headers=headers) as session:
        async with session.get(f"{url}/api/log/overview") as answer:
            ring = (await answer.json(content_type=None))["response"]
        for offset in range(ring["first"], ring["first"] + ring["count"], PAGE):
            query = {"offset": offset, "count": PAGE}
            async with session.get(f"{url}/api/log/range", params=query) as answer:
                pages.append(await answer.read())
    return pages


async def bot(url: str, path: Path) -> tuple[float, float]:
    """Return the seconds, and those of the CPU, of the bot's first look at the server, to the last event."""
    async with Database.open(f"sqlite:///{path}") as database, Sessions() as sessions:
        servers, records = Servers(), Records(database, utc_now)
        read_chat = Linking(database, utc_now).read_chat
        tracking = Tracking(database, servers, read_chat, Driving(records.content, utc_now), utc_now)
        game = known_games()["ams2"]
        entry = {"game": "ams2", "url": url, "username": LOGIN[0], "password": LOGIN[1]}
        backend = game.backend("paddock", game.settings.model_validate(entry), sessions, utc_now)
        coordinator = Coordinator("paddock", backend, timedelta(seconds=5), tracking, utc_now)
        place = Place(channels={"feed": 1, "chat": 2, "results": 3})
        servers.add(
            Source(
                name="paddock",
                game="ams2",
                backend=backend,
                coordinator=coordinator,
                place_of=lambda _: place,
            )
        )
        await tracking.recall()
        await backend.look({})
        gc.collect()
        began, began_cpu = time.perf_counter(), time.process_time()
        await coordinator.refresh()
        seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
        await backend.close()
        assert coordinator.health.failures == 0, coordinator.health
        return seconds, cpu


def rows_in(path: Path) -> Rows:
    """Return what of the log stands in a database, by table."""
    tables = [table.name for table in metadata.sorted_tables if table.name not in NOT_DRIVEN]
    with closing(sqlite3.connect(path)) as connection:
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables}  # noqa: S608 - our own tables


def floor(pages: list[bytes], rows: Rows, path: Path) -> float:
    """Return the seconds of reading the same pages and writing the same rows with nothing in between."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        began = time.perf_counter()
        for page in pages:
            json.loads(page)
        for table, of_table in rows.items():
            for some in batches(of_table):
                marks = ", ".join("?" * len(some[0]))
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", some)  # noqa: S608 - our own tables
                connection.execute("COMMIT")
        return time.perf_counter() - began


def batches(rows: list[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    """Cut *rows* into transactions."""
    left = iter(rows)
    while some := list(islice(left, ROWS)):
        yield some


async def main() -> None:
    """Measure in turns, and print."""
    taken: dict[str, list[float]] = {"bot": [], "its CPU": [], "floor": []}
    async with neighbour("benchmarks.full_ring") as there:
        pages = await pages_of(there["url"])
        for _ in range(ROUNDS):
            with tempfile.TemporaryDirectory() as name:
                path, beside = Path(name, "bot.db"), Path(name, "floor.db")
                async with Database.open(f"sqlite:///{beside}"):
                    pass
                seconds, cpu = await bot(there["url"], path)
                taken["bot"].append(seconds)
                taken["its CPU"].append(cpu)
                rows = rows_in(path)
                gc.collect()
                taken["floor"].append(floor(pages, rows, beside))
    counts = ", ".join(f"{len(of_table)} {name}" for name, of_table in rows.items() if of_table)
    print(f"{len(pages)} pages; rows: {counts}")
    for way, times in taken.items():
        print(f"{way:>8}  median {median(times):.3f} s ({min(times):.3f} to {max(times):.3f})")
    for way in ("bot", "its CPU"):
        shares = [bare / mine for mine, bare in zip(taken[way], taken["floor"], strict=True)]
        print(f"speed of {way} as a share of the floor's: {median(shares):.2f}; wanted at least 0.33")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    asyncio.run(main())
