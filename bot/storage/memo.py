"""What the bot notes for itself, by key."""

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import memo


async def get(connection: AsyncConnection, key: str) -> str | None:
    """Return what was noted under *key* last."""
    value: str | None = await connection.scalar(select(memo.c.value).where(memo.c.key == key))
    return value


async def put(connection: AsyncConnection, key: str, value: str) -> None:
    """Note *value* in place of what stood there."""
    statement = insert(memo).values(key=key, value=value)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["key"], set_={"value": statement.excluded.value})
    )
