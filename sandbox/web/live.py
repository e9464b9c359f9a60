"""What happens, handed to every open page as it happens."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Iterator
from typing import Any

Record = dict[str, Any]

LOGGED = {"request", "line"}
REMEMBERED = 300  # log entries that a page opened later still shows


class Live:
    """Records have a "kind"; those of the log are kept for a while."""

    def __init__(self) -> None:
        self.log: deque[Record] = deque(maxlen=REMEMBERED)
        self._queues: set[asyncio.Queue[Record | None]] = set()

    def tell(self, record: Record) -> None:
        if record["kind"] in LOGGED:
            self.log.append(record)
        for queue in self._queues:
            queue.put_nowait(record)

    def end(self) -> None:
        """Let every listener finish."""
        for queue in self._queues:
            queue.put_nowait(None)

    @contextlib.contextmanager
    def listen(self) -> Iterator[asyncio.Queue[Record | None]]:
        """Everything told from now on; None is the end."""
        queue: asyncio.Queue[Record | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield queue
        finally:
            self._queues.discard(queue)
