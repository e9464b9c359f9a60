"""Reading the server's log from look to look: over restarts and gaps, and in our time."""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.kit import Clock, Driven, LogLine, LogSlice, Position
from cogs.ams2 import event_log, reconciling
from cogs.ams2.event_pages import Page
from cogs.ams2.fold import Fold
from cogs.ams2.log_events import Blank, LogEvent
from cogs.ams2.memory import Memory, recall
from cogs.ams2.names import Names
from cogs.ams2.payloads import Status
from cogs.ams2.wire import Wire

log = logging.getLogger(__name__)

_SOON = timedelta(seconds=5)
"""For so long a page that was asked for early is as good as one that is asked for now."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the log as it came: *page* reaches to where *start* is, or begins behind it.

    *fresh* are its events from *start* on.  *ahead* is how much must be added to its times for those of our
    clock.  *memory* is what was remembered where the part before ended, also when the log *began_anew* since.
    """

    start: Position
    page: Page
    fresh: list[LogEvent]
    ahead: timedelta
    memory: Memory
    began_anew: bool = False
    quiet: bool = False

    @property
    def lost(self) -> int:
        """How many events the log had forgotten already."""
        return max(0, (self.fresh[0].index if self.fresh else self.page.first) - self.start.index)

    @property
    def end(self) -> Position:
        """Where the next part begins."""
        begins = self.page.first
        start = replace(self.start, index=begins, mark="") if begins > self.start.index else self.start
        return event_log.after(start, self.page)

    @property
    def more(self) -> bool:
        """Tell whether further events wait behind it."""
        return self.start.index < self.end.index < self.page.end

    def is_before(self, theirs: int) -> bool:
        """Tell whether all of it happened before *theirs*, a time by the server's own clock."""
        return all(event.time < theirs for event in self.page.events)


@dataclass(frozen=True, slots=True)
class _Coming:
    """A page that was asked for from *offset* on before it was needed, still to be read."""

    offset: int
    asked_at: datetime
    body: asyncio.Task[bytes]


class LogReader:
    """Reads one server's log.

    Whatever must be known of the events before a part is in its position: a part whose look could not be
    stored is read again from where it began, and tells the same.
    """

    def __init__(self, wire: Wire, clock: Clock) -> None:
        self._wire = wire
        self._clock = clock
        self._coming: _Coming | None = None

    async def read(self, since: Position | None) -> Part:
        """Read on from *since*; without it from the beginning of the log, whose past is no news."""
        if since is None:
            return await self._meet()
        memory = recall(self._wire.server, since.memory)
        asked = max(since.index - 1, 0)  # with the event before it, to see that the log is still the same
        page = await self._page(asked)
        anew = event_log.began_anew(since, page)
        start = Position(epoch=since.epoch + 1, index=0) if anew else since
        if anew or page.first > asked:  # a range that begins before the log may have been answered by nothing
            page = await self._page(max(page.first, start.index))
        quiet = not anew and max(start.index, page.first) < memory.quiet_until
        if quiet:
            page = _up_to(memory.quiet_until, page)
        return self._part(start, page, memory, anew=anew, quiet=quiet)

    def go_on(self, part: Part) -> None:
        """Ask already for what follows *part*, if more waits: it comes while *part* is stored.

        It is read only when it is needed: that would keep the database's thread from its work.
        """
        self.stop()
        if part.more:
            offset = part.end.index - 1
            body = asyncio.create_task(self._wire.raw_page(offset))
            body.add_done_callback(lambda done: done.cancelled() or done.exception())  # whoever waits is told
            self._coming = _Coming(offset, self._clock(), body)

    def stop(self) -> None:
        """Give up the page that comes, if one does."""
        if self._coming is not None:
            self._coming.body.cancel()
            self._coming = None

    async def _page(self, offset: int) -> Page:
        """Return the page that comes already, or ask for it."""
        coming, self._coming = self._coming, None
        if coming is None:
            return await self._wire.page(offset)
        if coming.offset != offset or self._clock() - coming.asked_at > _SOON:
            coming.body.cancel()
            return await self._wire.page(offset)
        return self._wire.read_page(await coming.body, offset)

    async def _meet(self) -> Part:
        ring = await self._wire.overview()
        page = _up_to(ring.end, await self._page(ring.first))
        start = Position(epoch=0, index=max(ring.first, page.first))
        memory = Memory(quiet_until=ring.end, is_sure=start.index == 0)
        return self._part(start, page, memory, quiet=True)

    def _part(
        self, start: Position, page: Page, memory: Memory, *, anew: bool = False, quiet: bool = False
    ) -> Part:
        fresh = [event for event in page.events if event.index >= start.index]
        ahead = event_log.ahead_of(page.now, self._clock())
        return Part(start, page, fresh, ahead, memory, anew, quiet)

    def told(self, part: Part, status: Status, names: Names) -> tuple[LogSlice, Memory]:
        """Return what *part* tells, and what is known after it; *status* is a look that is newer."""
        fresh, more = part.fresh, part.more
        self._report_odd(fresh)
        before, memory = _before(part, names)
        wet = None if more else reconciling.wetness(status)
        agreed = wet if wet == memory.wet and not part.quiet else None
        fold = Fold(memory, part.start.epoch, names, ahead=part.ahead, wet=agreed)
        reconciling.begin(fold, fresh, None if more else status, names)
        session, events = event_log.read(memory.session, fresh, part.ahead)
        lines = tuple(self._line(event, fold) for event in fresh)
        memory.session, memory.wet = session, wet
        if not more and not memory.is_sure:
            reconciling.reconcile(memory, status, names)
        return LogSlice(
            position=replace(part.end, memory=memory.dump()),
            events=() if part.quiet else events,
            driven=_joined(before, fold.driven),
            lines=lines,
            lost=0 if part.quiet else part.lost,
            began_anew=part.began_anew,
            more=more,
            quiet=part.quiet,
        ), memory

    def _line(self, event: LogEvent, fold: Fold) -> LogLine:
        """Fold *event*, and keep it as it came."""
        fold.take(event)
        at = fold.memory.at or self._clock()  # an odd event came when the one before it did
        return LogLine(event.index, at, event.name, event.body)

    def _report_odd(self, events: list[LogEvent]) -> None:
        odd = [event for event in events if isinstance(event, Blank)]
        if odd:
            log.warning(
                "%s: %d of %d events are odd, such as %s",
                self._wire.server,
                len(odd),
                len(events),
                odd[0].fault,
            )


def _up_to(end: int, page: Page) -> Page:
    return page.model_copy(update={"events": [event for event in page.events if event.index < end]})


def _before(part: Part, names: Names) -> tuple[Driven, Memory]:
    """Return what ended with a log that was followed by another, and what is known where *part* begins."""
    memory = part.memory
    if not part.began_anew:
        if part.lost and not part.quiet:
            reconciling.lose_track(memory)
        return Driven(), memory
    fold = Fold(memory, part.start.epoch - 1, names, ahead=part.ahead)
    fold.abandon()
    return fold.driven, Memory(is_sure=not part.lost)


def _joined(first: Driven, second: Driven) -> Driven:
    return Driven(
        laps=first.laps + second.laps,
        incidents=first.incidents + second.incidents,
        results=first.results + second.results,
    )
