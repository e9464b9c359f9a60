"""Evenings on the simulated server, and a reader that is given them in parts."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

from bot.domain.events import Event
from bot.domain.look import Position
from bot.domain.racing import Driven, Incident, Lap, StageResult
from bot.http import Door, Sessions
from cogs.ams2 import event_pages
from cogs.ams2.log_reader import LogReader
from cogs.ams2.memory import recall
from cogs.ams2.names import Names
from cogs.ams2.payloads import LogEvent, LoosePage, Page, Status
from cogs.ams2.wire import Wire
from sandbox.games.ams2 import AMS2Server
from sandbox.games.ams2.weekend import Weekend
from tests.sandbox.games.ams2.support import Clock

NAMES = Names()
STATUS = Status(state="Running")


EVENTS = 2500
RECORDINGS: dict[str, dict[str, int]] = {
    "long": {},
    "short": {"PracticeLength": 2, "QualifyLength": 2, "RaceLength": 4},  # several evenings
}
"""What is set at the beginning of each."""


@cache
def recording(name: str) -> tuple[LogEvent, ...]:
    """Return a weekend's first events, as they come over the wire."""
    clock = Clock()
    server = AMS2Server(clock=clock, ring_size=EVENTS)
    server.next_attributes |= RECORDINGS[name]
    for wait, step in Weekend(server, seed=8).course():
        clock.now += wait
        step()
        if server.log.overview()["count"] >= EVENTS:
            break
    body = json.loads(json.dumps(server.log.range(0, EVENTS)))
    return tuple(event_pages.read(LoosePage.model_validate(body), 0).events)


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

    def read(self, since: Position, end: int) -> Position:
        """Read from *since* up to the event *end*, as the server answers: with the event before."""
        events = list(self._events[max(since.index - 1, 0) : end])
        page = Page(first=0, count=end, now=self._now, events=events)
        part = self._reader._part(since, page, recall("paddock", since.memory))
        told, _ = self._reader.told(part, STATUS, NAMES)
        assert [line.index for line in told.lines] == list(range(since.index, max(since.index, end)))
        self.heard.hear(told.driven)
        self.events += told.events
        return told.position


@cache
def clean_pass(name: str) -> Reading:
    """Return a reading that was given a whole recording at once."""
    events = recording(name)
    reading = Reading(events)
    reading.read(reading.begin(), len(events))
    return reading
