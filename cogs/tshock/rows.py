"""The bans of servers up to 4.4: rows of a name and an address, without number, date or end."""

from collections.abc import Sequence

from pydantic import BaseModel

from bot.kit import Ban, BanBy, OutcomeUnknown, Rejected
from cogs.tshock.console import one_line
from cogs.tshock.wire import Wire

_NAME, _ADDRESS = "name", "ip"
_LIST = "v2/bans/list"
_VIEW, _MANAGE = "tshock.rest.bans.view", "tshock.rest.bans.manage"


class Row(BaseModel):
    """One ban; what it does not recognise somebody by is ""."""

    name: str = ""
    ip: str = ""
    reason: str = ""


class _Rows(BaseModel):
    bans: Sequence[Row]


class RowBans:
    """Bans of one server.  A name alone keeps nobody out unless the operator set ``EnableBanOnUsernames``."""

    ways = (BanBy.ADDRESS, BanBy.CHARACTER)

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def listed(self) -> list[Ban]:
        """Return every ban, newest first."""
        rows = (await self._wire.read(_Rows, _LIST, _VIEW)).bans
        return [_ban(row) for row in reversed(rows)]

    async def ban_name(self, name: str, reason: str) -> Ban:
        """Ban the character *name*, without removing anybody."""
        what = {"name": name, "reason": one_line(reason) or "Banned"}
        return await self._create("bans/create", _MANAGE, name, what)

    async def ban_player(self, aim: str, name: str, reason: str) -> Ban:
        """Remove the player that *aim* names, called *name*, and ban their name and their address."""
        what = {"player": aim, "reason": one_line(reason) or "Banned"}
        return await self._create("v2/players/ban", "tshock.rest.ban", name, what)

    async def lift(self, key: str) -> None:
        """Remove every ban of the name or address that *key* holds; one that is gone is lifted."""
        kind, _, wanted = key.partition(":")
        error: OutcomeUnknown | Rejected | None = None
        try:
            await self._wire.change("v2/bans/destroy", _MANAGE, ban=wanted, type=kind)
        except (OutcomeUnknown, Rejected) as raised:
            error = raised
        if any(ban.key == key for ban in await self._read_back()):
            raise error or Rejected(self._wire.server, "unban", "it still lists the ban")

    async def _create(self, path: str, needs: str, name: str, what: dict[str, str]) -> Ban:
        if _named(name, await self.listed()):
            raise Rejected(self._wire.server, "ban", "that name is banned already; see /mod bans")
        try:
            await self._wire.change(path, needs, **what)
        except OutcomeUnknown:
            made = _named(name, await self._read_back())
            if made is None:
                raise
            return made
        made = _named(name, await self._read_back())
        if made is None:  # the server keeps such a row as it was, with the name of then
            raise Rejected(self._wire.server, "ban", "their address is banned already, under another name")
        return made

    async def _read_back(self) -> list[Ban]:
        return [_ban(row) for row in (await self._wire.read_after(_Rows, _LIST, _VIEW)).bans]


def _named(name: str, bans: Sequence[Ban]) -> Ban | None:
    return next((ban for ban in bans if ban.key == f"{_NAME}:{name}"), None)


def _ban(row: Row) -> Ban:
    by = BanBy.ADDRESS if row.ip else BanBy.CHARACTER
    return Ban(
        key=f"{_NAME}:{row.name}" if row.name else f"{_ADDRESS}:{row.ip}",
        who=row.name or f"one {by.value}",
        by=by,
        reason=row.reason,
    )
