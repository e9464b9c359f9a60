"""What is remembered of each server, and how far its log was read."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Row, Update, bindparam, select, update
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.health import Condition
from bot.domain.look import Position
from bot.domain.snapshot import Snapshot
from bot.storage.schema import server

log = logging.getLogger(__name__)

_SNAPSHOT = TypeAdapter(Snapshot)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """One server as the last run left it; *revision* grows by one with everything that is kept."""

    revision: int
    position: Position | None
    snapshot: Snapshot | None
    seen_at: datetime | None
    condition: Condition | None
    condition_since: datetime | None


async def recall(connection: AsyncConnection) -> dict[str, Remembered]:
    """Return every server by its full name."""
    return {row.name: _remembered(row) for row in await connection.execute(select(server))}


async def keep(
    connection: AsyncConnection,
    name: str,
    revision: int,
    *,
    position: Position | None,
    snapshot: Snapshot,
) -> bool:
    """Keep a look; to be called first in its transaction.

    *revision* is the one last recalled or kept, 0 for a server not yet stored; it becomes one more.
    False, and nothing is kept, when somebody else moved the server on meanwhile.
    """
    return await _move_on(
        connection,
        name,
        revision,
        epoch=position.epoch if position else None,
        position=position.index if position else None,
        mark=position.mark if position else None,
        memory=position.memory if position else None,
        snapshot=_SNAPSHOT.dump_json(snapshot).decode(),
        seen_at=snapshot.at,
    )


async def keep_condition(
    connection: AsyncConnection, name: str, revision: int, condition: Condition, since: datetime
) -> bool:
    """Keep how a server is doing, under the same rule as `keep`."""
    return await _move_on(connection, name, revision, condition=condition.value, condition_since=since)


async def keep_seen(connection: AsyncConnection, seen: Mapping[str, datetime]) -> None:
    """Keep when servers were seen last although nothing changed there; their revisions stay as they are."""
    statement = update(server).where(server.c.name == bindparam("of"), server.c.seen_at < bindparam("until"))
    rows = [{"of": name, "until": at} for name, at in seen.items()]
    if rows:
        await connection.execute(statement.values(seen_at=bindparam("until")), rows)


async def _move_on(connection: AsyncConnection, name: str, revision: int, **values: Any) -> bool:
    statement: Insert | Update
    if revision == 0:
        statement = insert(server).values(name=name, revision=1, **values).on_conflict_do_nothing()
    else:
        unmoved = (server.c.name == name, server.c.revision == revision)
        statement = update(server).where(*unmoved).values(revision=revision + 1, **values)
    return (await connection.execute(statement)).rowcount == 1


def _remembered(row: Row[Any]) -> Remembered:
    return Remembered(
        revision=row.revision,
        position=_position(row),
        snapshot=_snapshot(row.name, row.snapshot),
        seen_at=row.seen_at,
        condition=Condition(row.condition) if row.condition else None,
        condition_since=row.condition_since,
    )


def _position(row: Row[Any]) -> Position | None:
    if row.epoch is None:
        return None
    return Position(epoch=row.epoch, index=row.position, mark=row.mark, memory=row.memory or "")


def _snapshot(name: str, stored: str | None) -> Snapshot | None:
    try:
        return _SNAPSHOT.validate_json(stored) if stored else None
    except ValidationError:  # an earlier version's; its text would show whom it was about
        log.warning("the stored look at %s cannot be read; the next one replaces it", name)
        return None
