"""The server's program: its end, its next start, and the files it reads."""

from collections.abc import Sequence

from bot.kit import BackendError, OutcomeUnknown
from cogs.tshock.console import chat_line, plain
from cogs.tshock.notices import COLOUR
from cogs.tshock.payloads import Motd
from cogs.tshock.wire import Wire
from cogs.tshock.world_acts import said

_OFF = "v2/server/off"
_MAINTENANCE = "tshock.rest.maintenance"


class Process:
    """Acts on the program of one server; each returns what the server said about it."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def off(self, message: str, *, save: bool) -> str:
        """End it; everybody is put out and reads *message*, "" for the server's own words."""
        unsaved = {} if save else {"nosave": "true"}
        query = {**_farewell(message), **unsaved}
        try:
            return said(await self._wire.change(_OFF, _MAINTENANCE, **query))
        except OutcomeUnknown as error:
            detail = f"{error.detail}; a look afterwards found it {await self._state()}"
            raise OutcomeUnknown(self._wire.server, _OFF, detail) from error

    async def restart(self, message: str) -> str:
        """Save the world and begin anew; everybody is put out and reads *message*."""
        return said(await self._wire.change("v3/server/restart", _MAINTENANCE, **_farewell(message)))

    async def reload(self) -> str:
        """Read configuration, groups and regions again."""
        return said(await self._wire.change("v3/server/reload", "tshock.rest.cfg"))

    async def motd(self) -> Sequence[str]:
        """Return the lines that players read when they join, without colours."""
        lines = (await self._wire.read_open(Motd, "v3/server/motd")).motd
        return [COLOUR.sub("", line) for line in plain(lines)]

    async def _state(self) -> str:
        try:
            await self._wire.status()
        except BackendError:
            return "silent"
        return "still answering"


def _farewell(message: str) -> dict[str, str]:
    line = chat_line(message)
    return {"confirm": "true", **({"message": line} if line else {})}
