"""Everything that changes, told to whoever waits for it or watches."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TypeVar

from sandbox.discord.errors import JSON

T = TypeVar("T")


class Changes:
    """A stream of plain records; each has "kind", and ids as strings."""

    def __init__(self) -> None:
        self._watchers: list[asyncio.Queue[JSON]] = []
        self._waiting: set[asyncio.Event] = set()

    def tell(self, kind: str, **record: object) -> None:
        for event in self._waiting:
            event.set()
        for watcher in self._watchers:
            watcher.put_nowait({"kind": kind, **record})

    @contextlib.contextmanager
    def subscribe(self) -> Iterator[asyncio.Queue[JSON]]:
        """A queue that gets every record from now on, in order."""
        queue: asyncio.Queue[JSON] = asyncio.Queue()
        self._watchers.append(queue)
        try:
            yield queue
        finally:
            self._watchers.remove(queue)

    async def watch(self) -> AsyncIterator[JSON]:
        """The same as a stream; it begins with the first step of the loop over it."""
        with self.subscribe() as queue:
            while True:
                yield await queue.get()

    async def until(self, predicate: Callable[[], T], timeout: float) -> T:  # noqa: ASYNC109 - part of the promise
        """Wait until *predicate* is true and return what it gave; TimeoutError if it never is.

        It is asked again after every change, never by the clock.
        """
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            async with asyncio.timeout(timeout):
                while not (found := predicate()):
                    await event.wait()
                    event.clear()
                return found
        finally:
            self._waiting.discard(event)
