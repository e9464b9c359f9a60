"""What came from the server although none of its lists names it: a build that is newer than the bot."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from cogs.ams2.attributes import ABOUT, CLASSES, MORE_CLASSES, TRACKS, VEHICLES
from cogs.ams2.catalogue import Catalogue
from cogs.ams2.log_events import Blank, LogEvent
from cogs.ams2.names import Names, is_stage
from cogs.ams2.payloads import Status, WholeStatus, unsigned
from cogs.ams2.setting_words import signed
from cogs.ams2.snapshots import number, words

_LAYOUTS = "grid_positions"
"""Ten more than a place puts the host there."""
_MOST_NAMES, _MOST_VALUES, _SHOWN = 1000, 50, 8
"""As many are kept, and told; a build has some 250 names."""
_LONGEST_NAME, _LONGEST_SHOWN = 100, 40
_NAMED = {key: about.values for key, about in ABOUT.items() if about.values}
"""The list that names the values of an attribute."""
_KINDS = {
    **dict.fromkeys(("SessionSetup", "StateChanged", "StageChanged", "SessionCreated"), "Session"),
    **dict.fromkeys(("SessionDestroyed", "ServerChat", "SessionAdvance", "SoftRestart"), "Session"),
    **dict.fromkeys(("PlayerJoined", "Authenticated", "PlayerLeft", "PlayerChat"), "Player"),
    **dict.fromkeys(("ParticipantCreated", "ParticipantDestroyed", "Sector", "Lap"), "Participant"),
    **dict.fromkeys(("State", "Results", "Impact", "CutTrackStart", "CutTrackEnd"), "Participant"),
}
"""What the bot takes each kind of event for: one without a refid, of a person, or of a car."""
_STATES = {
    *("", "Racing", "Finished", "DNF", "Disqualified", "Retired"),
    *("InGarage", "EnteringPits", "InPits", "ExitingPits"),
}
"""Of a car."""
_SESSION_STATES = {"", "None", "Lobby", "Loading", "Race", "PostRace", "Returning"}


class Unknown:
    """Collects names since the start of the bot, and judges them by the lists when it is asked."""

    def __init__(self) -> None:
        self._shapes: set[int] = set()
        """Of a kind with all attributes that an event had: of ten thousand events all but a few are alike."""
        self._events: set[tuple[str, str]] = set()
        """A kind and one of its attributes, "" for itself."""
        self._attributes: set[tuple[str, str]] = set()
        """Whose, and its name."""
        self._values: set[str] = set()
        self._unreadable = 0

    def events(self, events: Iterable[LogEvent]) -> None:
        """Take in events of the log."""
        for event in events:
            shape = hash((event.name, event.keys))
            if isinstance(event, Blank):
                self._unreadable += 1
            elif shape not in self._shapes and len(self._shapes) < _MOST_NAMES:
                self._shapes.add(shape)
                _put(self._events, event.name, ("", *event.keys))

    def status(self, status: Status, names: Names) -> None:
        """Take in what every look shows."""
        _put(self._attributes, "session", status.attributes)
        state, stage = (words(status.attributes, f"Session{of}") for of in ("State", "Stage"))
        self._value("SessionState", state, is_known=state in _SESSION_STATES)
        self._value("SessionStage", stage, is_known=not stage or is_stage(stage))
        for car in status.participants:
            self._value("State", car.attributes.state, is_known=car.attributes.state in _STATES)
        for key in status.attributes.keys() & _NAMED.keys():
            found, listed = unsigned(number(status.attributes, key)), _listed_for(_NAMED[key], names)
            # What is not in use is 0, in lists that have no 0 as well.
            self._value(key, f"{signed(found)}", is_known=not found or not listed or found in listed)

    def whole(self, status: WholeStatus) -> None:
        """Take in what a look leaves out: all that people and cars have."""
        for whose, rows in (("member", status.members), ("participant", status.participants)):
            for row in rows:
                _put(
                    self._attributes, whose, _names(row.get("attributes") if isinstance(row, dict) else None)
                )

    def in_words(self, catalogue: Catalogue) -> str:
        """Name what *catalogue* does not, or say that there is nothing; no list, no judgement."""
        listed = (
            ("events", [kind for kind, name in self._events if not name and _is_new(kind, catalogue.events)]),
            ("attributes", [*_new_of_events(self._events, catalogue), *self._new_attributes(catalogue)]),
            ("values", self._values),
        )
        parts = [f"{sort} {_joined(sorted(names))}" for sort, names in listed if names]
        if self._unreadable:
            parts.append(f"{self._unreadable} events that could not be read")
        return f"kept as they came: {'; '.join(parts)}" if parts else "nothing since the bot started: good"

    def _new_attributes(self, catalogue: Catalogue) -> Iterator[str]:
        lists = {
            "session": catalogue.session,
            "member": catalogue.member,
            "participant": catalogue.participant,
        }
        for whose, name in self._attributes:
            if _is_new(name, lists[whose]):
                yield f"{whose}.{name}"

    def _value(self, attribute: str, value: str, *, is_known: bool) -> None:
        if not is_known and len(self._values) < _MOST_VALUES:
            self._values.add(f"{attribute} {value}")


def new_in(catalogue: Catalogue) -> str:
    """Name the kinds of event and session attributes of a build that the bot has no words for."""
    events = [
        f"{row.name} ({row.type})" for row in catalogue.events.values() if _KINDS.get(row.name) != row.type
    ]
    return _joined([*events, *(name for name in catalogue.session if name not in ABOUT)])


def _new_of_events(seen: Iterable[tuple[str, str]], catalogue: Catalogue) -> Iterator[str]:
    for kind, name in seen:
        row = catalogue.events.get(kind)
        if row is not None and name and name not in {one.name for one in row.attributes}:
            yield f"{kind}.{name}"


def _is_new(name: str, listed: Collection[str]) -> bool:
    return bool(listed) and name not in listed


def _listed_for(values: str, names: Names) -> Collection[int]:
    """Return the values that a list names; empty where there is none, or where others are possible."""
    if values == _LAYOUTS:
        return ()
    classes = names.classes
    content = {TRACKS: names.tracks, VEHICLES: names.vehicles, CLASSES: classes, MORE_CLASSES: classes}
    return content.get(values) or names.catalogue.enums.get(values, {})


def _names(attributes: Any) -> Iterable[str]:
    return attributes if isinstance(attributes, dict) else ()


def _put(seen: set[tuple[str, str]], whose: str, names: Iterable[str]) -> None:
    for name in names:
        if len(seen) < _MOST_NAMES:
            seen.add((whose[:_LONGEST_NAME], name[:_LONGEST_NAME]))


def _joined(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(name[:_LONGEST_SHOWN] for name in names[:_SHOWN]) + more
