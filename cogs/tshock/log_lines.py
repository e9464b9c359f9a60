"""What the lines of the server's log tell: who comes, who goes, who writes what.

A line of somebody who comes holds their address, which is left where it is.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta

from bot.kit import Departure, Event, Player, PlayerJoined, PlayerLeft, PlayerSaid
from cogs.tshock.chat_format import ChatFormat
from cogs.tshock.console import plain
from cogs.tshock.snapshots import handle_of

_LINE = re.compile(r"\ufeff?(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) - [^:]{1,80}: [A-Z]{1,12}: (.*)")
_JOINED = re.compile(r"(.{1,20}) \([^()]*\) from '.*' group joined\. \(\d+/\d+\)")
_LEFT = re.compile(r"(.{1,20}) disconnected\.")
_KICKED = re.compile(r"Kicked (.{1,20}) for : '.*'")
_SAID = "Broadcast: "
_LONGEST = 2000
"""Characters of a line that are looked at; the game's chat ends at 500."""


class Story:
    """The events of some lines, in order, among the people whose names are *present* before them.

    The lines' times need *ahead* added to be UTC, and none is later than *now*.
    """

    def __init__(self, present: Iterable[str], now: datetime, ahead: timedelta = timedelta(0)) -> None:
        self.present = set(present)
        """The names of those who are there behind the lines."""
        self.events: list[Event] = []
        self._now, self._ahead = now, ahead
        self._came: set[str] = set()
        self._kicked: set[str] = set()

    def read(self, lines: Sequence[str], shown: Collection[str], chat: ChatFormat) -> None:
        """Take in *lines*; somebody who is *shown* by a look at the server may have written one too."""
        known = [found for line in lines if (found := _LINE.fullmatch(line[:_LONGEST]))]
        names = {*self.present, *shown, *_named(told for _, told in map(re.Match.groups, known))}
        for stamp, told in map(re.Match.groups, known):
            at = self._time(stamp)
            if not told.startswith(_SAID):
                self._move(at, told)
            elif said := chat.read(told.removeprefix(_SAID), names):
                text = plain([said[1]])[0]
                self.events.append(PlayerSaid(at=at, handle=handle_of(said[0]), text=text))

    def end(self, players: Sequence[Player]) -> None:
        """Bring what was told in line with a look of a moment later, which shows *players*.

        Somebody who is refused because their name is there already also "disconnects"; and the look tells
        who has an account.
        """
        shown = {player.handle: player for player in players}
        here = {handle_of(name) for name in self.present}
        self.events = [
            event
            for event in self.events
            if not (isinstance(event, PlayerLeft) and event.handle in shown and event.handle not in here)
        ]
        last = {
            event.player.handle: number
            for number, event in enumerate(self.events)
            if isinstance(event, PlayerJoined) and event.player.handle in shown.keys() & here
        }
        for handle, number in last.items():
            self.events[number] = PlayerJoined(at=self.events[number].at, player=shown[handle])
        self.present = self._came | {player.name for player in players}

    def _move(self, at: datetime, told: str) -> None:
        if joined := _JOINED.fullmatch(told):
            self.present.add(joined[1])
            self._came.add(joined[1])
            player = Player(handle=handle_of(joined[1]), name=joined[1])
            self.events.append(PlayerJoined(at=at, player=player))
        elif left := _LEFT.fullmatch(told):
            how = Departure.KICKED if left[1] in self._kicked else Departure.UNKNOWN
            for names in (self.present, self._came, self._kicked):
                names.discard(left[1])
            self.events.append(PlayerLeft(at=at, handle=handle_of(left[1]), how=how))
        elif kicked := _KICKED.fullmatch(told):
            self._kicked.add(kicked[1])

    def _time(self, stamp: str) -> datetime:
        """Return when a line was written; one without a possible time was written just now."""
        try:
            return min(
                datetime.strptime(stamp, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC) + self._ahead, self._now
            )
        except (ValueError, OverflowError):
            return self._now


def _named(told: Iterable[str]) -> set[str]:
    """Return who comes or goes in some lines."""
    found = (_JOINED.fullmatch(line) or _LEFT.fullmatch(line) for line in told)
    return {one[1] for one in found if one}
