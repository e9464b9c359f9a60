"""Time as a parameter: who needs to know it is handed a clock."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""Tells the present moment, aware and in UTC."""


def utc_now() -> datetime:
    """Tell the real time."""
    return datetime.now(UTC)
