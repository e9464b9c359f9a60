"""Removing somebody, and being sure of it."""

from collections.abc import Sequence

from bot.kit import BackendError, OutcomeUnknown, Rejected
from cogs.tshock.console import one_line
from cogs.tshock.payloads import PlayerEntry, Players
from cogs.tshock.players import aimed, find
from cogs.tshock.wire import Wire

_PATH = "v2/players/kick"
_IMMUNE = (
    "it says that it removed them, but they are still there: "
    "the permission tshock.admin.nokick of their group protects them"
)
_AFTERWARDS = {
    True: "; a look afterwards still found them there",
    False: "; a look afterwards did not find them there any more",
    None: "",
}


class Kicking:
    """Looks before and after each kick, because the server reports success for whoever is immune."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def entries(self) -> Sequence[PlayerEntry]:
        """Return who is on the server now, those who are still coming in too."""
        return (await self._wire.read(Players, "v2/players/list")).players

    async def aim(self, name: str) -> tuple[str, Sequence[PlayerEntry]]:
        """Return what names exactly the player of that *name* now, and who is there; see `aimed`."""
        entries = await self.entries()
        return aimed(entries, name, self._wire.dialect, self._wire.server), entries

    async def kick(self, name: str, reason: str) -> None:
        """Remove exactly the player of that *name*; raise `NoSuchPlayer` when nobody has it."""
        aim, _ = await self.aim(name)
        try:
            await self._wire.change(
                _PATH, "tshock.rest.kick", player=aim, reason=one_line(reason) or "Removed"
            )
        except OutcomeUnknown as error:
            seen = _AFTERWARDS[await self._is_there(name)]
            raise OutcomeUnknown(self._wire.server, _PATH, f"{error.detail}{seen}") from error
        if await self._is_there(name):
            raise Rejected(self._wire.server, _PATH, _IMMUNE)

    async def _is_there(self, name: str) -> bool | None:
        """Look once; None where nobody can tell."""
        try:
            return find(await self.entries(), name) is not None
        except BackendError:
            return None
