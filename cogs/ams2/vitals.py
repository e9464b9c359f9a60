"""What the operator wants to know of a server's health, each in words and with a judgement."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from bot.domain.times import in_words
from bot.kit import BackendError, Capability, Clock, Fact
from cogs.ams2 import ticks
from cogs.ams2.event_pages import Page
from cogs.ams2.naming import Naming
from cogs.ams2.payloads import Ring, unsigned
from cogs.ams2.snapshots import number
from cogs.ams2.unknown import Unknown, new_in
from cogs.ams2.wire import PAGE, Wire

_SLOW = 1.0
"""Seconds for the smallest answer."""
_SKEW = 5.0
"""Seconds that whole seconds and the way here do not explain."""
_REACH = timedelta(minutes=10)
"""How far back a full log should reach: a restart of the bot, or a short outage, must lose nothing."""
_FARTHEST = timedelta(days=365)
"""More is no pace but an odd clock."""
_LOOKS = 10
"""As many of the bot's looks should fit into what the log holds."""


class Vitals:
    """Asks one server; what cannot be asked leaves the others as they are."""

    def __init__(
        self,
        wire: Wire,
        naming: Naming,
        unknown: Unknown,
        lacking: Callable[[frozenset[str]], frozenset[type[Capability]]],
        poll: timedelta,
        clock: Clock,
    ) -> None:
        self._wire = wire
        self._naming = naming
        self._unknown = unknown
        self._lacking = lacking
        self._poll = poll
        self._clock = clock

    async def ask(self) -> Sequence[Fact]:
        """Return all of them."""
        *asked, of_status = await asyncio.gather(
            _told("Build", self._build),
            _told("Ticks", self._ticks),
            _told("Methods", self._methods),
            _told("Event log", self._ring),
            self._status(),
        )
        return (
            *asked,
            *of_status,
            Fact("Lists", self._lists()),
            Fact("Not in its lists", self._unknown.in_words(self._naming.names.catalogue)),
        )

    async def _build(self) -> str:
        loop = asyncio.get_running_loop()
        began = loop.time()
        version = await self._wire.version()
        took = loop.time() - began
        major, minor = divmod(max(version.lua_version, 0), 100)
        judged = "good" if took < _SLOW else "not good: is the machine or the way to it busy?"
        return (
            f"build {version.build_version}, protocol {version.protocol_version}, Lua {major}.{minor};"
            f" it answered in {took * 1000:.0f} ms: {judged}"
        )

    async def _ticks(self) -> str:
        return ticks.in_words(await self._wire.performance())

    async def _methods(self) -> str:
        methods = await self._wire.methods()
        lacks = sorted(one.phrase for one in self._lacking(methods))
        return f"{len(methods)}; " + (f"it cannot {', '.join(lacks)}" if lacks else "the bot misses none")

    async def _ring(self) -> str:
        ring = await self._wire.overview()
        newest = await self._wire.page(max(ring.first, ring.end - PAGE))
        return judged_ring(ring, newest, self._poll)

    async def _status(self) -> Sequence[Fact]:
        try:
            status = await self._wire.whole_status()
        except BackendError as error:
            return (Fact("Clock", _not_asked(error)),)
        catalogue = self._naming.names.catalogue
        self._unknown.whole(status)
        ahead = status.now - self._clock().timestamp()
        clock = Fact("Clock", skew_words(ahead) if status.now else "it tells no time")
        size = number(status.attributes, "GridSize", "MaxPlayers")
        places = catalogue.grids.get(unsigned(number(status.attributes, "TrackId")))
        if not places or size <= 0:
            return (clock,)
        judged = "good" if size <= places else "not good, the others find no place"
        return clock, Fact("Grid", f"{size} cars on a track for {places}: {judged}")

    def _lists(self) -> str:
        read_at, sizes = self._naming.read_at, self._naming.names.catalogue.sizes
        if read_at is None:
            return "not read: people see numbers for names"
        enums = sum(name.startswith("enums/") for name in sizes)
        shown = (("tracks", "tracks"), ("vehicles", "vehicles"), ("vehicle_classes", "classes"))
        more = (("attributes/session", "session attributes"), ("events", "kinds of event"))
        counts = [f"{sizes.get(name, 0)} {words}" for name, words in (*shown, *more)]
        age = in_words(self._clock() - read_at)
        new = new_in(self._naming.names.catalogue)
        held = f"read {age} ago, and again when it restarts: {', '.join(counts)}, {enums} enums"
        return f"{held}; new to the bot: {new}" if new else held


def judged_ring(ring: Ring, newest: Page, poll: timedelta) -> str:
    """Say how far back the log reaches at the pace of its *newest* events, and whether that is enough."""
    held = f"{ring.count} events from number {ring.first} on"
    events = newest.events
    if len(events) < 2:
        return f"{held}: good"
    seconds = max(events[-1].time - events[0].time, 1)
    pace = f"{held}, lately {len(events) / seconds:.2g} a second"
    if ring.first == 0:
        return f"{pace}; none is forgotten yet: good"
    seconds_back = ring.count * seconds / len(events)
    reach = timedelta(seconds=min(seconds_back, _FARTHEST.total_seconds()))
    back = f"{pace}, so it reaches {in_words(reach)} back; the bot looks every {in_words(poll)}"
    if reach >= max(_REACH, poll * _LOOKS):
        return f"{back}: good"
    return f"{back}: not good, raise eventsLogSize in server.cfg"


def skew_words(ahead: float) -> str:
    """Say how far a clock is *ahead* of ours, in seconds."""
    if abs(ahead) <= _SKEW:
        return "right: good"
    off = in_words(timedelta(seconds=abs(ahead)))
    return f"{off} {'ahead' if ahead > 0 else 'behind'}: not good, though the bot tells times by its own"


async def _told(label: str, ask: Callable[[], Awaitable[str]]) -> Fact:
    try:
        return Fact(label, await ask())
    except BackendError as error:
        return Fact(label, _not_asked(error))


def _not_asked(error: BackendError) -> str:
    return f"could not be asked: {error.detail or error.operation}"
