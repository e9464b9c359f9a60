"""What tracks and cars are called."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import literal, select, union
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import best_lap
from bot.storage.schema import content as contents

TRACK, CAR = "track", "car"

Key: TypeAlias = tuple[str, str, str]
"""The game, `TRACK` or `CAR`, and the game's own key."""


@dataclass(frozen=True, slots=True)
class Named:
    """A track, or a car with the class it races in."""

    key: Key
    name: str
    group: str = ""


async def recall(connection: AsyncConnection) -> list[Named]:
    """Return everything that has a name."""
    rows = await connection.execute(select(contents))
    return [Named((row.game, row.kind, row.key), row.name, row.group_name) for row in rows]


async def driven(connection: AsyncConnection) -> set[Key]:
    """Return the tracks and cars of which somebody holds a best lap."""
    query = union(
        select(best_lap.c.game, literal(TRACK), best_lap.c.track),
        select(best_lap.c.game, literal(CAR), best_lap.c.car),
    )
    return {(game, kind, key) for game, kind, key in await connection.execute(query)}


async def put(connection: AsyncConnection, rows: Iterable[Named]) -> None:
    """Store names in place of those that stood there."""
    statement = insert(contents)
    names = {"name": statement.excluded.name, "group_name": statement.excluded.group_name}
    values = [
        dict(zip(("game", "kind", "key"), row.key, strict=True)) | {"name": row.name, "group_name": row.group}
        for row in rows
    ]
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["game", "kind", "key"], set_=names), values
    )
