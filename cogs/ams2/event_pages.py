"""A page of the log, event by event: an odd one costs only itself, and what came is kept as it came."""

from typing import Any

from pydantic import ConfigDict
from pydantic_core import to_json

from cogs.ams2 import log_events
from cogs.ams2.log_events import Blank, LogEvent, OddEventError
from cogs.ams2.payloads import LoosePage, Ring

_KEPT = {"refid", "participantid", "attributes"}
_LONGEST_BODY = 20_000
"""Characters; a line of chat is a few hundred."""


class Page(Ring):
    """A part of the log, each event where the index says."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    events: list[LogEvent]


def read(page: LoosePage, offset: int) -> Page:
    """Return *page*, which was asked for from *offset* on, with a blank in the place of each odd event."""
    events: list[LogEvent] = []
    for raw in page.events:
        try:
            event = log_events.read(raw)
            event.body = _written(raw, _KEPT)
        except OddEventError as error:
            expected = events[-1].index + 1 if events else max(offset, page.first)
            event = Blank(index=expected, fault=_fault_of(raw, error), body=_written(raw))
        events.append(event)
    return Page(first=page.first, count=page.count, now=page.now, events=events)


def _written(value: Any, keys: set[str] | None = None) -> str:
    """Write *value* as JSON, of an object only *keys*."""
    try:
        body = to_json(value, include=keys)
    except ValueError:  # a number of thousands of digits
        return "{}"
    return body.decode() if len(body) <= _LONGEST_BODY else "{}"


def _fault_of(event: Any, error: OddEventError) -> str:
    name = event.get("name") if isinstance(event, dict) else None
    known = isinstance(name, str) and name.isidentifier()
    return f"{str(name)[:40]}.{error}" if known else str(error)
