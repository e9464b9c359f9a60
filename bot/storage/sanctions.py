"""What the bot keeps up or ends by itself."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.sanctions import Sanction, SanctionKind
from bot.domain.snapshot import Identity
from bot.storage.schema import sanction as sanctions


async def begin(connection: AsyncConnection, sanction: Sanction) -> int:
    """Store a new sanction; return its id."""
    values = {
        "server": sanction.server,
        "kind": sanction.kind.value,
        "name": sanction.name,
        "identity_kind": sanction.identity.kind if sanction.identity else None,
        "identity_key": sanction.identity.key if sanction.identity else None,
        "key": sanction.key,
        "actor": sanction.actor,
        "reason": sanction.reason,
        "began_at": sanction.began_at,
        "ends_at": sanction.ends_at,
    }
    result = await connection.execute(insert(sanctions).values(values).returning(sanctions.c.id))
    return int(result.scalar_one())


async def end(connection: AsyncConnection, sanction_id: int, at: datetime) -> None:
    """Note that a sanction holds no more."""
    await connection.execute(update(sanctions).where(sanctions.c.id == sanction_id).values(ended_at=at))


async def running(connection: AsyncConnection) -> list[Sanction]:
    """Return what nobody ended, oldest first."""
    query = select(sanctions).where(sanctions.c.ended_at.is_(None)).order_by(sanctions.c.id)
    return [_sanction(row) for row in await connection.execute(query)]


def _sanction(row: Row[Any]) -> Sanction:
    return Sanction(
        id=row.id,
        server=row.server,
        kind=SanctionKind(row.kind),
        name=row.name,
        identity=Identity(row.identity_kind, row.identity_key) if row.identity_kind else None,
        key=row.key,
        actor=row.actor,
        reason=row.reason,
        began_at=row.began_at,
        ends_at=row.ends_at,
    )
