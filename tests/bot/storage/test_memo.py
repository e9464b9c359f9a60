from bot.storage import memo
from bot.storage.database import Database


async def test_the_newest_note_counts(database: Database) -> None:
    async with database.write() as connection:
        assert await memo.get(connection, "colour") is None
        await memo.put(connection, "colour", "green")
        await memo.put(connection, "colour", "blue")
        await memo.put(connection, "size", "5")
        assert await memo.get(connection, "colour") == "blue"
