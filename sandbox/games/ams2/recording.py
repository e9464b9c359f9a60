"""Evenings recorded without waiting: what the log of a simulated server would have told."""

from collections import deque
from itertools import islice

from sandbox.games.ams2.driving import Driving
from sandbox.games.ams2.ring import Event
from sandbox.games.ams2.titles import Title
from sandbox.games.ams2.weekend import Weekend

BEGAN = 1_790_000_000.0
STEPS = 10_000
"""Events looked at in one go; no step of the script writes as many."""


def record(title: Title, seed: int, events: int, **attributes: int) -> list[Event]:
    """Return the first *events* log events of the evenings with that *seed*, as `api/log/range` has them.

    *attributes* of the session are what they are from the first lobby on.
    """
    now = BEGAN
    game = Driving(clock=lambda: now, ring_size=STEPS, controlled=True, name="Recorded", title=title)
    game.next_attributes |= attributes
    told: deque[Event] = deque()
    for wait, step in Weekend(game, seed=seed).course():
        now += wait
        step()
        told.extend(game.log.range(len(told), STEPS)["events"])
        if len(told) >= events:
            break
    return list(islice(told, events))
