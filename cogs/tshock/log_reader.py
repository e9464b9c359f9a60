"""What a look tells beside its snapshot: whether the server was restarted, and what its log says since."""

import asyncio
import logging
from datetime import datetime
from pathlib import Path

from bot.kit import LogSlice, Position, Snapshot
from cogs.tshock.chat_format import ChatFormat
from cogs.tshock.log_files import Read, read_on
from cogs.tshock.log_lines import Story
from cogs.tshock.memory import Memory, recall

log = logging.getLogger(__name__)

_NOWHERE = Position(epoch=0, index=0)


class LogReader:
    """Follows the log of one server; without a *path* there is none, and restarts are still told."""

    def __init__(self, server: str, path: Path | None, chat: ChatFormat) -> None:
        self._server = server
        self._path = path
        self._chat = chat
        self.fault = ""
        """Why the log could not be read the last time, in the system's words; "" while all is well."""
        self.is_met = False
        """Whether the log told what the last look brought, and goes on to: never at the first look at it."""

    @property
    def hears(self) -> bool:
        """Whether there is a log, and it can be read as far as is known."""
        return self._path is not None and not self.fault

    async def read(self, since: Position | None) -> Read | None:
        """Read on from *since*; None where there is no log, and while it cannot be read.

        To be done before the look whose snapshot it is told with: whoever the log shows coming is there then.
        """
        if self._path is None:
            return None
        place = since or _NOWHERE
        try:
            read = await asyncio.to_thread(read_on, self._path, place.index, place.mark)
        except OSError as error:
            fault = (error.strerror or type(error).__name__).lower()
            if fault != self.fault:
                log.warning("%s: its log cannot be read: %s", self._server, fault)
            self.fault, self.is_met = fault, bool(place.mark)
            return None
        self.fault, self.is_met = "", read.is_met
        return read

    def told(
        self, since: Position | None, read: Read | None, snapshot: Snapshot, booted: datetime | None
    ) -> LogSlice:
        """Return what *read* tells, by a look just after it that finds a process which *booted* then."""
        before, last = recall(since.memory if since else ""), since or _NOWHERE
        is_past = read is not None and read.is_past  # the log is still in the time of another process
        began_anew = before.is_another(booted) and not is_past
        story = self._story(before, read, snapshot) if read else Story(before.names, snapshot.at)
        memory = Memory(
            booted=(is_past and before.booted) or before.steady(booted),
            names=sorted(story.present) if self._path else (),
        )
        index, mark = (read.index, read.mark) if read else (last.index, last.mark)
        return LogSlice(
            position=Position(
                epoch=last.epoch + int(began_anew or (read is not None and read.moved)),
                index=index if self._path else 0,
                mark=mark if self._path else "",
                memory=memory.dump(),
            ),
            events=tuple(story.events),
            began_anew=began_anew,
            more=read is not None and read.more,
        )

    def _story(self, before: Memory, read: Read, snapshot: Snapshot) -> Story:
        story = Story(before.names, snapshot.at, read.ahead)
        story.read(read.lines, [player.name for player in snapshot.players], self._chat)
        if not read.more:
            story.end(snapshot.players)
        return story
