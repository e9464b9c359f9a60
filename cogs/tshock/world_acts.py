"""What can be done to the world: its time, its moon, its creatures, and its file."""

from typing import Literal

from bot.kit import BackendError, Rejected
from cogs.tshock.answers import Answer
from cogs.tshock.console import plain
from cogs.tshock.payloads import World
from cogs.tshock.snapshots import hour_of
from cogs.tshock.wire import Wire

PartOfDay = Literal["day", "noon", "night", "midnight"]
_TIME, _EVENTS, _CONFIG = "tshock.world.time.set", "tshock.rest.causeevents", "tshock.rest.cfg"


class WorldActs:
    """Acts on the world of one server; each returns what the server said about it."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def set_time(self, part: PartOfDay) -> str:
        """Make it *part* of the day at once."""
        told = plain(await self._wire.command(f"/time {part}", _TIME))
        if told:  # it announces the time to everybody, and tells whoever asked only what is wrong
            raise Rejected(self._wire.server, "time", " ".join(told)[:200])
        try:
            world = await self._wire.read(World, "world/read")
        except BackendError:
            return ""
        hours, minutes = divmod(int(hour_of(world).total_seconds()) // 60, 60)
        return f"The world's clock shows {hours}:{minutes:02}"

    async def set_blood_moon(self, *, on: bool) -> str:
        """Begin or end a blood moon; it is seen at night alone."""
        return said(await self._wire.change(f"world/bloodmoon/{_truth(on)}", _EVENTS))

    async def drop_meteor(self) -> str:
        """Let a meteorite fall somewhere."""
        return said(await self._wire.change("world/meteor", _EVENTS))

    async def butcher(self, *, friendly_too: bool) -> str:
        """Kill all hostile creatures, and *friendly_too* where asked; the town's people live."""
        query = {"killfriendly": _truth(friendly_too)}
        return said(await self._wire.change("v2/world/butcher", "tshock.rest.butcher", **query))

    async def save(self) -> str:
        """Write the world to its file."""
        return said(await self._wire.change("v2/world/save", _CONFIG))

    async def set_autosave(self, *, on: bool) -> str:
        """Switch the server's own saving on or off, until its next start."""
        return said(await self._wire.change(f"v2/world/autosave/state/{_truth(on)}", _CONFIG))


def said(answer: Answer) -> str:
    """Return what the server said, without colours."""
    return " ".join(plain([answer.words]))


def _truth(yes: bool) -> str:
    return "true" if yes else "false"
