"""How long it takes to tell who played how long: ``python -m benchmarks.playtime``.

200,000 visits of 8,000 people and 3,000 mere names on ten servers.  Each question is asked as the bot does,
of the sums that are kept beside the visits; below it stands what the same question costs without them.
"""

import asyncio
import random
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.playtime import Someone
from bot.domain.snapshot import Identity
from bot.storage import playtime
from bot.storage.columns import milliseconds
from bot.storage.database import Database

_VISITS, _PEOPLE, _NAMES, _SERVERS, _OPEN = 200_000, 8_000, 3_000, 10, 100
_ROUNDS = 9
_BEGAN = datetime(2024, 1, 1, tzinfo=UTC)
_INSERT = (
    "INSERT INTO visit (server, handle, identity_kind, identity_key, name, joined_at, left_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_LEADERS_OF_VISITS = (
    "SELECT identity_kind, identity_key, CASE WHEN identity_kind IS NULL THEN server || name END AS weak,"
    " SUM(left_at - joined_at) AS ms FROM visit WHERE left_at IS NOT NULL GROUP BY 1, 2, 3"
    " ORDER BY ms DESC LIMIT 100"
)
_NAMES_IN_VISITS = (
    "SELECT DISTINCT identity_kind, identity_key, name FROM visit WHERE name LIKE 'Player 77%' LIMIT 25"
)

Ask = Callable[[AsyncConnection], Awaitable[Any]]


def _visits() -> list[tuple[Any, ...]]:
    chance, rows = random.Random(7), []
    for number in range(_VISITS):
        key, name = f"{chance.randrange(_PEOPLE):05}", f"Guest {chance.randrange(_NAMES)}"
        who = ("steam", key, f"Player {key}") if chance.random() < 0.9 else (None, None, name)
        joined = milliseconds(_BEGAN) + number * 400_000
        left = joined + chance.randrange(60_000, 9_000_000) if number < _VISITS - _OPEN else None
        rows.append((f"server{chance.randrange(_SERVERS)}", str(number), *who, joined, left))
    return rows


async def _fill(connection: AsyncConnection) -> None:
    await connection.exec_driver_sql(_INSERT, _visits())
    seen = milliseconds(_BEGAN) + _VISITS * 400_000
    servers = [(f"server{number}", seen) for number in range(_SERVERS)]
    await connection.exec_driver_sql("INSERT INTO server (name, revision, seen_at) VALUES (?, 1, ?)", servers)
    await playtime.rebuild(connection)


async def _took(database: Database, ask: Ask) -> float:
    took = []
    for _ in range(_ROUNDS):
        async with database.read() as connection:
            began = time.perf_counter()
            await ask(connection)
            took.append(time.perf_counter() - began)
    return median(took)


async def main() -> None:
    """Print the milliseconds of each question."""
    who = [Someone("Player 00005", Identity("steam", "00005"))]
    month = _BEGAN + timedelta(milliseconds=_VISITS * 400_000) - timedelta(days=30)
    questions: dict[str, Ask] = {
        "leaders on all servers": lambda c: playtime.leaders(c, None, 100),
        "the same from visits alone": lambda c: c.exec_driver_sql(_LEADERS_OF_VISITS),
        "leaders on one server": lambda c: playtime.leaders(c, "server3", 100),
        "names while one types": lambda c: playtime.people(c, "Player 77", 25),
        "the same from visits alone ": lambda c: c.exec_driver_sql(_NAMES_IN_VISITS),
        "sums of one person": lambda c: playtime.of(c, who),
        "a month of one person": lambda c: playtime.stays(c, who, month),
    }
    with tempfile.TemporaryDirectory() as folder:
        async with Database.open(f"sqlite:///{Path(folder) / 'steward.db'}") as database:
            async with database.write() as connection:
                await _fill(connection)
            for name, ask in questions.items():
                print(f"{name:<28} {await _took(database, ask) * 1000:7.1f} ms")


if __name__ == "__main__":
    asyncio.run(main())
