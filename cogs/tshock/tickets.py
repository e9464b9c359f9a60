"""The bans of servers since 4.5: numbered tickets about identifiers such as ``acc:mira``."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from pydantic import BaseModel

from bot.kit import Ban, BanBy, Clock, OutcomeUnknown, Rejected
from cogs.tshock.console import one_line
from cogs.tshock.wire import Wire

_PREFIXES = {BanBy.ACCOUNT: "acc:", BanBy.CHARACTER: "name:", BanBy.ADDRESS: "ip:", BanBy.CLIENT: "uuid:"}
_UNIX_EPOCH = 621_355_968_000_000_000
"""Ticks, of 100 ns each since the year 1, at the beginning of 1970."""
_FOR_GOOD = 3_155_378_975_999_999_999
_ROUNDED = timedelta(seconds=2)
"""How far an end may be from what was asked for: the server takes whole seconds."""
_LIST = "v3/bans/list"
_VIEW, _MANAGE = "tshock.rest.bans.view", "tshock.rest.bans.manage"


class Ticket(BaseModel):
    """One ban as the server lists it; those that ended are listed too."""

    ticket_number: int
    identifier: str
    reason: str = ""
    banning_user: str = ""
    start_date_ticks: int
    end_date_ticks: int


class _Tickets(BaseModel):
    bans: Sequence[Ticket]


class TicketBans:
    """Bans of one server, each read back after it was made: the server reports failures that were none."""

    ways = (BanBy.ACCOUNT, BanBy.CHARACTER, BanBy.ADDRESS)

    def __init__(self, wire: Wire, clock: Clock) -> None:
        self._wire = wire
        self._clock = clock

    async def listed(self) -> list[Ban]:
        """Return every ban that holds now, newest first."""
        now = self._clock()
        tickets = (await self._wire.read(_Tickets, _LIST, _VIEW)).bans
        holding = [one for one in tickets if _holds(one, now)]
        return [_ban(one) for one in sorted(holding, key=lambda one: -one.ticket_number)]

    async def create(self, by: BanBy, wanted: str, until: datetime | None, reason: str) -> Ban:
        """Ban the account, character or address *wanted*, without removing anybody."""
        identifier, now = _PREFIXES[by] + wanted, self._clock()
        before = (await self._wire.read(_Tickets, _LIST, _VIEW)).bans
        if any(one.identifier == identifier and _holds(one, now) for one in before):
            raise Rejected(self._wire.server, "ban", "that is banned already; see /mod bans")
        ends = {"end": f"{until.astimezone(UTC):%Y-%m-%dT%H:%M:%S}"} if until else {}
        try:
            await self._wire.change(
                "v3/bans/create", _MANAGE, identifier=identifier, reason=one_line(reason) or "Banned", **ends
            )
        except OutcomeUnknown as error:
            made = await self._made(identifier, before)
            if made is None:
                raise error from None
        else:
            made = await self._made(identifier, before)
        if made is None:
            raise OutcomeUnknown(self._wire.server, "ban", "it says that it did, and lists no such ban")
        if not _ends_at(made, until):
            detail = f"ticket {made.ticket_number} does not end when it should; lift it with /unban"
            raise OutcomeUnknown(self._wire.server, "ban", detail)
        return _ban(made)

    async def lift(self, key: str) -> None:
        """End the ban of that number; one that is over is lifted."""
        try:
            await self._wire.change("v3/bans/destroy", _MANAGE, ticketNumber=key)
        except OutcomeUnknown as error:
            if await self._still_holds(key):
                raise error from None
            return
        if await self._still_holds(key):
            raise Rejected(self._wire.server, "unban", "it says that it lifted the ban, and still lists it")

    async def _still_holds(self, key: str) -> bool:
        now = self._clock()
        tickets = (await self._wire.read_after(_Tickets, _LIST, _VIEW)).bans
        return any(str(one.ticket_number) == key and _holds(one, now) for one in tickets)

    async def _made(self, identifier: str, before: Sequence[Ticket]) -> Ticket | None:
        known = {one.ticket_number for one in before}
        tickets = (await self._wire.read_after(_Tickets, _LIST, _VIEW)).bans
        found = (one for one in tickets if one.identifier == identifier)
        return next((one for one in found if one.ticket_number not in known), None)


def _holds(ticket: Ticket, now: datetime) -> bool:
    return ticket.start_date_ticks <= _ticks(now) < ticket.end_date_ticks


def _ends_at(ticket: Ticket, until: datetime | None) -> bool:
    end = _moment(ticket.end_date_ticks)
    if until is None or end is None:
        return until is end
    return abs(end - until) <= _ROUNDED


def _ticks(at: datetime) -> int:
    return _UNIX_EPOCH + round(at.timestamp() * 1000) * 10_000


def _moment(ticks: int) -> datetime | None:
    """Return the moment, None for one that never comes; odd numbers are taken for that too."""
    if not _UNIX_EPOCH <= ticks < _FOR_GOOD // 10 * 10:
        return None
    return datetime.fromtimestamp((ticks - _UNIX_EPOCH) // 10_000_000, UTC)


def _ban(ticket: Ticket) -> Ban:
    prefix, _, wanted = ticket.identifier.partition(":")
    by = next((way for way, known in _PREFIXES.items() if known == f"{prefix}:"), None)
    is_shown = by in {BanBy.ACCOUNT, BanBy.CHARACTER}
    return Ban(
        key=str(ticket.ticket_number),
        number=str(ticket.ticket_number),
        who=wanted if is_shown else f"one {by.value}" if by else "nobody: its identifier means nothing",
        by=by,
        reason=ticket.reason,
        actor=ticket.banning_user,
        since=_moment(ticket.start_date_ticks),
        until=_moment(ticket.end_date_ticks),
    )
