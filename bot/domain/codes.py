"""The codes by which a person in a game and a member of the Discord prove that they are one."""

import hashlib
import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

LIFETIME = timedelta(minutes=10)
TRIES_OF_ONE = 5
TRIES_ON_A_SERVER = 30
WHISPERS_OF_ONE = 3
WINDOW = timedelta(minutes=10)
"""So many wrong codes within this time, and further tries are ignored for as long again."""

_CODE = re.compile(r"(?<!\d)(\d{4})[- ]?(\d{4})(?!\d)")
_COMMAND = re.compile(r"\s*!(linkme|unlink)\b", re.IGNORECASE)


def new_code() -> str:
    """Return eight random digits."""
    return f"{secrets.randbelow(10**8):08d}"


def shown(code: str) -> str:
    """Return *code* as people see it."""
    return f"{code[:4]}-{code[4:]}"


def digest(code: str) -> str:
    """Return what is stored in place of *code*."""
    return hashlib.sha256(code.encode()).hexdigest()


def codes_in(text: str) -> list[str]:
    """Return what in *text* looks like a code, with a dash, a blank or nothing in its middle."""
    return [first + second for first, second in _CODE.findall(text)]


def command_in(text: str) -> str | None:
    """Return ``linkme`` or ``unlink`` when *text* is that command to the bot."""
    found = _COMMAND.match(text)
    return found[1].lower() if found else None


def is_blocked(wrong: Sequence[datetime], limit: int, now: datetime) -> bool:
    """Tell whether *limit* wrong codes within the window ended less than a window ago.

    *wrong* holds the times of at least the last two windows, oldest first.
    """
    return any(
        last - first <= WINDOW and now - last < WINDOW
        for first, last in zip(wrong, wrong[limit - 1 :], strict=False)
    )
