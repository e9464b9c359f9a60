"""The event log: a ring that forgets its oldest events."""

from collections import deque
from collections.abc import Callable
from itertools import islice
from typing import Any

from sandbox.games.ams2.envelope import DEPTH, ok, write

Event = dict[str, Any]

_BEFORE_EVENT = f"\n{DEPTH * 3}"


class Ring:
    """Numbers events from 0 for the life of one server process and keeps the newest *size* of them."""

    def __init__(self, size: int, clock: Callable[[], float]) -> None:
        self._events: deque[Event] = deque(maxlen=size)
        self._texts: deque[str] = deque(maxlen=size)
        self._clock = clock
        self._next = 0

    @property
    def first(self) -> int:
        return self._next - len(self._events)

    def add(
        self, name: str, refid: int | None = None, car: int | None = None, /, **attributes: int | str
    ) -> None:
        event: Event = {"index": self._next, "time": int(self._clock()), "name": name}
        if refid is not None:
            event["refid"] = refid
        if car is not None:
            event["participantid"] = car
        event["attributes"] = attributes
        self._events.append(event)
        self._texts.append(write(event).replace("\n", _BEFORE_EVENT))
        self._next += 1

    def overview(self) -> dict[str, Any]:
        """Describe the whole log, whatever part of it is asked for."""
        return {"first": self.first, "count": len(self._events), "now": int(self._clock())}

    def range(self, offset: int, count: int) -> dict[str, Any]:
        """Return the events with offset <= index < offset + count; a negative offset counts from the end."""
        return {**self.overview(), "events": list(islice(self._events, *self._within(offset, count)))}

    def printed(self, offset: int, count: int) -> str:
        """Return the whole answer that holds `range`; each event was printed when it came, never again."""
        texts = list(islice(self._texts, *self._within(offset, count)))
        answer = ok({**self.overview(), "events": []})
        if not texts:
            return answer
        before, after = answer.split("[]")
        texts[0] = f"{before}[{_BEFORE_EVENT}{texts[0]}"
        texts[-1] += f"\n{DEPTH * 2}]{after}"
        return f",{_BEFORE_EVENT}".join(texts)

    def _within(self, offset: int, count: int) -> tuple[int, int]:
        """Return where in the log that range begins and ends."""
        start = offset if offset >= 0 else self._next + offset
        low = min(max(start - self.first, 0), len(self._events))
        return low, min(max(start + count - self.first, low), len(self._events))
