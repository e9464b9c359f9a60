"""Deletes what is no longer needed; laps and results are kept for good."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.storage import codes, incidents, log_lines, outbox
from bot.storage.database import Database

TOLD_NEWS = timedelta(days=7)
"""News are kept a week after they were told, so that a doubt about them can be settled."""
OLD_CODES = timedelta(days=1)
OLD_LINES = timedelta(days=14)
OLD_INCIDENTS = timedelta(days=365)

Slice = Callable[[AsyncConnection], Awaitable[bool]]


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
        async with self._database.read() as connection:
            servers = await log_lines.servers(connection)
        for server in servers:
            await self._in_slices(partial(log_lines.sweep, server=server, before=now - OLD_LINES))
        await self._in_slices(partial(incidents.sweep, before=now - OLD_INCIDENTS))

    async def _in_slices(self, sweep: Slice) -> None:
        """Delete much, a little at a time: a look that brings something new waits for each."""
        more = True
        while more:
            async with self._database.write() as connection:
                more = await sweep(connection)
