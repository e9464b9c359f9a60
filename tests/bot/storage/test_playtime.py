"""How long people played, from visits in a real database."""

import random
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.events import Departure
from bot.domain.playtime import Driven, Played, Someone, Stay
from bot.domain.snapshot import Identity, Player, Snapshot
from bot.storage import laps, playtime, servers, visits
from bot.storage.database import Database
from bot.storage.schema import played
from bot.storage.upgrade import MIGRATIONS, upgrade
from tests.bot.driving import lap
from tests.bot.storage.people import ANN, ANN_ID, BEN, BEN_ID, NOBODY, NOON

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ANNA = Someone("Ann", ANN_ID)
BENNO = Someone("Ben", BEN_ID)
STRANGER = Someone("A stranger", None, "paddock")


async def visited(
    connection: AsyncConnection,
    player: Player,
    length: timedelta | None,
    *,
    server: str = "paddock",
    at: datetime = NOON,
) -> None:
    """Let somebody be on a server for so long, or without an end yet."""
    await visits.open_visits(connection, server, [player], at)
    if length is not None:
        await visits.close_visit(connection, server, player.handle, at + length, Departure.LEFT)


async def seen(connection: AsyncConnection, at: datetime, *names: str) -> None:
    """Note that servers were met, and seen at a moment."""
    for name in names:
        snapshot = Snapshot(at=at, title=name)
        await servers.keep(connection, name, 0, position=None, snapshot=snapshot)


def minutes(found: Iterable[Played]) -> list[tuple[str, str, float]]:
    return [(one.server, one.who.name, one.total / MINUTE) for one in found]


async def test_ended_visits_are_summed_up_by_person_and_server(database: Database) -> None:
    async with database.write() as connection:
        await visited(connection, ANN, HOUR)
        await visited(connection, ANN, 5 * MINUTE, at=NOON - 2 * HOUR)
        await visited(connection, ANN, MINUTE, server="arena")
        await visited(connection, BEN, MINUTE)
        here, there = await playtime.of(connection, [ANNA])
    assert here == Played(
        server="paddock",
        who=ANNA,
        total=HOUR + 5 * MINUTE,
        visits=2,
        longest=HOUR,
        first_at=NOON - 2 * HOUR,
        last_at=NOON + HOUR,
    )
    assert (there.server, there.total) == ("arena", MINUTE)


async def test_a_visit_that_goes_on_lasts_until_its_server_was_seen_last(database: Database) -> None:
    async with database.write() as connection:
        await seen(connection, NOON + 10 * MINUTE, "paddock")
        await visited(connection, ANN, HOUR, at=NOON - 2 * HOUR)
        await visited(connection, ANN, None)
        await visited(connection, BEN, None, at=NOON + 11 * MINUTE)
        found = await playtime.of(connection, [ANNA, BENNO])
        ongoing = await playtime.stays(connection, [ANNA], NOON - HOUR)
    assert minutes(found) == [("paddock", "Ann", 70), ("paddock", "Ben", 0)]
    assert (found[0].visits, found[0].last_at) == (2, NOON + 10 * MINUTE)
    assert ongoing == [Stay("paddock", NOON, NOON + 10 * MINUTE)]


async def test_a_name_alone_is_kept_apart_from_the_account_and_from_other_servers(
    database: Database,
) -> None:
    account = Player(handle="14", name="A stranger", identity=Identity("tshock:hall", "A stranger"))
    async with database.write() as connection:
        await visited(connection, NOBODY, MINUTE)
        await visited(connection, NOBODY, 2 * MINUTE, server="arena")
        await visited(connection, account, 4 * MINUTE)
        assert minutes(await playtime.of(connection, [STRANGER])) == [("paddock", "A stranger", 1)]
        assert minutes(await playtime.leaders(connection, None, 9)) == [
            ("", "A stranger", 4),
            ("", "A stranger", 2),
            ("", "A stranger", 1),
        ]
        assert set(await playtime.people(connection, "a s", 9)) == {
            STRANGER,
            Someone("A stranger", None, "arena"),
            Someone("A stranger", account.identity),
        }


async def test_leaders_are_those_with_most_time_on_one_server_or_on_all(database: Database) -> None:
    async with database.write() as connection:
        await seen(connection, NOON + 30 * MINUTE, "paddock", "arena")
        await visited(connection, ANN, 20 * MINUTE)
        await visited(connection, ANN, 20 * MINUTE, server="arena")
        await visited(connection, BEN, None)
        assert minutes(await playtime.leaders(connection, None, 9)) == [("", "Ann", 40), ("", "Ben", 30)]
        assert minutes(await playtime.leaders(connection, "paddock", 9)) == [("", "Ben", 30), ("", "Ann", 20)]
        assert minutes(await playtime.leaders(connection, "arena", 9)) == [("", "Ann", 20)]
        assert minutes(await playtime.leaders(connection, None, 1)) == [("", "Ann", 40)]
        assert await playtime.leaders(connection, "moon", 9) == []


async def test_people_are_found_by_the_beginning_of_the_name_they_had_last(database: Database) -> None:
    before, now = (
        Player(handle="11", name="Old", identity=ANN_ID),
        Player(handle="11", name="ÄNN", identity=ANN_ID),
    )
    async with database.write() as connection:
        await visited(connection, before, MINUTE)
        await visited(connection, now, MINUTE, at=NOON + HOUR)
        await visited(connection, BEN, None)
        assert await playtime.people(connection, "änn", 9) == [Someone("ÄNN", ANN_ID)]
        assert await playtime.people(connection, "old", 9) == []
        assert await playtime.people(connection, "b", 9) == [BENNO]
        assert await playtime.people(connection, "", 1) == [BENNO]


async def test_laps_of_a_person_are_counted(database: Database) -> None:
    async with database.write() as connection:
        await laps.put(connection, "paddock", "arcade", [lap("0:1"), lap("0:2")])
        mine = Identity("steam", "76561198000000001")
        assert await playtime.driven(connection, [mine]) == Driven(laps=2)
        assert await playtime.driven(connection, []) == Driven()


async def test_the_sums_are_those_of_all_visits_made_anew(database: Database) -> None:
    chance = random.Random(7)  # noqa: S311 - no secret hangs on it
    async with database.write() as connection:
        for number in range(300):
            who = chance.choice([ANN, BEN, NOBODY])
            player = Player(
                handle=str(number), name=f"{who.name} {chance.randrange(3)}", identity=who.identity
            )
            length = timedelta(seconds=chance.randrange(-5, 7200))
            began = NOON + timedelta(minutes=chance.randrange(10_000))
            await visited(connection, player, length, server=chance.choice(["paddock", "arena"]), at=began)
        kept = await everything(connection)
        await playtime.rebuild(connection)
        assert await everything(connection) == kept
    assert len(kept) == 4 + 6  # two people and three names, on two servers


async def everything(connection: AsyncConnection) -> list[Any]:
    return [tuple(row) for row in await connection.execute(select(played).order_by(*played.primary_key))]


def _until(last: str, folder: Path) -> Path:
    """Copy the migrations up to *last*."""
    shutil.copytree(MIGRATIONS, folder)
    for one in folder.glob("0*.py"):
        if one.name[:4] > last:
            one.unlink()
    return folder


async def test_the_migration_sums_up_the_visits_that_it_finds(tmp_path: Path) -> None:
    path = tmp_path / "older.db"
    await upgrade(path, "0003", _until("0003", tmp_path / "before"))
    visits_then = [
        ("paddock", "1", "steam", "76561198000000001", "Ann", 1_000, 61_000),
        ("paddock", "1", "steam", "76561198000000001", "ÄNN", 90_000, 95_000),
        ("paddock", "2", None, None, "A stranger", 0, 3_000),
        ("arena", "2", None, None, "A stranger", 5_000, 4_000),
        ("paddock", "3", None, None, "Still there", 5_000, None),
    ]
    with closing(sqlite3.connect(path)) as connection, connection:
        columns = "server, handle, identity_kind, identity_key, name, joined_at, left_at"
        connection.executemany(f"INSERT INTO visit ({columns}) VALUES (?,?,?,?,?,?,?)", visits_then)  # noqa: S608 - our own words
    await upgrade(path)
    async with Database.open(f"sqlite:///{path}") as upgraded, upgraded.write() as connection_now:
        kept = await everything(connection_now)
        await playtime.rebuild(connection_now)
        assert await everything(connection_now) == kept
    assert [(row[0], row[3], row[5]) for row in kept] == [
        ("arena", "A stranger", 0),
        ("paddock", "A stranger", 3_000),
        ("paddock", "ÄNN", 65_000),
    ]


@pytest.mark.parametrize("name", ["'; --", "%", "_", "\U0010ffff", ""])
async def test_any_name_may_be_asked_for(database: Database, name: str) -> None:
    async with database.write() as connection:
        await visited(connection, Player(handle="1", name=f"{name}x"), MINUTE)
        assert Someone(f"{name}x", None, "paddock") in await playtime.people(connection, name, 9)
