"""What happened between cars."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.racing import Incident, IncidentKind
from bot.storage.bulk import driver_of, once, who
from bot.storage.columns import milliseconds
from bot.storage.schema import incident

_INSERT = once(incident)
_SLICE = 500


async def put(connection: AsyncConnection, server: str, incidents: Sequence[Incident]) -> None:
    """Store incidents; what is stored already is left alone."""
    await connection.exec_driver_sql(_INSERT, [_columns(server, one) for one in incidents])


async def newest_stage(connection: AsyncConnection, server: str) -> str | None:
    """Return the stage in which a server's last incident happened."""
    here = select(incident.c.stage_ref).where(incident.c.server == server)
    newest: str | None = await connection.scalar(
        here.order_by(incident.c.at.desc(), incident.c.id.desc()).limit(1)
    )
    return newest


async def of_stage(connection: AsyncConnection, server: str, stage_ref: str) -> list[Incident]:
    """Return what happened in one stage, in order."""
    here = (incident.c.server == server, incident.c.stage_ref == stage_ref)
    return await _read(connection, select(incident).where(*here))


async def between(
    connection: AsyncConnection, server: str, since: datetime, until: datetime
) -> list[Incident]:
    """Return what happened on a server from *since* to *until*, both included, in order."""
    here = (incident.c.server == server, incident.c.at.between(since, until))
    return await _read(connection, select(incident).where(*here))


async def sweep(connection: AsyncConnection, before: datetime) -> bool:
    """Delete some of the oldest from before that time; False when there were none."""
    oldest = select(incident.c.id).order_by(incident.c.id).limit(_SLICE)
    these = (incident.c.id.in_(oldest), incident.c.at < before)
    return (await connection.execute(delete(incident).where(*these))).rowcount > 0


async def _read(connection: AsyncConnection, query: Select[Any]) -> list[Incident]:
    rows = await connection.execute(query.order_by(incident.c.at, incident.c.id))
    return [_incident(row) for row in rows]


def _columns(server: str, one: Incident) -> tuple[object, ...]:
    return (
        server,
        one.ref,
        one.stage_ref,
        milliseconds(one.at),
        one.kind.value,
        *who(one.driver),
        one.driver.is_ai,
        *(who(one.other) if one.other else (None, None, None)),
        one.other.is_ai if one.other else None,
        one.weight,
        one.is_penalised,
    )


def _incident(row: Row[Any]) -> Incident:
    other = None
    if row.other_name is not None:
        other = driver_of(
            row.other_identity_kind, row.other_identity_key, row.other_name, is_ai=row.other_is_ai
        )
    return Incident(
        ref=row.ref,
        stage_ref=row.stage_ref,
        at=row.at,
        kind=IncidentKind(row.kind),
        driver=driver_of(row.identity_kind, row.identity_key, row.name, is_ai=row.is_ai),
        other=other,
        weight=row.weight,
        is_penalised=row.is_penalised,
    )
