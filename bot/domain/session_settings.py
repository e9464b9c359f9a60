"""What can be read and set of a server's session: each setting in words, and how to say another value."""

from dataclasses import dataclass
from enum import Enum


class SettingKind(Enum):
    """How a value is said."""

    NUMBER = "number"
    CHOICE = "choice"
    SWITCH = "switch"  # on or off
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible value: the server's own, and what people call it."""

    value: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting of a session, as it is now.

    *key* is the server's own name, *value* its own value as text; *shown* is the value in words.  A number
    lies between *lowest* and *highest* where those are known, both included.  *only_next* says that it
    takes effect with the next session alone.
    """

    key: str
    name: str
    group: str
    kind: SettingKind
    value: str
    shown: str
    choices: tuple[Choice, ...] = ()
    lowest: int | None = None
    highest: int | None = None
    unit: str = ""
    is_writable: bool = True
    only_next: bool = False


class Applied(Enum):
    """What became of one value."""

    APPLIED = "applied"  # read back: it is so now
    STORED = "stored"  # taken for the next session; nobody can read that back
    NOT_APPLIED = "not applied"  # taken by the server, and yet not so when read back


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one setting: what was *wanted* and what is so *now*, both in words; *why* if known."""

    setting: Setting
    wanted: str
    applied: Applied
    now: str = ""
    why: str = ""
