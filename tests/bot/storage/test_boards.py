import pytest

from bot.storage import boards
from bot.storage.boards import BoardRow
from bot.storage.database import Database


@pytest.fixture(autouse=True)
async def posted(database: Database) -> None:
    """The boards of two servers in one channel."""
    async with database.write() as connection:
        for subject, message in (("paddock", 501), ("arena", 502)):
            await boards.intend(connection, "status", subject, 222)
            await boards.posted(connection, "status", subject, message, "abc")


async def board_of(database: Database, subject: str) -> BoardRow:
    async with database.read() as connection:
        (row,) = [row for row in await boards.recall(connection) if row.subject == subject]
    return row


def paddock(channel: int, message: int | None, digest: str | None) -> BoardRow:
    return BoardRow(kind="status", subject="paddock", channel_id=channel, message_id=message, digest=digest)


async def test_a_board_is_known_before_it_is_posted(database: Database) -> None:
    async with database.write() as connection:
        await boards.intend(connection, "overview", "", 333)
    row = await board_of(database, "")
    assert (row.kind, row.channel_id, row.message_id, row.digest) == ("overview", 333, None, None)


async def test_a_board_meant_for_the_same_channel_again_keeps_its_message(database: Database) -> None:
    async with database.write() as connection:
        await boards.intend(connection, "status", "paddock", 222)
    assert await board_of(database, "paddock") == paddock(222, 501, "abc")


async def test_a_board_that_moves_leaves_its_message_behind(database: Database) -> None:
    async with database.write() as connection:
        await boards.intend(connection, "status", "paddock", 444)
    assert await board_of(database, "paddock") == paddock(444, None, None)
    assert (await board_of(database, "arena")).message_id == 502


async def test_a_board_whose_message_is_gone_stays_in_its_channel(database: Database) -> None:
    async with database.write() as connection:
        await boards.forget_message(connection, "status", "paddock")
    assert await board_of(database, "paddock") == paddock(222, None, None)
    assert (await board_of(database, "arena")).message_id == 502
