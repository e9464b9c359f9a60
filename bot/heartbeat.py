"""A file that says when the program was last alive, for the health check of whatever runs it."""

import asyncio
import time
from pathlib import Path

_OLD = 60.0


class Heartbeat:
    """One file beside the database, touched every few seconds while the event loop turns."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def beside(cls, database: str) -> "Heartbeat":
        """Return the heartbeat of the bot that uses *database*, a ``sqlite:///`` address."""
        return cls(Path(database.removeprefix("sqlite:///") + ".heartbeat"))

    async def beat(self) -> None:
        """Say that the program is alive."""
        await asyncio.to_thread(self._path.write_text, f"{time.time():.0f}\n", "ascii")

    def age(self) -> float | None:
        """Return the seconds since the last beat; None when there was none."""
        try:
            return time.time() - self._path.stat().st_mtime
        except OSError:
            return None

    def is_fresh(self) -> bool:
        """Tell whether the program may be taken for alive."""
        age = self.age()
        return age is not None and age < _OLD
