"""Ids as Discord makes them: the time they were made in the high bits, a counter in the low ones."""

import datetime as dt
from collections.abc import Callable

Clock = Callable[[], float]  # unix seconds

EPOCH_MS = 1_420_070_400_000


class Snowflakes:
    """Hands out ids that only grow, even when the clock stands still."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> int:
        now = (int(self._clock() * 1000) - EPOCH_MS) << 22
        self._last = max(now, self._last + 1)
        return self._last


def made_at(snowflake: int) -> float:
    """Unix seconds at which *snowflake* was made."""
    return ((snowflake >> 22) + EPOCH_MS) / 1000


def iso(at: float) -> str:
    """Unix seconds as the time stamp Discord writes, in UTC with an offset."""
    return dt.datetime.fromtimestamp(at, dt.UTC).isoformat()
