"""Bans as they are since 4.5: numbered tickets about identifiers."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.games.tshock import ticks

PREFIXES = ("name:", "acc:", "uuid:", "ip:")
EXISTS = "Failed to add ban. The ban is invalid because a current ban for this identifier already exists."


class AlreadyBanned(Exception):
    """A current ban for this identifier exists."""


@dataclass(slots=True, eq=False)
class Ticket:
    number: int
    identifier: str
    reason: str
    by: str
    start: int
    end: int
    """Both in ticks."""

    def current(self, now: int) -> bool:
        return self.start <= now < self.end

    def listed(self) -> dict[str, Any]:
        return {
            "ticket_number": self.number,
            "identifier": self.identifier,
            "reason": self.reason,
            "banning_user": self.by,
            "start_date_ticks": self.start,
            "end_date_ticks": self.end,
        }


class Tickets:
    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._tickets: dict[int, Ticket] = {}
        self._next = 1

    @property
    def now(self) -> int:
        return ticks.ticks(self._clock())

    def get(self, number: int) -> Ticket | None:
        return self._tickets.get(number)

    def listed(self) -> list[Ticket]:
        """Return all tickets, those that ended too, in an order that means nothing."""
        return sorted(
            self._tickets.values(), key=lambda one: (zlib.crc32(str(one.number).encode()), one.number)
        )

    def add(
        self, identifier: str, reason: str, by: str, start: int | None = None, end: int | None = None
    ) -> Ticket:
        """Ban an identifier as typed; raises AlreadyBanned when a current ban for it exists."""
        if any(one.identifier == identifier and one.current(self.now) for one in self._tickets.values()):
            raise AlreadyBanned
        began = self.now if start is None else start
        ticket = Ticket(self._next, identifier, reason, by, began, ticks.FOR_EVER if end is None else end)
        self._tickets[ticket.number] = ticket
        self._next += 1
        return ticket

    def end(self, ticket: Ticket) -> None:
        """End a ban now; the ticket stays."""
        ticket.end = self.now

    def delete(self, ticket: Ticket) -> None:
        del self._tickets[ticket.number]

    def refusal(self, name: str, account: str, ip: str, uuid: str) -> str | None:
        """Return what a banned player reads on joining."""
        own = dict(zip(PREFIXES, (name, account, uuid, ip), strict=True))
        meant = {f"{prefix}{value}" for prefix, value in own.items() if value}
        for ticket in self._tickets.values():
            if ticket.identifier in meant and ticket.current(self.now):
                return f"#{ticket.number} - You are banned: {ticket.reason}{self._remaining(ticket)}"
        return None

    def _remaining(self, ticket: Ticket) -> str:
        if ticket.end == ticks.FOR_EVER:
            return ""
        left = (ticket.end - self.now) // ticks.PER_SECOND
        hours, minutes = left // 3600, left // 60 % 60
        return f" ({hours // 24:02}:{hours % 24:02}:{minutes:02}:{left % 60:02} remaining)"
