"""The codes that prove a link, and the wrong ones that people try."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.snapshot import Identity
from bot.storage.schema import link_code, wrong_code


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCode:
    """A code that *member_id* asked for, known by its digest alone.

    Where it was whispered in a game, *identity* and *name* are of the player who heard it.  The digest is
    kept out of ``repr``: eight digits are soon found from it.
    """

    digest: str = field(repr=False)
    member_id: int
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    identity: Identity | None = None
    name: str | None = None


async def issue(connection: AsyncConnection, code: LinkCode) -> None:
    """Store a fresh code."""
    await connection.execute(
        insert(link_code).values(
            digest=code.digest,
            member_id=code.member_id,
            made_at=code.made_at,
            expires_at=code.expires_at,
            used_at=code.used_at,
            identity_kind=code.identity.kind if code.identity else None,
            identity_key=code.identity.key if code.identity else None,
            name=code.name,
        )
    )


async def find(connection: AsyncConnection, digest: str) -> LinkCode | None:
    """Return a code, used and expired ones too."""
    row = (await connection.execute(select(link_code).where(link_code.c.digest == digest))).first()
    if row is None:
        return None
    return LinkCode(
        digest=row.digest,
        member_id=row.member_id,
        made_at=row.made_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        identity=None if row.identity_kind is None else Identity(row.identity_kind, row.identity_key),
        name=row.name,
    )


async def use(connection: AsyncConnection, digest: str, at: datetime) -> bool:
    """Use a code up; False when it was used already, or never given out."""
    unused = (link_code.c.digest == digest, link_code.c.used_at.is_(None))
    used = await connection.execute(update(link_code).where(*unused).values(used_at=at))
    return used.rowcount == 1


async def withdraw(connection: AsyncConnection, member_id: int) -> None:
    """Delete what a member asked for and did not use."""
    unused = (link_code.c.member_id == member_id, link_code.c.used_at.is_(None))
    await connection.execute(delete(link_code).where(*unused))


async def note_wrong(connection: AsyncConnection, server: str, identity: Identity, at: datetime) -> None:
    """Note that somebody tried a code that was never given out to them."""
    await connection.execute(
        insert(wrong_code).values(
            server=server, identity_kind=identity.kind, identity_key=identity.key, at=at
        )
    )


async def wrong_times(
    connection: AsyncConnection,
    since: datetime,
    *,
    server: str | None = None,
    identity: Identity | None = None,
) -> list[datetime]:
    """Return when wrong codes were tried on a server, or by somebody, from *since* on; oldest first."""
    query = select(wrong_code.c.at).where(wrong_code.c.at >= since).order_by(wrong_code.c.at)
    if server is not None:
        query = query.where(wrong_code.c.server == server)
    if identity is not None:
        query = query.where(
            wrong_code.c.identity_kind == identity.kind, wrong_code.c.identity_key == identity.key
        )
    return list(await connection.scalars(query))


async def sweep(connection: AsyncConnection, before: datetime) -> None:
    """Delete codes that expired before that time, and tries from before it."""
    await connection.execute(delete(link_code).where(link_code.c.expires_at < before))
    await connection.execute(delete(wrong_code).where(wrong_code.c.at < before))
