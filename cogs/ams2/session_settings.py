"""A status, as the settings of its session in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.kit import Choice, Setting, SettingKind
from cogs.ams2.attributes import ABOUT, GROUPS, LENGTHS_OF_RACES, SERVER_CONTROL, About
from cogs.ams2.flags import FLAGS, switches
from cogs.ams2.names import Names
from cogs.ams2.payloads import AttributeRow, Status
from cogs.ams2.setting_words import UNKNOWN, choices_of, in_words
from cogs.ams2.snapshots import integer, number, words

_BITS = {"int8": 8, "int16": 16, "int32": 32}
_WRITABLE = {"ReadWrite", "WriteOnly"}
_NEXT_SESSION = "next session"
"""Stands in the description of what only the next session can change."""
_MOST, _LONGEST_KEY = 400, 100
_NOT_LISTED = AttributeRow(name="")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The settings of a session by key, and what the server says of the session itself."""

    settings: Mapping[str, Setting]
    session_state: str
    is_idle: bool
    is_uncontrolled: bool
    """Whether it is known that the server ignores every change of its session."""

    @classmethod
    def of(cls, status: Status, names: Names) -> "Sheet":
        """Take it out of a status with attributes."""
        settings = {setting.key: setting for setting in settings_of(status, names)}
        is_idle = status.state == "Idle"
        control = settings.get(SERVER_CONTROL)
        return cls(
            settings=settings,
            session_state=words(status.attributes, "SessionState"),
            is_idle=is_idle,
            is_uncontrolled=control is not None and control.value == "0",
        )

    def value(self, key: str) -> str:
        """Return the server's value of a setting, "" where it is not known."""
        return self.settings[key].value if key in self.settings else ""


def settings_of(status: Status, names: Names) -> tuple[Setting, ...]:
    """Return every attribute of the session that *status* shows, those of one group together.

    An idle server prints 0 and "" for all of them: then no value is known.  What its list does not call
    writable is not, and that is everything while the list was not read.
    """
    choices = choices_of(names)
    keys = [key for key in status.attributes if len(key) <= _LONGEST_KEY][:_MOST]
    settings = [setting for key in keys for setting in _settings(key, status, names, choices)]
    order = {group: at for at, group in enumerate(GROUPS)}
    return tuple(sorted(settings, key=lambda setting: order.get(setting.group, len(order))))


def _settings(
    key: str, status: Status, names: Names, choices: Mapping[str, tuple[Choice, ...]]
) -> Iterator[Setting]:
    """Return the setting of one attribute, and behind the flags each of them."""
    about = ABOUT.get(key) or About(name=key)
    if key in LENGTHS_OF_RACES:
        is_timed = number(status.attributes, FLAGS) & names.timed_race
        about = replace(about, unit="min" if is_timed else "laps")
    row = names.catalogue.session.get(key, _NOT_LISTED)
    setting = _setting(key, status.attributes, about, row, choices.get(about.values, ()))
    if status.state == "Idle":
        setting = replace(setting, value="", shown=UNKNOWN)
    yield setting
    if key == FLAGS and setting.kind is SettingKind.NUMBER:
        yield from switches(setting, names.catalogue.session_flags)


def _setting(
    key: str,
    attributes: Mapping[str, Any],
    about: About,
    row: AttributeRow,
    choices: tuple[Choice, ...],
) -> Setting:
    found = integer(attributes[key]) if row.type != "string" else None
    low, high = _range(about, row.type)
    if found is None:
        kind, value = SettingKind.TEXT, words(attributes, key)
        shown = value or UNKNOWN
    else:
        kind, value = _kind(about, choices), str(_whole(found, row.type, high))
        shown = in_words(about, int(value), choices)
    is_ranged = kind is SettingKind.NUMBER and row.access in _WRITABLE
    return Setting(
        key=key,
        name=about.name,
        group=about.group,
        kind=kind,
        value=value,
        shown=shown,
        choices=choices if kind is SettingKind.CHOICE else (),
        lowest=low if is_ranged else None,
        highest=high if is_ranged else None,
        unit=about.unit,
        is_writable=row.access in _WRITABLE and key != SERVER_CONTROL,
        only_next=_NEXT_SESSION in row.description.replace("'", ""),
    )


def _kind(about: About, choices: tuple[Choice, ...]) -> SettingKind:
    if choices:
        return SettingKind.CHOICE
    return SettingKind.SWITCH if about.is_switch else SettingKind.NUMBER


def _range(about: About, kind: str) -> tuple[int | None, int | None]:
    """Return the range of an attribute, where none is known that of its type."""
    low, high = about.lowest, about.highest
    if kind in _BITS:
        half = 1 << (_BITS[kind] - 1)
        low, high = -half if low is None else low, half - 1 if high is None else high
    return low, high


def _whole(found: int, kind: str, highest: int | None) -> int:
    """Return a number as it was written: what is too large for its type comes back negative."""
    if kind not in _BITS:
        return found
    size = 1 << _BITS[kind]
    found %= size
    return found if highest is not None and found <= highest else found - size * (found >= size // 2)
