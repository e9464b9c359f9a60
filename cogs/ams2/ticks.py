"""How fast the server's own clock ticks, from ``api/performance``, in words.

It counts over sequences of so many ticks: the latest, and the worst since its start.  Nobody published which
counters there are and in which units, so each is compared with itself.
"""

from collections.abc import Mapping
from typing import Any

from cogs.ams2.payloads import Performance

Counters = Mapping[str, float]

_SEQUENCES, _COUNTERS = 3, 4
"""As many as one line can show."""
_GOOD, _BAD = 0.7, 0.9
_LARGEST = 2**53
_LONGEST_NAME = 20


def in_words(performance: Performance) -> str:
    """Say how the latest ticks compare with the worst, and show both."""
    worst = _by_length(performance.tick_worst)
    now = {
        length: {name: value for name, value in counters.items() if not _repeats(length, value, name, worst)}
        for length, counters in _by_length(performance.tick_recent).items()
    }
    shown = [f"of {length}: {_compared(now[length], worst.get(length, {}))}" for length in now if now[length]]
    shares = [
        value / worst[length][name]
        for length, counters in now.items()
        for name, value in counters.items()
        if worst.get(length, {}).get(name, 0) > 0
    ]
    return (
        f"{_judged(shares)}; now/worst {'; '.join(shown[:_SEQUENCES])}" if shown else "it tells no counters"
    )


def _by_length(sequences: Mapping[str, Any]) -> dict[str, Counters]:
    """Return the counters by the length of their sequence, the shortest first."""
    found = {length[:_LONGEST_NAME]: _counters(raw) for length, raw in sequences.items()}
    return {length: found[length] for length in sorted(found, key=_as_number)}


def _counters(raw: Any) -> Counters:
    return {
        name[:_LONGEST_NAME]: value
        for name, value in (raw.items() if isinstance(raw, dict) else ())
        if isinstance(value, (int, float))
        and not isinstance(value, bool)
        and 0 <= value < _LARGEST  # False for what is no number, too
    }


def _repeats(length: str, value: float, name: str, worst: Mapping[str, Counters]) -> bool:
    """Tell whether a counter is the length itself, now as at the worst: it measures nothing."""
    return str(value) == length == str(worst.get(length, {}).get(name, value))


def _as_number(length: str) -> tuple[int, str]:
    return int(length) if length.isascii() and length.isdecimal() else 0, length


def _compared(now: Counters, worst: Counters) -> str:
    return ", ".join(
        f"{name} {value:.6g}" + (f"/{worst[name]:.6g}" if name in worst else "")
        for name, value in list(now.items())[:_COUNTERS]
    )


def _judged(shares: list[float]) -> str:
    if not shares:
        return "nothing to compare"
    share = max(shares)
    at = f"the latest ticks are at {share:.0%} of the worst"
    if share < _GOOD:
        return f"good: {at}"
    if share < _BAD:
        return f"busy: {at}"
    return f"not good, unless it started just now: {at}"
