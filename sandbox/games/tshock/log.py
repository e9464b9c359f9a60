"""The server's log files, in the format of TShock's text log."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

FILE_NAME = "%Y-%m-%d_%H-%M-%S"
LINE_TIME = "%Y-%m-%d %H:%M:%S"


class TextLog:
    """Writes into *folder* a new file for every start of the server; without a folder it only remembers.

    The times are the server's local ones; the simulated server lives in UTC.
    """

    def __init__(self, folder: Path | None, clock: Callable[[], float]) -> None:
        self._folder, self._clock = folder, clock
        self.path: Path | None = None
        """The file that is written at the moment."""
        self.lines: list[str] = []
        """All lines since the simulation began, in order."""
        self.rotate()

    def rotate(self) -> None:
        """Begin a new file, as a start of the server does."""
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        self.path = self._folder / f"{self._now(FILE_NAME)}.log"
        self.path.touch()
        self._date(self.path)

    def add(self, message: str, source: str = "TextLog", level: str = "INFO") -> None:
        """Write a line; *source* is the class that logs it."""
        line = f"{self._now(LINE_TIME)} - {source}: {level}: {message}"
        self.lines.append(line)
        if self.path is not None:
            with self.path.open("a", encoding="utf-8", newline="\n") as file:
                file.write(f"{line}\n")
            self._date(self.path)

    def _date(self, path: Path) -> None:
        """Have the file written at a time of our clock, which may be another than the machine's."""
        os.utime(path, (self._clock(), self._clock()))

    def _now(self, pattern: str) -> str:
        return datetime.fromtimestamp(self._clock(), UTC).strftime(pattern)
