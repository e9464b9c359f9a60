"""Things that happen a moment after they were asked for."""

import asyncio
from collections.abc import Callable

MOMENT = 0.3


class Later:
    """Does things a moment later, in order; a test may have them done at once."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], None]] = []
        self._timers: list[asyncio.TimerHandle] = []

    def do(self, what: Callable[[], None]) -> None:
        self._waiting.append(what)
        self._timers.append(asyncio.get_running_loop().call_later(MOMENT, self._next))

    def settle(self) -> None:
        """Do now whatever is still waiting."""
        waiting = list(self._waiting)
        self.cancel()
        for what in waiting:
            what()

    def cancel(self) -> None:
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()
        self._waiting.clear()

    def _next(self) -> None:
        self._timers.pop(0)
        self._waiting.pop(0)()
