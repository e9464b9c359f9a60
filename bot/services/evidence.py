"""What happened before somebody complained about it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.storage import happenings
from bot.storage.database import Database
from bot.storage.happenings import Happening

__all__ = ["Evidence", "Happening"]

REACH = timedelta(minutes=2)


class Evidence:
    """Looks back a little; nothing is written for it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def before(self, server: str, at: datetime) -> Sequence[Happening]:
        """Return what happened in the two minutes before *at*, in order."""
        async with self._database.read() as connection:
            return await happenings.between(connection, server, at - REACH, at)
