"""Lengths of time, from people's words and into them."""

import re
from datetime import timedelta

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_DURATION = re.compile(r"(\d{1,6})\s*([smhdw])", re.IGNORECASE)


def parse_duration(text: str) -> timedelta | None:
    """Read a length of time such as ``30m``, ``2h`` or ``1h 30m``; None when it is none."""
    parts = _DURATION.findall(text)
    rest = _DURATION.sub("", text).strip(" ,")
    if not parts or rest:
        return None
    return sum((timedelta(**{_UNITS[unit.lower()]: int(number)}) for number, unit in parts), timedelta())


def in_words(duration: timedelta) -> str:
    """Say a length of time by its two largest units, such as ``1 h 30 min``."""
    left = round(duration.total_seconds())
    parts = []
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60), ("s", 1)):
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count} {unit}")
    return " ".join(parts[:2]) or "0 s"


def lap_time(ms: int) -> str:
    """Write a time as racers do: ``1:42.345``, and ``1:02:03.456`` from an hour on."""
    minutes, rest = divmod(ms, 60_000)
    seconds = f"{rest // 1000:02}.{rest % 1000:03}"
    return f"{minutes}:{seconds}" if minutes < 60 else f"{minutes // 60}:{minutes % 60:02}:{seconds}"


def gap(ms: int) -> str:
    """Write how far behind somebody is: ``+1.234``, and ``+1:02.345`` from a minute on."""
    return f"+{lap_time(ms)}" if ms >= 60_000 else f"+{ms // 1000}.{ms % 1000:03}"
