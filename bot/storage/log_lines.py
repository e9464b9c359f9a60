"""The servers' logs as they came."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.look import LogLine
from bot.storage.bulk import once
from bot.storage.columns import milliseconds
from bot.storage.schema import event

_INSERT = once(event)
_SLICE = 500
"""Rows that are deleted at once: the writer's turn must come soon again."""


async def put(connection: AsyncConnection, server: str, epoch: int, lines: Sequence[LogLine]) -> None:
    """Store the lines of one log."""
    moments = {at: milliseconds(at) for at in {line.at for line in lines}}  # many are of one second
    rows = [(server, epoch, index, moments[at], name, body) for index, at, name, body in lines]
    await connection.exec_driver_sql(_INSERT, rows)


async def servers(connection: AsyncConnection) -> list[str]:
    """Return the servers of whose logs something is stored."""
    found: list[str] = []
    while name := await connection.scalar(
        select(func.min(event.c.server)).where(event.c.server > (found[-1] if found else ""))
    ):
        found.append(name)
    return found


async def sweep(connection: AsyncConnection, server: str, before: datetime) -> bool:
    """Delete some of a server's oldest lines from before that time; False when there were none."""
    oldest = select(event.c.epoch, event.c.idx).where(event.c.server == server)
    first = (await connection.execute(oldest.order_by(event.c.epoch, event.c.idx).limit(1))).first()
    if first is None:
        return False
    these = (
        event.c.server == server,
        event.c.epoch == first.epoch,
        event.c.idx.between(first.idx, first.idx + _SLICE - 1),
        event.c.at < before,
    )
    return (await connection.execute(delete(event).where(*these))).rowcount > 0
