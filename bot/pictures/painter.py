"""Draws pictures in a process of its own, so that nothing here waits for a pen."""

import asyncio
import logging
import re
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path

log = logging.getLogger(__name__)

_WORKER = (sys.executable, "-I", str(Path(__file__).with_name("worker.py")))
_SIZE = re.compile(r'<svg [^>]*?width="(\d{1,4})" height="(\d{1,4})"')
_MOST_PIXELS = 8_000_000
_LONGEST = 1_000_000
"""Bytes of an SVG; a race of 34 has 30,000."""
_LARGEST = 8_000_000
"""Bytes of a PNG; Discord takes ten million."""


class NotDrawn(Exception):
    """The worker is there, and could not draw this one."""


class Painter:
    """One worker process: started for the first picture, ended after *quiet* seconds without any."""

    def __init__(self, *, deadline: float = 5.0, quiet: float = 60.0) -> None:
        self._deadline = deadline
        self._quiet = quiet
        self._drawing = asyncio.Lock()
        self._worker: Process | None = None
        self._bedtime: asyncio.TimerHandle | None = None
        self._ending: set[asyncio.Task[int]] = set()

    async def paint(self, svg: str) -> bytes | None:
        """Return *svg* as PNG; None after a failure or when the time is up: say it in words then."""
        try:
            async with asyncio.timeout(self._deadline), self._drawing:
                try:
                    return await self._exchange(_sized(svg))
                finally:  # only now: a picture may take longer than a worker stays awake for nothing
                    self._tuck_in()
        except TimeoutError:
            log.warning("A picture was not drawn within %g s", self._deadline)
        except (OSError, asyncio.IncompleteReadError):
            log.warning("The worker that draws pictures ended")
        except NotDrawn as reason:
            log.warning("A picture could not be drawn: %s", reason)
        return None

    async def close(self) -> None:
        """End the worker; none is left when this returns."""
        async with self._drawing:
            self._end()
        await asyncio.gather(*self._ending)

    async def _exchange(self, svg: bytes) -> bytes:
        worker = await self._awake()
        try:
            assert worker.stdin is not None and worker.stdout is not None  # noqa: S101, PT018 - asked for as pipes
            worker.stdin.write(len(svg).to_bytes(4) + svg)
            await worker.stdin.drain()
            png = await worker.stdout.readexactly(int.from_bytes(await worker.stdout.readexactly(4)))
        except BaseException:  # cancelled too: the next to ask would read the rest of this answer
            self._end()
            raise
        if not png:
            raise NotDrawn("it is no SVG")
        if len(png) > _LARGEST:
            raise NotDrawn("its file is too large")
        return png

    async def _awake(self) -> Process:
        """Return the worker, a new one if need be; it does not sleep before it has drawn."""
        if self._bedtime is not None:
            self._bedtime.cancel()
        if self._worker is None or self._worker.returncode is not None:
            self._end()
            self._worker = await asyncio.create_subprocess_exec(
                *_WORKER, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True
            )
        return self._worker

    def _tuck_in(self) -> None:
        if self._bedtime is not None:
            self._bedtime.cancel()
        if self._worker is not None:
            self._bedtime = asyncio.get_running_loop().call_later(self._quiet, self._sleep)

    def _sleep(self) -> None:
        if not self._drawing.locked():
            self._end()

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if self._bedtime is not None:
            self._bedtime.cancel()
        if worker is None:
            return
        if worker.returncode is None:
            worker.kill()
        reaped = asyncio.create_task(worker.wait())
        self._ending.add(reaped)
        reaped.add_done_callback(self._ending.discard)


def _sized(svg: str) -> bytes:
    """Return *svg* as it is sent; raises NotDrawn for one that would be too large."""
    size = _SIZE.match(svg)
    if size is None:
        raise NotDrawn("it does not say its size")
    content = svg.encode(errors="replace")
    if int(size[1]) * int(size[2]) > _MOST_PIXELS or len(content) > _LONGEST:
        raise NotDrawn("it is too large")
    return content
