"""One simulated server as the page shows and steers it."""

import asyncio
from abc import ABC, abstractmethod
from collections import deque
from typing import Protocol

from sandbox.discord.errors import JSON

LINES = 200
TROUBLES = ("cut_off", "hang", "refuse", "500", "401", "html", "truncated", "wrong_types")


class Faults(Protocol):
    def add(self, path: str, kind: str, *, times: int | None = 1) -> None: ...

    def clear(self) -> None: ...


class Server(Protocol):
    """What every simulated server can do."""

    @property
    def faults(self) -> Faults: ...

    @property
    def url(self) -> str: ...

    async def down(self) -> None: ...

    async def up(self) -> None: ...

    def restart(self) -> None: ...


class Steered(ABC):
    """Keeps what players saw in the game's chat; one subclass for each game."""

    speed: float
    """How much faster than real time it goes; may be set at any time."""

    def __init__(self, name: str, server: Server) -> None:
        self.name = name
        self.lines: deque[JSON] = deque(maxlen=LINES)
        self.down = False
        self.trouble = ""
        self._steered = server
        self._one_at_a_time = asyncio.Lock()

    @property
    def url(self) -> str:
        return self._steered.url

    def describe(self) -> JSON:
        return {
            "name": self.name,
            "down": self.down,
            "trouble": self.trouble,
            "speed": self.speed,
            **self.seen(),
            "lines": list(self.lines),
        }

    @abstractmethod
    def seen(self) -> JSON:
        """Return `doing` and `place` in words, and `players` with a number and a name each."""

    @abstractmethod
    def say(self, number: int, text: str) -> None:
        """Have a player write *text*; LookupError if they have left."""

    @abstractmethod
    def read(self) -> None:
        """Keep what was said since the last time."""

    def began_anew(self) -> None:  # noqa: B027 - for most it changes nothing
        """Take in that the game's server was restarted."""

    async def act(self, what: str) -> None:
        """Do *what*: down, up, restart, mend, or one of TROUBLES; ValueError for anything else."""
        async with self._one_at_a_time:
            match what:
                case "down" if not self.down:
                    self.down = True
                    await self._steered.down()
                case "up" if self.down:
                    await self._steered.up()
                    self.down = False
                case "down" | "up":
                    pass
                case "restart":
                    self.read()
                    self._steered.restart()
                    self.began_anew()
                    self.note("", "The server was started anew.")
                case _:
                    self._spoil("" if what == "mend" else what)

    def _spoil(self, trouble: str) -> None:
        if trouble not in ("", *TROUBLES):
            raise ValueError(f"no such trouble: {trouble}")
        self._steered.faults.clear()
        self.trouble = trouble
        if trouble:
            self._steered.faults.add("*", trouble, times=None)

    def note(self, by: str, text: str, only_to: str = "") -> None:
        """Keep a line; nobody as its author is the server itself."""
        self.lines.append({"by": by, "text": text, "to": only_to})
