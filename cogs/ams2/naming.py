"""The names of one server, and the methods of its build, read behind its looks."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from bot.kit import BackendError, Clock, Rejected
from cogs.ams2.names import Names
from cogs.ams2.wire import Wire

log = logging.getLogger(__name__)

T = TypeVar("T")

_AGAIN = timedelta(minutes=5)
"""How long to go on with numbers for names when the lists could not be read."""

_shared: WeakValueDictionary[bytes, Names] = WeakValueDictionary()
"""The names by the digest of their lists: the many servers of one build share them."""


class Naming:
    """Reads the lists once for each life of the server; without them numbers are shown.

    They are half a megabyte, so a task of their own reads them: over a slow link they take longer than a
    look may.
    """

    def __init__(self, wire: Wire, clock: Clock) -> None:
        self.names = Names()
        self.methods: frozenset[str] = frozenset()
        """Paths of what this build can be asked; empty while nobody knows."""
        self.read_at: datetime | None = None
        """When the lists behind *names* were read; None while they were not."""
        self._wire = wire
        self._clock = clock
        self._due: datetime | None = clock()
        self._reading: asyncio.Task[None] | None = None

    def refresh(self, *, anew: bool) -> asyncio.Task[None] | None:
        """Begin to read the lists where that is due, at once for a server that began *anew*."""
        now = self._clock()
        if anew:
            self._due = now
        being_read = self._reading is not None and not self._reading.done()
        if self._due is None or now < self._due or being_read:
            return None
        self._due = None
        self._reading = asyncio.create_task(self._read(), name=f"names of {self._wire.server}")
        return self._reading

    async def close(self) -> None:
        """End the reading."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait({self._reading})

    async def _read(self) -> None:
        self.methods = await self._else(self._wire.methods(), frozenset(), "takes every method for there")
        try:
            lists = await self._wire.lists()
            enums = await self._else(self._wire.enums(), {}, "goes on with the enums of list/all")
            self.names = self._names_in(lists, enums)
        except BackendError as error:
            self._due = self._clock() + _AGAIN
            log.info("%s: goes on with numbers for names: %s", self._wire.server, error)
        else:
            self.read_at = self._clock()

    async def _else(self, asked: Awaitable[T], otherwise: T, words: str) -> T:
        """Return what was *asked* for, or *otherwise* and try again later."""
        try:
            return await asked
        except Rejected:
            return otherwise  # its operator closed this path, and it stays so
        except BackendError as error:
            self._due = self._clock() + _AGAIN
            log.info("%s: %s: %s", self._wire.server, words, error)
            return otherwise

    def _names_in(self, lists: bytes, enums: Mapping[str, Any]) -> Names:
        digest = hashlib.sha256(lists + repr(enums).encode("utf-8", "replace")).digest()
        names = _shared.get(digest) or Names.of(self._wire.read_lists(lists), enums)
        return _shared.setdefault(digest, names)
