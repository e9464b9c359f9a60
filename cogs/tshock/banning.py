"""Bans by what a server's version offers, and their players removed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pydantic import BaseModel

from bot.kit import BackendError, BadValue, Ban, BanBy, Clock, NoSuchPlayer, Player
from cogs.tshock.kicking import Kicking
from cogs.tshock.payloads import PlayerEntry
from cogs.tshock.players import aimed, find
from cogs.tshock.rows import RowBans
from cogs.tshock.tickets import TicketBans
from cogs.tshock.wire import Wire


class _Address(BaseModel):
    ip: str = ""


class Banning:
    """Makes, lists and lifts the bans of one server."""

    def __init__(self, wire: Wire, kicking: Kicking, clock: Clock) -> None:
        self._wire = wire
        self._kicking = kicking
        self._rows = RowBans(wire)
        self._tickets = TicketBans(wire, clock)

    @property
    def ways(self) -> Sequence[BanBy]:
        """By what this version recognises somebody, the usual way first."""
        return TicketBans.ways if self._wire.dialect.is_new else RowBans.ways

    async def listed(self) -> Sequence[Ban]:
        """Return every ban that holds now."""
        is_new = (await self._wire.learn()).is_new
        return await (self._tickets.listed() if is_new else self._rows.listed())

    async def lift(self, key: str) -> None:
        """Lift the ban of that key."""
        is_new = (await self._wire.learn()).is_new
        await (self._tickets.lift(key) if is_new else self._rows.lift(key))

    async def ban(self, player: Player, until: datetime | None, reason: str, by: BanBy | None) -> Ban:
        """Ban *player*, then remove them if they are there; see `CanBan.ban`."""
        entries = await self._kicking.entries()
        there = find(entries, player.name)
        by = by or self._usual(there)
        if by not in self.ways:
            known = [way.value for way in self.ways]
            raise BadValue("by", by.value, "a way that this server has", known)
        if self._wire.dialect.is_new:
            made = await self._tickets.create(by, await self._wanted(player, there, by), until, reason)
        elif by is BanBy.ADDRESS:
            aim = aimed(entries, player.name, self._wire.dialect, self._wire.server)
            made = await self._rows.ban_player(aim, player.name, reason)
        else:
            made = await self._rows.ban_name(player.name, reason)
        remark = await self._remove(player.name, reason) if there is not None else ""
        return replace(made, remark=remark)

    def _usual(self, there: PlayerEntry | None) -> BanBy:
        if self._wire.dialect.is_new and there and not there.username:
            return BanBy.CHARACTER
        return self.ways[0]

    async def _wanted(self, player: Player, there: PlayerEntry | None, by: BanBy) -> str:
        """Return what the ban is about; somebody who is away is named by their account or character."""
        if by is BanBy.CHARACTER:
            return player.name
        if by is BanBy.ACCOUNT:
            if there is not None and not there.username:
                raise BadValue("by", by.value, "a way that fits: they are not logged in to an account")
            account = player.identity.key if player.identity and not player.identity.is_weak else None
            return (there.username if there else account) or player.name
        aim, _ = await self._kicking.aim(player.name)
        address = (
            await self._wire.read(_Address, "v3/players/read", "tshock.rest.users.info", player=aim)
        ).ip
        if not address:
            raise BadValue("by", by.value, "another way: the server does not tell their address")
        return address

    async def _remove(self, name: str, reason: str) -> str:
        """Remove whom a ban was made for, since some versions do not; return what is not sure of it."""
        try:
            await self._kicking.kick(name, reason)
        except NoSuchPlayer:
            return ""  # making it removed them
        except BackendError as error:
            return f"The ban holds; whether they were removed is not sure: {error.detail}"
        return ""
