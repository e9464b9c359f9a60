"""What holds somebody back for a while, and is the bot's to keep up or to end."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from bot.domain.snapshot import Identity, Player


class SanctionKind(Enum):
    """The value is what is stored."""

    MUTE = "mute"
    BAN = "ban"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction:
    """*actor*, a Discord id, gave it to *name* on *server*; *id* is 0 until it is stored.

    A mute is kept up by the bot, because games forget it when its player leaves.  A ban is here only where
    the bot must end it; *key* is then its `Ban.key`.  *ends_at* is None for what ends when somebody ends it.
    """

    id: int = 0
    server: str
    kind: SanctionKind
    name: str
    identity: Identity | None = None
    key: str = field(default="", repr=False)
    actor: int
    reason: str
    began_at: datetime
    ends_at: datetime | None = None

    def is_about(self, player: Player) -> bool:
        """Tell whether *player* is who it was given to; who did not log in is known by their name alone."""
        if self.identity and player.identity:
            return self.identity == player.identity
        return self.name == player.name


def is_over(sanction: Sanction, now: datetime) -> bool:
    """Tell whether its time is over."""
    return sanction.ends_at is not None and sanction.ends_at <= now
