"""How an act on a server ended."""

from dataclasses import dataclass
from enum import Enum


class Outcome(Enum):
    """The value is what is stored; ``asked`` is what a crash leaves behind, and means unknown."""

    ASKED = "asked"
    DONE = "done"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One line for the person who acted: what became of the act on *server*."""

    server: str
    outcome: Outcome
    words: str = ""
