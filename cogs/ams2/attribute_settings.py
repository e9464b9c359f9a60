"""One attribute, as a setting."""

from collections.abc import Mapping
from typing import Any

from bot.kit import Choice, Setting, SettingKind
from cogs.ams2.attributes import SERVER_CONTROL, About
from cogs.ams2.payloads import AttributeRow
from cogs.ams2.setting_words import UNKNOWN, in_words
from cogs.ams2.snapshots import integer, words

_BITS = {"int8": 8, "int16": 16, "int32": 32}
_WRITABLE = {"ReadWrite", "WriteOnly"}
_NEXT_SESSION = "next session"
"""Stands in the description of what only the next session can change."""


def is_writable(row: AttributeRow) -> bool:
    """Tell whether the API can set an attribute."""
    return row.access in _WRITABLE and row.name != SERVER_CONTROL


def setting_of(
    key: str,
    attributes: Mapping[str, Any],
    about: About,
    row: AttributeRow,
    choices: tuple[Choice, ...],
) -> Setting:
    """Return the setting of the attribute *key*, whose type and access its *row* in the list tells."""
    found = integer(attributes[key]) if row.type != "string" else None
    low, high = _range(about, row.type)
    if found is None:
        kind, value = SettingKind.TEXT, words(attributes, key)
        shown = value or UNKNOWN
    else:
        kind, value = _kind(about, choices), str(_whole(found, row.type, high))
        shown = in_words(about, int(value), choices)
    is_ranged = kind is SettingKind.NUMBER and is_writable(row)
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
        is_writable=is_writable(row),
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
