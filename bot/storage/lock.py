"""One bot for one database: a lock that the operating system gives back even after a kill."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.domain.errors import StorageError

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def only_user_of(path: Path) -> Iterator[None]:
    """Hold the database at *path* for this process; raise `StorageError` when another one holds it."""
    beside = path.with_name(f"{path.name}.lock")
    descriptor = os.open(beside, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _lock(descriptor)
        except (BlockingIOError, PermissionError) as error:  # the latter on Windows
            raise StorageError(f"{path} is in use: another bot runs on it") from error
        yield
    finally:
        os.close(descriptor)  # the file stays: removing it would let a third bot lock a name without a file
