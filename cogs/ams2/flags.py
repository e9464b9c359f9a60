"""The rules that stand as bits in the session's attribute ``Flags``, each as a setting of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.kit import Setting, SettingKind
from cogs.ams2.payloads import unsigned
from cogs.ams2.setting_words import UNKNOWN, readable, signed

FLAGS = "Flags"
_PREFIX = f"{FLAGS}."

Bits = Sequence[tuple[int, str]]
"""The list ``flags/session``: what each bit means differs from title to title."""


def switches(flags: Setting, bits: Bits) -> Iterator[Setting]:
    """Return one switch for each bit that the list names, as *flags*, the whole of them, tells."""
    for bit, name in bits:
        if bit.bit_count() == 1:  # a list of flags may hold masks and zeros
            value = str(int(bool(int(flags.value) & bit))) if flags.value else ""
            yield replace(
                flags,
                key=f"{_PREFIX}{name}",
                name=readable(name),
                kind=SettingKind.SWITCH,
                value=value,
                shown={"1": "on", "0": "off"}.get(value, UNKNOWN),
                lowest=None,
                highest=None,
            )


def is_flag(key: str) -> bool:
    """Tell whether a setting is one bit of the flags."""
    return key.startswith(_PREFIX)


def merged(flags: int, wanted: Mapping[str, str], bits: Bits) -> int:
    """Return *flags* with the *wanted* bits on or off, by setting; no other bit changes."""
    for bit, name in bits:
        match wanted.get(f"{_PREFIX}{name}"):
            case "1":
                flags |= bit
            case "0":
                flags &= ~bit
    return signed(unsigned(flags))
