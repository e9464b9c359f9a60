"""Who in a game is which member of the Discord."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, delete, false, or_, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.snapshot import Identity
from bot.storage.schema import link as links


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """*identity*, last called *name*, is *member_id*; *proof* says in words how that became known at *at*."""

    identity: Identity
    member_id: int
    name: str
    proof: str
    at: datetime


async def find(connection: AsyncConnection, identity: Identity) -> Link | None:
    """Return the link of one identity, if somebody proved it."""
    found = await _read(connection, select(links).where(_is(identity)))
    return found[0] if found else None


async def of_member(connection: AsyncConnection, member_id: int) -> list[Link]:
    """Return what a member is linked to, oldest first."""
    return await _read(connection, select(links).where(links.c.member_id == member_id).order_by(links.c.at))


async def members_of(connection: AsyncConnection, identities: Collection[Identity]) -> dict[Identity, Link]:
    """Return the links of those identities that have one."""
    keys: dict[str, list[str]] = {}
    for identity in identities:
        keys.setdefault(identity.kind, []).append(identity.key)
    # pairs compared with a list of pairs would be written shorter, but SQLite then reads the whole table
    wanted = [and_(links.c.identity_kind == kind, links.c.identity_key.in_(of)) for kind, of in keys.items()]
    query = select(links).where(or_(false(), *wanted))
    return {link.identity: link for link in await _read(connection, query)}


async def bind(connection: AsyncConnection, link: Link) -> None:
    """Store a link; an identity has one, so an earlier one gives way."""
    values = {"member_id": link.member_id, "name": link.name, "proof": link.proof, "at": link.at}
    identity = {"identity_kind": link.identity.kind, "identity_key": link.identity.key}
    statement = insert(links).values(identity | values)
    await connection.execute(statement.on_conflict_do_update(index_elements=list(identity), set_=values))


async def unbind(connection: AsyncConnection, identity: Identity) -> bool:
    """Delete a link; False when there was none."""
    return (await connection.execute(delete(links).where(_is(identity)))).rowcount == 1


def _is(identity: Identity) -> ColumnElement[bool]:
    return and_(links.c.identity_kind == identity.kind, links.c.identity_key == identity.key)


async def _read(connection: AsyncConnection, query: Select[Any]) -> list[Link]:
    return [_link(row) for row in await connection.execute(query)]


def _link(row: Row[Any]) -> Link:
    return Link(
        identity=Identity(row.identity_kind, row.identity_key),
        member_id=row.member_id,
        name=row.name,
        proof=row.proof,
        at=row.at,
    )
