import asyncio
from datetime import UTC
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from bot.domain.health import Condition
from bot.domain.look import Position
from bot.domain.snapshot import Fact, Identity, Player, Snapshot, Stage
from bot.storage import outbox, servers
from bot.storage.database import Database
from bot.storage.outbox import News
from bot.storage.schema import server as table
from tests.bot.storage.people import ANN, LATER, NOON

POSITION = Position(epoch=2, index=140, mark="a")
LOOK = Snapshot(
    at=NOON, title="Paddock", players=(ANN,), capacity=20, stage=Stage(name="Race", ends_at=LATER)
)

times = st.datetimes(timezones=st.just(UTC))
players = st.builds(
    Player,
    handle=st.text(),
    name=st.text(),
    identity=st.none() | st.builds(Identity, st.text(), st.text()),
    place=st.none() | st.integers(),
    detail=st.text(),
)
snapshots = st.builds(
    Snapshot,
    at=times,
    title=st.text(),
    players=st.lists(players, max_size=3).map(tuple),
    capacity=st.none() | st.integers(),
    stage=st.none() | st.builds(Stage, name=st.text(), ends_at=st.none() | times),
    facts=st.lists(st.builds(Fact, st.text(), st.text()), max_size=3).map(tuple),
)


async def kept(database: Database, name: str, revision: int, **look: Any) -> bool:
    """Keep a look with one piece of news, as tracking does."""
    async with database.write() as connection:
        if not await servers.keep(connection, name, revision, **{"position": None, "snapshot": LOOK, **look}):
            return False
        await outbox.put(connection, [News(kind="feed", server=name, at=NOON, payload={})])
        return True


async def recalled(database: Database) -> dict[str, servers.Remembered]:
    async with database.read() as connection:
        return await servers.recall(connection)


async def test_a_server_is_remembered_as_it_was_kept(database: Database) -> None:
    assert await kept(database, "host/paddock", 0, position=POSITION)
    server = (await recalled(database))["host/paddock"]
    assert (server.revision, server.position, server.snapshot) == (1, POSITION, LOOK)
    assert server.snapshot
    assert server.snapshot.at == server.seen_at == NOON
    assert (server.condition, server.condition_since) == (None, None)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(snapshot=snapshots)
async def test_any_look_is_remembered_whole(database: Database, snapshot: Snapshot) -> None:
    revision = server.revision if (server := (await recalled(database)).get("paddock")) else 0
    assert await kept(database, "paddock", revision, snapshot=snapshot)
    server = (await recalled(database))["paddock"]
    assert server.snapshot == snapshot
    assert server.snapshot.at == snapshot.at


async def test_of_two_who_follow_one_server_only_one_moves_it_on(database: Database) -> None:
    for revision in range(5):
        both = await asyncio.gather(*(kept(database, "paddock", revision) for _ in range(2)))
        assert sorted(both) == [False, True]
    assert (await recalled(database))["paddock"].revision == 5
    async with database.read() as connection:
        assert len(await outbox.unsent(connection, 100)) == 5


@pytest.mark.parametrize("revision", [0, 1, 3])
async def test_whoever_was_overtaken_keeps_nothing(database: Database, revision: int) -> None:
    await kept(database, "paddock", 0, position=POSITION)
    await kept(database, "paddock", 1, position=POSITION)
    assert not await kept(database, "paddock", revision, position=None)
    async with database.write() as connection:
        assert not await servers.keep_condition(connection, "paddock", revision, Condition.LOST, NOON)
    server = (await recalled(database))["paddock"]
    assert (server.revision, server.position, server.condition) == (2, POSITION, None)


async def test_a_condition_is_kept_beside_the_look(database: Database) -> None:
    await kept(database, "paddock", 0, position=POSITION)
    async with database.write() as connection:
        assert await servers.keep_condition(connection, "paddock", 1, Condition.LOST, LATER)
    server = (await recalled(database))["paddock"]
    assert (server.snapshot, server.seen_at, server.position) == (LOOK, NOON, POSITION)
    await kept(database, "paddock", 2, position=POSITION)
    server = (await recalled(database))["paddock"]
    assert (server.revision, server.snapshot, server.position) == (3, LOOK, POSITION)
    assert (server.condition, server.condition_since) == (Condition.LOST, LATER)


async def test_a_server_may_be_lost_before_it_was_ever_seen(database: Database) -> None:
    async with database.write() as connection:
        assert await servers.keep_condition(connection, "paddock", 0, Condition.REFUSED, NOON)
    server = (await recalled(database))["paddock"]
    assert (server.revision, server.condition) == (1, Condition.REFUSED)
    assert (server.snapshot, server.position, server.seen_at) == (None, None, None)


async def test_a_look_that_an_older_version_wrote_is_forgotten_quietly(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await kept(database, "paddock", 0, position=POSITION)
    async with database.write() as connection:
        await connection.execute(update(table).values(snapshot='{"players": [{"steam": "7656119"}]}'))
    server = (await recalled(database))["paddock"]
    assert (server.snapshot, server.position, server.seen_at) == (None, POSITION, NOON)
    assert "paddock" in caplog.text
    assert "7656119" not in caplog.text
