"""The texts that a server shows to whoever joins, read seldom because everybody may look at them."""

import asyncio
import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.kit import BackendError, Clock, Notice
from cogs.tshock.console import one_line, plain
from cogs.tshock.payloads import Motd, Rules
from cogs.tshock.wire import Wire

_FRESH, _SILENT = timedelta(hours=1), timedelta(minutes=5)
"""For how long the texts hold, and for how long a server that did not tell them is left alone."""
COLOUR = re.compile(r"\s*%\d{1,3},\d{1,3},\d{1,3}%")
_PLACEHOLDER = re.compile(r"%[a-z]+%", re.IGNORECASE)


class Notices:
    """The message of the day and the rules; asked again after a restart and when they are old."""

    def __init__(self, wire: Wire, clock: Clock) -> None:
        self._wire = wire
        self._clock = clock
        self._turn = asyncio.Lock()
        self._next_at: datetime | None = None
        self._texts: Sequence[tuple[str, Sequence[str]]] = ()

    def forget(self) -> None:
        """Ask again at the next wish: the server was restarted."""
        self._next_at = None

    async def read(self, world: str) -> list[Notice]:
        """Return what there is, with the name of the *world* where the text has a place for it."""
        async with self._turn:
            if self._next_at is None or self._clock() >= self._next_at:
                await self._ask()
        shown = [(title, tuple(_shown(lines, world))) for title, lines in self._texts]
        return [Notice(title, lines) for title, lines in shown if lines]

    async def _ask(self) -> None:
        motd, rules = await asyncio.gather(self._motd(), self._rules())
        self._texts = (("Message of the day", motd or ()), ("Rules", rules or ()))
        was_told = motd is not None and rules is not None
        self._next_at = self._clock() + (_FRESH if was_told else _SILENT)

    async def _motd(self) -> Sequence[str] | None:
        """Return its lines; None where the server does not tell, which it also does not without the file."""
        try:
            return (await self._wire.read_open(Motd, "v3/server/motd")).motd
        except BackendError:
            return None

    async def _rules(self) -> Sequence[str] | None:
        try:
            return (await self._wire.read_open(Rules, "v3/server/rules")).rules
        except BackendError:
            return None


def _shown(lines: Iterable[str], world: str) -> list[str]:
    """Leave out colours, blank lines, and lines about who is there: that is shown beside them, and newer."""
    known = {"%map%": world, "%specifier%": "/"}
    shown = []
    for line in plain(lines):
        text = COLOUR.sub("", line, count=1) if COLOUR.match(line) else line
        for placeholder, value in known.items():
            text = text.replace(placeholder, value)
        text = one_line(text)
        if text and not _PLACEHOLDER.search(text):
            shown.append(text)
    return shown
