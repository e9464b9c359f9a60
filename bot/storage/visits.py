"""Who was on which server, from when until when."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Update, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.events import Departure
from bot.domain.snapshot import Identity, Player
from bot.storage import playtime
from bot.storage.schema import visit

_INSERT = insert(visit)
_OPENING = _INSERT.on_conflict_do_update(
    index_elements=["server", "handle"],
    index_where=visit.c.left_at.is_(None),
    set_={"name": _INSERT.excluded.name},
)


async def open_visits(
    connection: AsyncConnection, server: str, players: Iterable[Player], at: datetime
) -> None:
    """Note that *players* came; while a visit is open, only what the game calls them can change."""
    rows = [_row(server, player, at) for player in players]
    if rows:  # all at once: a full server found at the start would take as many round trips
        await connection.execute(_OPENING, rows)


async def close_visit(
    connection: AsyncConnection, server: str, handle: str, at: datetime, how: Departure
) -> None:
    """Note that whoever has *handle* went, and how long that was."""
    closing = _closing(server, at, how).where(visit.c.handle == handle).returning(visit)
    await playtime.add(connection, (await connection.execute(closing)).all())


async def identify(connection: AsyncConnection, server: str, player: Player) -> None:
    """Note who *player* is, of whose open visit only the name was known."""
    open_and_nameless = (visit.c.server == server, visit.c.left_at.is_(None), visit.c.identity_kind.is_(None))
    statement = update(visit).where(*open_and_nameless, visit.c.handle == player.handle)
    who = player.identity
    if who:
        await connection.execute(statement.values(identity_kind=who.kind, identity_key=who.key))


async def present(connection: AsyncConnection) -> dict[str, dict[str, Player]]:
    """Return who is there: by server, then by handle."""
    there: dict[str, dict[str, Player]] = {}
    for row in await connection.execute(select(visit).where(visit.c.left_at.is_(None))):
        there.setdefault(row.server, {})[row.handle] = _player(row)
    return there


def _closing(server: str, at: datetime, how: Departure) -> Update:
    still_open = (visit.c.server == server, visit.c.left_at.is_(None))
    return update(visit).where(*still_open).values(left_at=at, how=how.value)


def _row(server: str, player: Player, at: datetime) -> dict[str, Any]:
    identity = player.identity
    return {
        "server": server,
        "handle": player.handle,
        "identity_kind": identity.kind if identity else None,
        "identity_key": identity.key if identity else None,
        "name": player.name,
        "joined_at": at,
    }


def _player(row: Row[Any]) -> Player:
    identity = None if row.identity_kind is None else Identity(row.identity_kind, row.identity_key)
    return Player(handle=row.handle, name=row.name, identity=identity)
