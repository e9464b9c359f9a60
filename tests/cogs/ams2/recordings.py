"""Evenings on simulated servers of both titles, and a reader that is given them in parts."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType

from hypothesis import strategies as st

from bot.domain.events import Event
from bot.domain.look import LogSlice, Position
from bot.domain.racing import Driven, Incident, Lap, StageResult
from bot.http import Door, Sessions
from cogs.ams2 import event_pages
from cogs.ams2.event_pages import Page
from cogs.ams2.log_events import LogEvent
from cogs.ams2.log_reader import LogReader
from cogs.ams2.memory import recall
from cogs.ams2.names import Names
from cogs.ams2.payloads import LoosePage, Status
from cogs.ams2.wire import Wire
from sandbox.games.ams2 import AMS2, PC1, Title, record

NAMES = Names()
TURNS = frozenset(
    {"StateChanged", "StageChanged", "Results", "SoftRestart", "SessionDestroyed", "PlayerLeft"}
)
STATUS = Status(state="Running")


@dataclass(frozen=True)
class Recording:
    """Which evenings: the first is over in a few minutes, and those after everybody left are long."""

    title: Title
    attributes: dict[str, int]
    events: int
    seed: int = 8


RECORDINGS = MappingProxyType(
    {
        "ams2": Recording(AMS2, {"PracticeLength": 6, "QualifyLength": 6, "RaceLength": 4}, 4000),
        "pc1": Recording(PC1, {"Practice1Length": 6, "QualifyLength": 6, "Race1Length": 4}, 3000),
    }
)


@cache
def recording(name: str) -> tuple[LogEvent, ...]:
    """Return a recording's events, as they come over the wire."""
    asked = RECORDINGS[name]
    events = record(asked.title, asked.seed, asked.events, **asked.attributes)
    body = json.loads(json.dumps({"first": 0, "count": len(events), "events": events}))
    return tuple(event_pages.read(LoosePage.model_validate(body), 0).events)


def cuts(name: str) -> st.SearchStrategy[list[int]]:
    """Where to cut a recording: anywhere, and as often where stages end and people leave."""
    events = recording(name)
    turns = [event.index + 1 for event in events if event.name in TURNS]
    anywhere = st.one_of(st.integers(0, len(events)), st.sampled_from(turns))
    return st.lists(anywhere, max_size=25).map(sorted)


@dataclass
class Heard:
    """What was told, each thing under its own name, however often it came."""

    laps: dict[str, Lap] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)
    results: dict[str, StageResult] = field(default_factory=dict)

    def hear(self, driven: Driven) -> None:
        for lap in driven.laps:
            assert self.laps.setdefault(lap.ref, lap) == lap
        for incident in driven.incidents:
            assert self.incidents.setdefault(incident.ref, incident) == incident
        refs = [result.ref for result in driven.results]
        assert len(set(refs)) == len(refs), "a result at most once in each slice"
        self.results |= {result.ref: result for result in driven.results}


class Reading:
    """Reads a recording part by part; a position is all that lives from one part to the next."""

    def __init__(self, events: tuple[LogEvent, ...]) -> None:
        self._events = events
        self._now = events[-1].time
        door = Door(Sessions(), "http://127.0.0.1:1", server="paddock")
        self._reader = LogReader(Wire(door, ""), lambda: datetime.fromtimestamp(self._now, UTC))
        self.heard = Heard()
        self.events: list[Event] = []

    def begin(self) -> Position:
        return Position(epoch=0, index=0, memory='{"is_sure":true}')

    def read(self, since: Position, end: int) -> LogSlice:
        """Read from *since* up to the event *end*, as the server answers: with the event before."""
        events = list(self._events[max(since.index - 1, 0) : end])
        page = Page(first=0, count=end, now=self._now, events=events)
        part = self._reader._part(since, page, recall("paddock", since.memory))
        told, _ = self._reader.told(part, STATUS, NAMES)
        assert [line.index for line in told.lines] == list(range(since.index, max(since.index, end)))
        self.heard.hear(told.driven)
        self.events += told.events
        return told


@cache
def clean_pass(name: str) -> Reading:
    """Return a reading that was given a whole recording at once."""
    events = recording(name)
    reading = Reading(events)
    reading.read(reading.begin(), len(events))
    return reading
