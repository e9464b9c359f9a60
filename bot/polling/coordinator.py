"""One owner of polling for each source: its pace, its health, one look at a time."""

import asyncio
import logging
from datetime import datetime, timedelta
from typing import Protocol

from bot.clock import Clock
from bot.domain.capabilities import Backend
from bot.domain.errors import BackendError, RateLimited, Unreachable
from bot.domain.health import Condition, Health
from bot.domain.look import Look, Positions

log = logging.getLogger(__name__)

LOOK_DEADLINE = 4.5
"""Seconds for one whole look: with it a board says late at most five seconds after a missed poll."""
LONGEST_WAIT = timedelta(minutes=5)


class Sink(Protocol):
    """Who is told what the looks bring."""

    def positions(self, source: str) -> Positions:
        """Return how far each server's log has been read."""

    async def seen(self, source: str, look: Look) -> None:
        """Take a look in; once this returns, it is stored."""

    async def judged(self, source: str, health: Health) -> None:
        """Take in how the source is doing, after every look."""


class Coordinator:
    """Looks at one source; a sick server is a state, not an exception."""

    def __init__(self, source: str, backend: Backend, every: timedelta, sink: Sink, clock: Clock) -> None:
        self.source = source
        self.health = Health(condition=Condition.WAITING, since=clock())
        self._backend = backend
        self.every = every
        self._sink = sink
        self._clock = clock
        self._turn = asyncio.Lock()
        self._not_before: datetime | None = None

    async def tick(self) -> None:
        """Look when it is time: a failing source is left alone for longer and longer."""
        if self._not_before is None or self._clock() >= self._not_before:
            await self.refresh()

    async def refresh(self) -> None:
        """Look now, and again while the log holds more than one look can bring."""
        async with self._turn:
            while await self._look():
                pass

    async def _look(self) -> bool:
        try:
            look = await self._read()
            await self._sink.seen(self.source, look)
        except BackendError as error:
            await self._failed(error)
            return False
        except Exception as error:  # a bug, or a full disk: what cannot be taken in must not look alive
            if self.health.failures == 0:
                log.exception("what %s shows could not be taken in", self.source)
            await self._failed(
                BackendError(self.source, "look", f"a fault of the bot, {type(error).__name__}")
            )
            return False
        await self._succeeded()
        return any(seen.log is not None and seen.log.more for seen in look.values())

    async def _read(self) -> Look:
        try:
            async with asyncio.timeout(LOOK_DEADLINE):
                return await self._backend.look(self._sink.positions(self.source))
        except TimeoutError as error:
            raise Unreachable(self.source, "look", f"no whole answer within {LOOK_DEADLINE:g} s") from error

    async def _succeeded(self) -> None:
        if self.health.condition in {Condition.LATE, Condition.LOST, Condition.REFUSED}:
            log.info("%s answers again", self.source)
        self._not_before = None
        self.health = self.health.succeeded(self._clock())
        await self._sink.judged(self.source, self.health)

    async def _failed(self, error: BackendError) -> None:
        if self.health.failures == 0:
            log.warning("%s does not answer as it should: %s", self.source, error)
        now = self._clock()
        self.health = self.health.failed(error, now)
        self._not_before = now + self._pause(error)
        await self._sink.judged(self.source, self.health)

    def _pause(self, error: BackendError) -> timedelta:
        if isinstance(error, RateLimited):
            return min(timedelta(seconds=error.retry_after), LONGEST_WAIT)
        if self.health.condition is Condition.REFUSED:
            return LONGEST_WAIT
        if self.health.condition is Condition.LATE:
            return timedelta(0)
        return min(self.every * float(2 ** min(self.health.failures - 2, 12)), LONGEST_WAIT)
