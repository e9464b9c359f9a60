"""One player slot: somebody on the server, or still on the way in."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.games.tshock.accounts import Account
from sandbox.games.tshock.groups import GUEST

CONNECTING, NAMED, LOADING, PLAYING = 1, 2, 3, 10
"""States of a connection; in the first the name is not yet known."""

TEAMS = ("none", "red", "green", "blue", "yellow", "pink")


@dataclass(frozen=True, slots=True)
class Item:
    id: int
    name: str
    stack: int = 1
    prefix: int = 0

    def listed(self) -> dict[str, int]:
        return {"netID": self.id, "prefix": self.prefix, "stack": self.stack}


SWORD, PICKAXE, AXE = (
    Item(3507, "Copper Shortsword"),
    Item(3509, "Copper Pickaxe"),
    Item(3506, "Copper Axe"),
)


@dataclass(slots=True, eq=False)
class Player:
    index: int
    ip: str
    uuid: str
    name: str = ""
    state: int = CONNECTING
    account: Account | None = None
    team: int = 0
    muted: bool = False
    stale: bool = False
    """Whether the connection died while coming in; the slot stays taken."""
    position: tuple[int, int] = (0, 0)
    inventory: list[Item] = field(default_factory=list)
    armour: list[Item] = field(default_factory=list)
    dyes: list[Item] = field(default_factory=list)
    piggy: list[Item] = field(default_factory=list)
    safe: list[Item] = field(default_factory=list)
    forge: list[Item] = field(default_factory=list)
    buffs: list[int] = field(default_factory=list)
    accepts_whispers: bool = True
    deaths: int = 0
    screen: list[str] = field(default_factory=list)
    """Every line that this player was shown, in order; whispers too."""
    whispers: list[str] = field(default_factory=list)
    """The lines that only this player was shown because somebody whispered."""
    parted: str | None = None
    """What was shown when the server threw this player out."""

    @property
    def active(self) -> bool:
        return self.state == PLAYING

    @property
    def username(self) -> str:
        return self.account.name if self.account is not None else ""

    @property
    def group(self) -> str:
        return self.account.group if self.account is not None else GUEST

    def entry(self) -> dict[str, Any]:
        """This slot as lists show it."""
        return {
            "nickname": self.name,
            "username": self.username,
            "group": self.group,
            "active": self.active,
            "state": self.state,
            "team": self.team,
        }

    def buff_ids(self, slots: int) -> str:
        return ", ".join(str(buff) for buff in [*self.buffs, *[0] * slots][:slots])
