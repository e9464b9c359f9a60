"""What a server tells of one player: what they carry, wear and feel, and where they are."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from pydantic import BaseModel

from bot.kit import Fact, NoSuchPlayer, Pile, Player, PlayerDetails
from cogs.tshock.kicking import Kicking
from cogs.tshock.wire import Wire

_STACK = re.compile(r"(.+?):(-?\d{1,9})(?:, |$)")
"""Item and number; a name may hold a comma, and a modded one a colon."""
_WORN = re.compile(r"(-?\d{1,9}):(-?\d{1,9})")
_POSITION = re.compile(r"(-?\d{1,6}),(-?\d{1,6})")


class Reading(BaseModel):
    """``v3/players/read``, which names the items, unlike v4; its ``ip`` is left where it is."""

    nickname: str
    username: str | None = None
    group: str | None = None
    registered: str | None = None
    muted: bool | None = None
    position: str | None = None
    inventory: str | None = None
    armor: str | None = None
    dyes: str | None = None
    buffs: str | None = None


class Details:
    """Asks one server about its players."""

    def __init__(self, wire: Wire, kicking: Kicking) -> None:
        self._wire = wire
        self._kicking = kicking

    async def of(self, player: Player) -> PlayerDetails:
        """Ask about exactly *player*; raise `NoSuchPlayer` when they are not in the world."""
        aim, _ = await self._kicking.aim(player.name)
        read = await self._wire.read(Reading, "v3/players/read", "tshock.rest.users.info", player=aim)
        if read.nickname != player.name:  # they left in between, and a longer name was found
            raise NoSuchPlayer(player.name, self._wire.server)
        return details_of(read)


def details_of(read: Reading) -> PlayerDetails:
    """Return it as staff read it; what the server leaves out is left out."""
    return PlayerDetails(facts=tuple(_facts(read)), items=tuple(_piles(read.inventory or "")))


def _piles(inventory: str) -> list[Pile]:
    """Put together what lies in several slots; the first slots, which are at hand, come first."""
    counts: dict[str, int] = {}
    for name, count in _STACK.findall(inventory):
        counts[name.strip()] = counts.get(name.strip(), 0) + int(count)
    return [Pile(name, count) for name, count in counts.items() if name and count > 0]


def _facts(read: Reading) -> Iterator[Fact]:
    yield Fact("Account", read.username or "none: a guest")
    if read.group:
        yield Fact("Group", read.group)
    registered = _moment(read.registered or "")
    if registered:
        yield Fact("Registered", at=registered)
    if read.muted is not None:
        yield Fact("Muted", "yes" if read.muted else "no")
    if position := _POSITION.fullmatch(read.position or ""):
        yield Fact("Position", f"tile {position[1]} from the left, {position[2]} from the top")
    if worn := [_worn(item, prefix) for item, prefix in _WORN.findall(read.armor or "")]:
        yield Fact("Armour, by item number", ", ".join(worn))
    if dyes := ", ".join(one.strip() for one in (read.dyes or "").split(",") if one.strip()):
        yield Fact("Dyes", dyes)
    if buffs := [one for one in re.findall(r"\d{1,9}", read.buffs or "") if int(one)]:
        yield Fact("Buffs, by number", ", ".join(buffs))


def _worn(item: str, prefix: str) -> str:
    return f"{item} (modifier {prefix})" if int(prefix) else item


def _moment(registered: str) -> datetime | None:
    """Read a UTC time without a zone."""
    try:
        return datetime.fromisoformat(registered).replace(tzinfo=UTC)
    except ValueError:
        return None
