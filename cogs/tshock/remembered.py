"""Lists that are offered while somebody types, and so must be at hand."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.kit import BackendError, Clock

log = logging.getLogger(__name__)

T = TypeVar("T")
_FRESH = timedelta(minutes=1)


class Remembered(Generic[T]):
    """What *read* returned last; read again behind the scenes where that is over a minute old."""

    def __init__(self, read: Callable[[], Awaitable[Sequence[T]]], clock: Clock) -> None:
        self._read = read
        self._clock = clock
        self._values: Sequence[T] = ()
        self._read_at: datetime | None = None
        self._reading: asyncio.Task[None] | None = None

    def recall(self) -> Sequence[T]:
        """Return it at once: nothing before the first reading, which this begins."""
        now = self._clock()
        is_old = self._read_at is None or now - self._read_at > _FRESH
        if is_old and (self._reading is None or self._reading.done()):
            self._read_at = now  # a server that does not answer is left alone for a minute as well
            self._reading = asyncio.ensure_future(self._renew())
        return self._values

    def forget(self) -> None:
        """Have it read at the next time: it has changed."""
        self._read_at = None

    async def close(self) -> None:
        """End what goes on behind the scenes."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)

    async def _renew(self) -> None:
        try:
            self._values = await self._read()
        except BackendError as error:
            log.debug("a list to choose from could not be read: %s", error)
