"""What came from the server although none of its lists names it: a build that is newer than the bot."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from cogs.ams2.catalogue import Catalogue
from cogs.ams2.names import is_stage
from cogs.ams2.payloads import Blank, LogEvent, Status, WholeStatus
from cogs.ams2.snapshots import words

_MOST = 50
"""Of one sort that are kept."""
_SHOWN = 8
_LONGEST_NAME = 40
_STATES = {
    *("", "Racing", "Finished", "DNF", "Disqualified", "Retired"),
    *("InGarage", "EnteringPits", "InPits", "ExitingPits"),
}
"""Of a car."""
_SESSION_STATES = {"", "None", "Lobby", "Loading", "Race", "PostRace", "Returning"}


class Unknown:
    """Collects names since the start of the bot; what has no list yet is not judged."""

    def __init__(self) -> None:
        self._kinds: set[str] = set()
        self._attributes: set[str] = set()
        self._values: set[str] = set()
        self._unreadable = 0

    def events(self, events: Iterable[LogEvent], catalogue: Catalogue) -> None:
        """Take in events that nobody read before."""
        for event in events:
            if isinstance(event, Blank):
                self._unreadable += 1
            elif catalogue.events:
                self._event(event, catalogue)

    def status(self, status: Status, catalogue: Catalogue) -> None:
        """Take in what every look shows."""
        if catalogue.session:
            self._names("session", status.attributes, catalogue.session)
        state, stage = (words(status.attributes, f"Session{of}") for of in ("State", "Stage"))
        self._value("SessionState", state, is_known=state in _SESSION_STATES)
        self._value("SessionStage", stage, is_known=not stage or is_stage(stage))
        for car in status.participants:
            self._value("State", car.attributes.state, is_known=car.attributes.state in _STATES)

    def whole(self, status: WholeStatus, catalogue: Catalogue) -> None:
        """Take in what a look leaves out: all that people and cars have."""
        for sort, rows, known in (
            ("member", status.members, catalogue.member),
            ("participant", status.participants, catalogue.participant),
        ):
            for row in rows if known else ():
                self._names(sort, row.get("attributes") if isinstance(row, dict) else None, known)

    def in_words(self) -> str:
        """Name what was met, or say that there was nothing."""
        sorts = {"events": self._kinds, "attributes": self._attributes, "values": self._values}
        parts = [f"{sort} {_listed(sorted(names))}" for sort, names in sorts.items() if names]
        if self._unreadable:
            parts.append(f"{self._unreadable} events that could not be read")
        return f"kept as they came: {'; '.join(parts)}" if parts else "nothing since the bot started: good"

    def _event(self, event: LogEvent, catalogue: Catalogue) -> None:
        kind = catalogue.events.get(event.name)
        if kind is None:
            _put(self._kinds, event.name)
            return
        listed = {row.name for row in kind.attributes}
        self._names(event.name, json.loads(event.body).get("attributes"), listed)

    def _names(self, sort: str, found: Any, known: Collection[str]) -> None:
        for name in found if isinstance(found, dict) else ():
            if name not in known:
                _put(self._attributes, f"{sort}.{name}")

    def _value(self, attribute: str, value: str, *, is_known: bool) -> None:
        if not is_known:
            _put(self._values, f"{attribute} {value}")


def _put(names: set[str], name: str) -> None:
    if len(names) < _MOST:
        names.add(name[:_LONGEST_NAME])


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
