"""A database of today's schema with nothing in it: migrating takes longer than most tests."""

import tempfile
from pathlib import Path

from bot.storage.upgrade import upgrade

_MADE: list[bytes] = []


async def empty_database() -> bytes:
    """Return the file's bytes, made once for each process."""
    if not _MADE:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "empty.db")
            await upgrade(path)
            _MADE.append(path.read_bytes())  # noqa: ASYNC240 - a small file, in a test
    return _MADE[0]
