"""Where the live messages stand."""

from dataclasses import dataclass

from sqlalchemy import case, delete, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import board


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One board; *message_id* is unknown until it is posted, *digest* tells what it shows."""

    kind: str
    subject: str
    channel_id: int
    message_id: int | None
    digest: str | None


async def recall(connection: AsyncConnection) -> list[BoardRow]:
    """Return every board that was intended and not dropped."""
    return [BoardRow(**row) for row in (await connection.execute(select(board))).mappings()]


async def intend(connection: AsyncConnection, kind: str, subject: str, channel_id: int) -> None:
    """Note, before it is posted, where a board belongs; a message in another channel is forgotten."""
    statement = insert(board).values(kind=kind, subject=subject, channel_id=channel_id)
    stays = board.c.channel_id == statement.excluded.channel_id
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["kind", "subject"],
            set_={
                "channel_id": statement.excluded.channel_id,
                "message_id": case((stays, board.c.message_id)),
                "digest": case((stays, board.c.digest)),
            },
        )
    )


async def posted(connection: AsyncConnection, kind: str, subject: str, message_id: int, digest: str) -> None:
    """Note which message shows the board, and what it shows."""
    await _set(connection, kind, subject, message_id, digest)


async def forget_message(connection: AsyncConnection, kind: str, subject: str) -> None:
    """Note that the board's message is gone."""
    await _set(connection, kind, subject, None, None)


async def drop(connection: AsyncConnection, kind: str, subject: str) -> None:
    """Forget a board that is no longer wanted."""
    await connection.execute(delete(board).where(board.c.kind == kind, board.c.subject == subject))


async def _set(
    connection: AsyncConnection, kind: str, subject: str, message_id: int | None, digest: str | None
) -> None:
    this = (board.c.kind == kind, board.c.subject == subject)
    await connection.execute(update(board).where(*this).values(message_id=message_id, digest=digest))
