"""What a game's server tells when somebody asks for more: of one player, or of itself to whoever joins."""

from dataclasses import dataclass

from bot.domain.snapshot import Fact


@dataclass(frozen=True, slots=True)
class Pile:
    """So many of one thing that a player carries, by the server's own name for it."""

    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerDetails:
    """What staff may know of one player at this moment: never an address."""

    facts: tuple[Fact, ...] = ()
    items: tuple[Pile, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A text that the server shows to everybody, such as its rules; at least one line."""

    title: str
    lines: tuple[str, ...]
