"""The clock that calls the jobs; it does no work of its own."""

import asyncio
import logging
import zlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)

_DRAIN = 5.0


class Schedule:
    """Calls named jobs at a fixed rate, one instance each, spread by a phase that a restart keeps."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._running: dict[str, asyncio.Task[None]] = {}

    def every(self, period: timedelta, name: str, job: Callable[[], Awaitable[None]]) -> None:
        """Call *job* every *period*, first within one period from now; never while it still runs."""

        async def begin() -> None:  # and not wait: the scheduler would complain of a job that takes long
            if name not in self._running:
                task = self._running[name] = asyncio.create_task(_guarded(name, job), name=name)
                task.add_done_callback(lambda _: self._running.pop(name))

        phase = period * (zlib.crc32(name.encode()) / 2**32)
        self._scheduler.add_job(
            begin,
            "interval",
            seconds=period.total_seconds(),
            id=name,
            next_run_time=datetime.now(UTC) + phase,
        )

    def start(self) -> None:
        """Begin calling."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Call no more, let what runs end within a few seconds, then give up on the rest."""
        self._scheduler.pause()
        running = list(self._running.values())
        if running:
            await asyncio.wait(running, timeout=_DRAIN)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        self._scheduler.shutdown(wait=False)


async def _guarded(name: str, job: Callable[[], Awaitable[None]]) -> None:
    try:
        await job()
    except Exception:
        log.exception("the job %s failed; it runs again at its next time", name)
