"""What can be read and set of a server's session: each setting in words, and how to say another value."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum

from bot.domain.errors import BadValue

_ON, _OFF = {"on", "yes", "true"}, {"off", "no", "false"}
_LISTED = 12
"""So many choices are named where one of them is expected; of more, those that are written alike."""


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
    is a whole one, and lies between *lowest* and *highest* where those are known, both included; a switch
    without choices is "1" or "0".  *only_next* says that it takes effect with the next session alone.
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


def find_setting(settings: Iterable[Setting], asked: str) -> Setting:
    """Return the setting meant, that can be set: by its key, or else by its name, in capitals or not.

    Raises:
        BadValue: It is none of these, or several have that name.
    """
    named: list[Setting] = []
    writable = [setting for setting in settings if setting.is_writable]
    for setting in writable:
        if setting.key == asked:
            return setting
        if _plain(asked) in {_plain(setting.name), _plain(setting.key)}:
            named.append(setting)
    if len(named) > 1:
        raise BadValue("setting", asked, "the key of one of several", [one.key for one in named])
    if not named:
        near = _alike(asked, [one.name for one in writable])
        wanted = "one from the list that can be set"
        raise BadValue("setting", asked, f"{wanted}, such as" if near else wanted, near)
    return named[0]


def resolve(setting: Setting, said: str) -> str:
    """Return the server's own value for what somebody *said*: that value itself, or what people call it.

    A choice is meant by its value or else by its name, in capitals or not; a number may have its unit
    behind it; what is on or off is also yes, true, no or false.  Text comes back as it is.

    Raises:
        BadValue: It is none of these, or several choices have that name.
    """
    words = " ".join(said.split())
    if (chosen := _chosen(setting, said, words)) is not None:
        return chosen
    if setting.kind is SettingKind.NUMBER:
        return _number(setting, words)
    if setting.choices or setting.kind is SettingKind.CHOICE:
        raise _none_of(setting, words)
    return _switched(setting, words) if setting.kind is SettingKind.SWITCH else said


def _chosen(setting: Setting, said: str, words: str) -> str | None:
    """Return the value of the one choice meant, or None where no choice is."""
    if any(choice.value == said for choice in setting.choices):
        return said
    wanted = _plain(words)
    fits = [choice.value for choice in setting.choices if _plain(choice.name) == wanted]
    for meaning in (_ON, _OFF):
        if not fits and wanted in meaning:
            fits = [choice.value for choice in setting.choices if _plain(choice.name) in meaning]
    if len(set(fits)) > 1:
        raise BadValue(setting.name, words, "the value of one of several that are called so", fits)
    return fits[0] if fits else None


def _none_of(setting: Setting, words: str) -> BadValue:
    names = [choice.name for choice in setting.choices]
    if not names:
        return BadValue(setting.name, words, "a choice from the server's list, which is not known yet")
    if len(names) <= _LISTED:
        return BadValue(setting.name, words, "one of these", names)
    near = _alike(words, names)
    expected = f"one of the server's {len(names)}"
    return BadValue(setting.name, words, f"{expected}, such as" if near else expected, near)


def _alike(words: str, names: Sequence[str]) -> list[str]:
    """Return up to three of *names* that are written like *words*."""
    named = {_plain(name): name for name in names}
    return [named[name] for name in get_close_matches(_plain(words), named, n=3)]


def _number(setting: Setting, words: str) -> str:
    written = re.fullmatch(r"([+-]?[0-9]{1,18})(.*)", words)
    unit = _plain(written[2]) if written else ""
    number = int(written[1]) if written and unit in {"", _plain(setting.unit)} else None
    low, high = setting.lowest, setting.highest
    if number is None or (low is not None and number < low) or (high is not None and number > high):
        raise BadValue(setting.name, words, f"a whole number{_range(low, high)}{_in_unit(setting.unit)}")
    return str(number)


def _range(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return f" from {low} to {high}"
    if low is not None:
        return f" of at least {low}"
    return f" of at most {high}" if high is not None else ""


def _in_unit(unit: str) -> str:
    return f", in {unit}" if unit else ""


def _switched(setting: Setting, words: str) -> str:
    wanted = _plain(words)
    if wanted not in _ON | _OFF | {"1", "0"}:
        raise BadValue(setting.name, words, "on or off")
    return "1" if wanted in _ON | {"1"} else "0"


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def called(setting: Setting, value: str) -> str:
    """Return *value* as people call it; it may be the server's own, or theirs already."""
    for choice in setting.choices:
        if value in {choice.value, choice.name}:
            return choice.name
    if setting.kind is SettingKind.SWITCH:
        return {"1": "on", "0": "off"}.get(value, value)
    return f"{value} {setting.unit}".strip()


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
