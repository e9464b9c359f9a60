"""A program run beside the sandbox, its output passed on line by line."""

import asyncio
import contextlib
import os
import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

LAST_LINES = 20
PATIENCE = 10.0  # seconds it has to end by itself


class Child:
    """`python -m ...` in *folder*; it lives in a process group of its own, so that Ctrl-C reaches only us."""

    def __init__(self, arguments: Sequence[str], *, folder: Path, secrets: Mapping[str, str]) -> None:
        self._arguments, self._folder = arguments, folder
        self._environment = {**os.environ, **secrets, "PYTHONUNBUFFERED": "1"}
        self._process: asyncio.subprocess.Process | None = None
        self.last_lines: deque[str] = deque(maxlen=LAST_LINES)

    async def run(self, hear: Callable[[str], None]) -> int:
        """Run it to its end and return its exit code; ends it when cancelled."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *self._arguments,
            cwd=self._folder,
            env=self._environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
            limit=2**20,
        )
        try:
            await self._listen(hear)
            return await self._process.wait()
        except asyncio.CancelledError:
            await self._end(hear)
            raise

    async def _listen(self, hear: Callable[[str], None]) -> None:
        assert self._process is not None and self._process.stdout is not None  # noqa: S101, PT018 - it was started with a pipe
        async for line in self._process.stdout:
            text = line.decode(errors="replace").rstrip()
            self.last_lines.append(text)
            hear(text)

    async def _end(self, hear: Callable[[str], None]) -> None:
        """Ask it to end, hear it out, and insist if it does not."""
        assert self._process is not None  # noqa: S101 - called by run alone
        with contextlib.suppress(ProcessLookupError):
            self._process.terminate()
        try:
            async with asyncio.timeout(PATIENCE):
                await self._listen(hear)
                await self._process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
