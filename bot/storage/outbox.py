"""News that waits to be told: each row is told once, in the order of their ids."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import outbox


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something to tell about *server*; *payload* is JSON, and kept out of ``repr`` as it names people."""

    kind: str
    server: str
    at: datetime
    payload: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """News not told yet; *batch* marks the rows that were tried together, at *tried_at*."""

    id: int
    kind: str
    server: str
    at: datetime
    payload: dict[str, Any] = field(repr=False)
    batch: str | None = None
    tried_at: datetime | None = None


async def put(connection: AsyncConnection, rows: Iterable[News]) -> None:
    """Add news at the end."""
    values = [
        {"kind": row.kind, "server": row.server, "at": row.at, "payload": dict(row.payload)} for row in rows
    ]
    if values:
        await connection.execute(insert(outbox), values)


async def put_once(connection: AsyncConnection, row: News) -> None:
    """Add news at the end, unless the same waits already and nobody has begun to tell it."""
    same = (
        outbox.c.kind == row.kind,
        outbox.c.server == row.server,
        outbox.c.payload == dict(row.payload),
        outbox.c.sent_at.is_(None),
        outbox.c.batch.is_(None),
    )
    if await connection.scalar(select(outbox.c.id).where(*same).limit(1)) is None:
        await put(connection, [row])


async def unsent(
    connection: AsyncConnection, limit: int, *, held: Collection[tuple[str, str]] = ()
) -> list[OutboxRow]:
    """Return the oldest news not told yet, in order, without the kinds and servers that are *held* back."""
    columns = [column for column in outbox.c if column.name != "sent_at"]
    query = select(*columns).where(outbox.c.sent_at.is_(None)).order_by(outbox.c.id).limit(limit)
    if held:
        query = query.where(tuple_(outbox.c.kind, outbox.c.server).not_in(held))
    return [OutboxRow(**row) for row in (await connection.execute(query)).mappings()]


async def claim(connection: AsyncConnection, ids: Collection[int], batch: str, at: datetime) -> None:
    """Mark rows as tried together, before they are."""
    await connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(batch=batch, tried_at=at))


async def settle(connection: AsyncConnection, ids: Collection[int], at: datetime) -> None:
    """Mark rows as told."""
    await connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(sent_at=at))


async def sweep(connection: AsyncConnection, before: datetime) -> None:
    """Delete what was told before that time."""
    await connection.execute(delete(outbox).where(outbox.c.sent_at < before))
