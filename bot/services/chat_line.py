"""The way into one game's chat: a line at a time, and only so many may wait."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.domain.errors import RateLimited

_MOST_WAITING = 5
_PAUSE = 10.0


class ChatLine:
    """Kept apart from a server's other acts, so that much talk on a slow server delays no kick."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._waiting = 0

    @asynccontextmanager
    async def turn(self, server: str) -> AsyncIterator[None]:
        """Wait for one's turn; raise `RateLimited` at once when too many wait already."""
        if self._waiting >= _MOST_WAITING:
            raise RateLimited(server, "chat", _PAUSE)
        self._waiting += 1
        try:
            async with self._lock:
                yield
        finally:
            self._waiting -= 1
