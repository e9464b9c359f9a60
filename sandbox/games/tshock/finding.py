"""Whom a text names, in each dialect, with all its traps; today's rules were only read in the source."""

from collections.abc import Sequence

from sandbox.games.tshock.dialects import Dialect
from sandbox.games.tshock.people import Player

BY_INDEX, BY_NAME = "tsi:", "tsn:"


def find_players(dialect: Dialect, slots: Sequence[Player | None], text: str) -> list[Player]:
    """Return everybody whom *text* may mean; one person can be in it twice today."""
    return _find_modern(slots, text.strip()) if dialect.modern else _find_old(slots, text)


def _find_old(slots: Sequence[Player | None], text: str) -> list[Player]:
    numbered = _in_slot(slots, text)
    if numbered is not None:
        return [numbered]
    return _exactly(slots, text) or _beginning_with(slots, text)


def _find_modern(slots: Sequence[Player | None], text: str) -> list[Player]:
    """A prefix only prefers: whoever it does not find is looked for by the beginning of the name."""
    kind, rest = text[: len(BY_INDEX)], text[len(BY_INDEX) :]
    if kind == BY_NAME:
        return _exactly(slots, rest) or _beginning_with(slots, rest)
    if kind == BY_INDEX:
        numbered = _in_slot(slots, rest)
        return [numbered] if numbered is not None else _beginning_with(slots, rest)
    numbered = _in_slot(slots, text)
    return [*([numbered] if numbered is not None else []), *_beginning_with(slots, text)]


def _in_slot(slots: Sequence[Player | None], text: str) -> Player | None:
    if not (text.isascii() and text.isdigit()) or int(text) >= len(slots):
        return None
    player = slots[int(text)]
    return player if player is not None and player.active else None


def _exactly(slots: Sequence[Player | None], name: str) -> list[Player]:
    return [player for player in slots if player is not None and player.name == name][:1]


def _beginning_with(slots: Sequence[Player | None], text: str) -> list[Player]:
    start = text.lower()
    return [player for player in slots if player is not None and player.name.lower().startswith(start)]
