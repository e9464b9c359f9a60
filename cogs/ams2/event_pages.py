"""A page of the log, event by event: an odd one costs only itself, and what came is kept as it came."""

import json
from typing import Any

from pydantic import ValidationError

from cogs.ams2.decoding import first_fault
from cogs.ams2.payloads import Blank, LogEvent, LoosePage, Page

_KEPT = ("refid", "participantid", "attributes")
_LONGEST_BODY = 20_000
"""Characters; a line of chat is a few hundred."""
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def read(page: LoosePage, offset: int) -> Page:
    """Return *page*, which was asked for from *offset* on, with a blank in the place of each odd event."""
    events: list[LogEvent] = []
    for raw in page.events:
        expected = events[-1].index + 1 if events else max(offset, page.first)
        try:
            event = LogEvent.model_validate(raw)
            event.body = _written({key: raw[key] for key in _KEPT if key in raw})
        except ValidationError as error:
            event = Blank(index=expected, fault=_fault_of(raw, error), body=_written(raw))
        events.append(event)
    return Page(first=page.first, count=page.count, now=page.now, events=events)


def _written(value: Any) -> str:
    try:
        body = _write(value)
    except ValueError:  # a number of thousands of digits
        return "{}"
    return body if len(body) <= _LONGEST_BODY else "{}"


def _fault_of(event: Any, error: ValidationError) -> str:
    name = event.get("name") if isinstance(event, dict) else None
    known = isinstance(name, str) and name.isidentifier()
    return f"{str(name)[:40]}.{first_fault(error)}" if known else first_fault(error)
