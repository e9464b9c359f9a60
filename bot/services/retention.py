"""Deletes what is no longer needed."""

from datetime import timedelta

from bot.clock import Clock
from bot.storage import codes, outbox
from bot.storage.database import Database

TOLD_NEWS = timedelta(days=7)
"""News are kept a week after they were told, so that a doubt about them can be settled."""
OLD_CODES = timedelta(days=1)


class Retention:
    """Knows how long each kind of thing is kept."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def sweep(self) -> None:
        """Delete what has been kept long enough."""
        now = self._clock()
        async with self._database.write() as connection:
            await outbox.sweep(connection, now - TOLD_NEWS)
            await codes.sweep(connection, now - OLD_CODES)
