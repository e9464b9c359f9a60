"""Who is kept out of a server, as the game itself keeps it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class BanBy(Enum):
    """What a ban recognises somebody by; the value is for people."""

    ACCOUNT = "account"
    CHARACTER = "character name"
    ADDRESS = "address"
    CLIENT = "game client"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """One ban that holds now.

    *key* is the server's own way to name it, which may be an address and is shown to nobody.  *who* is for
    people, and never an address.  *until* is None for a ban that ends when somebody lifts it, and where the
    server does not tell.  *number* is the server's own, "" where it has none.  *remark* is what whoever
    made it must know, such as that its player is perhaps still there.
    """

    key: str = field(repr=False)
    who: str
    by: BanBy | None = None
    number: str = ""
    reason: str = ""
    actor: str = ""
    since: datetime | None = None
    until: datetime | None = None
    remark: str = ""
