"""What a script does when, in its own time."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import count

What = Callable[[], object]
Step = tuple[float, What]
"""Seconds of the script's time to wait, and what to do then."""


@dataclass(order=True, slots=True)
class _Entry:
    time: float
    number: int
    phase: int | None
    what: What = field(compare=False)


class Agenda:
    """Hands out what was put down, in order of time; what belongs to a phase that is over is left out."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._numbers = count()
        self._time = 0.0
        self._phase = 0

    def after(self, wait: float, what: What) -> None:
        """Do *what* in *wait* seconds if the phase is still the same then."""
        self._put(wait, what, self._phase)

    def surely_after(self, wait: float, what: What) -> None:
        """Do *what* in *wait* seconds, whatever phase it is then."""
        self._put(wait, what, None)

    def new_phase(self) -> None:
        self._phase += 1

    def steps(self, around: Callable[[What], object]) -> Iterator[Step]:
        """Yield steps as long as there are any; *around* is called with what each of them does.

        A step must be done before the next one is asked for: it may put down others.
        """
        while self._entries:
            entry = heapq.heappop(self._entries)
            wait, self._time = entry.time - self._time, entry.time
            yield wait, partial(around, partial(self._do, entry))

    def _put(self, wait: float, what: What, phase: int | None) -> None:
        heapq.heappush(self._entries, _Entry(self._time + wait, next(self._numbers), phase, what))

    def _do(self, entry: _Entry) -> None:
        if entry.phase in {None, self._phase}:
            entry.what()
