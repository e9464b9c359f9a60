"""Reading the server's log from look to look: over restarts and gaps, and in our time."""

import logging
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.kit import Clock, LogSlice, Position
from cogs.ams2 import event_log
from cogs.ams2.event_log import Session
from cogs.ams2.payloads import Blank, LogEvent, Page, Status
from cogs.ams2.snapshots import session_of
from cogs.ams2.wire import Wire

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the log as it came: *page* reaches to where *start* is, or begins behind it.

    *ahead* is how much must be added to its times to have them by our clock.
    """

    start: Position
    page: Page
    ahead: timedelta
    began_anew: bool = False

    @property
    def fresh(self) -> list[LogEvent]:
        """The events from *start* on."""
        return [event for event in self.page.events if event.index >= self.start.index]

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


class LogReader:
    """Reads one server's log, and remembers what the session was at the two ends of the last part.

    A part whose look could not be stored is read again from where it began, so the session is kept with the
    positions that it belongs to.  Anywhere else, as after a restart of the bot, it is worked out anew.
    """

    def __init__(self, wire: Wire, clock: Clock) -> None:
        self._wire = wire
        self._clock = clock
        self._sessions: dict[Position, Session] = {}

    async def read(self, since: Position | None) -> Part:
        """Read on from *since*; without it begin at the end: what happened before the bot came is no news."""
        if since is None:
            ring = await self._wire.overview()
            end = Position(epoch=0, index=ring.end)
            return self._part(end, Page(first=ring.first, count=ring.count, now=ring.now))
        asked = max(since.index - 1, 0)  # with the event before it, to see that the log is still the same
        page = await self._wire.page(asked)
        anew = event_log.began_anew(since, page)
        start = Position(epoch=since.epoch + 1, index=0) if anew else since
        if anew or page.first > asked:  # a range that begins before the log may have been answered by nothing
            page = await self._wire.page(max(page.first, start.index))
        return self._part(start, page, anew=anew)

    def _part(self, start: Position, page: Page, *, anew: bool = False) -> Part:
        return Part(start, page, event_log.ahead_of(page.now, self._clock()), anew)

    def told(self, part: Part, status: Status) -> LogSlice:
        """Return what *part* tells; *status* is a look taken just after it."""
        fresh, end = part.fresh, part.end
        self._report_odd(fresh)
        more = part.start.index < end.index < part.page.end
        remembered = None if part.lost else self._sessions.get(part.start)
        afterwards = Session() if more else session_of(status)
        before = event_log.session_before(fresh, remembered or afterwards)
        after, events = event_log.read(before, fresh, part.ahead)
        # In the middle of a long log nobody may have told yet what the session is.
        self._sessions = {} if more and remembered is None else {part.start: before, end: after}
        return LogSlice(position=end, events=events, lost=part.lost, began_anew=part.began_anew, more=more)

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
