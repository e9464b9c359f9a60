"""The texts that a server shows to whoever joins, read seldom because everybody may look at them."""

import asyncio
import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.kit import BackendError, Clock, Notice
from cogs.tshock.console import one_line, plain
from cogs.tshock.payloads import Motd, Rules
from cogs.tshock.wire import Wire

_FRESH = timedelta(hours=1)
COLOUR = re.compile(r"\s*%\d{1,3},\d{1,3},\d{1,3}%")
_PLACEHOLDER = re.compile(r"%[a-z]+%", re.IGNORECASE)


class Notices:
    """The message of the day and the rules, asked again after an hour and after a restart."""

    def __init__(self, wire: Wire, clock: Clock) -> None:
        self._wire = wire
        self._clock = clock
        self._turn = asyncio.Lock()
        self._read_at: datetime | None = None
        self._motd: Sequence[str] = ()
        self._rules: Sequence[str] = ()

    def forget(self) -> None:
        """Ask again at the next wish: the server was restarted."""
        self._read_at = None

    async def read(self, world: str) -> list[Notice]:
        """Return what there is, with the name of the *world* where the text has a place for it."""
        async with self._turn:
            now = self._clock()
            if self._read_at is None or now - self._read_at >= _FRESH:
                self._read_at = now  # a silent server is left alone as well
                self._motd, self._rules = await self._ask_motd(), await self._ask_rules()
        texts = (("Message of the day", self._motd), ("Rules", self._rules))
        shown = [(title, tuple(_shown(lines, world))) for title, lines in texts]
        return [Notice(title, lines) for title, lines in shown if lines]

    async def _ask_motd(self) -> Sequence[str]:
        try:
            return (await self._wire.read_open(Motd, "v3/server/motd")).motd
        except BackendError:  # without the file it answers as if it were sick
            return ()

    async def _ask_rules(self) -> Sequence[str]:
        try:
            return (await self._wire.read_open(Rules, "v3/server/rules")).rules
        except BackendError:
            return ()


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
