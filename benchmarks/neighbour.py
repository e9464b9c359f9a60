"""Other processes of a benchmark, so that what they cost is not taken for the bot's."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any


@asynccontextmanager
async def neighbour(module: str, *arguments: str) -> AsyncIterator[Any]:
    """Run ``python -m module`` beside us; yield what its first line says as JSON, and end it afterwards."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *arguments,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert child.stdin
    assert child.stdout
    try:
        line = await child.stdout.readline()
        if not line:
            raise RuntimeError(f"{module} ended before it said where it is")
        yield json.loads(line)
    finally:
        child.stdin.close()
        await child.wait()


async def serve_until_left_alone(**where: object) -> None:
    """Say *where* this process serves, and return when its neighbour closes our input."""
    sys.stdout.write(json.dumps(where) + "\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
