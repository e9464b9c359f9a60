"""How long people played, as far as the bot saw it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.clock import Clock
from bot.domain.playtime import Driven, Played, Someone, since, together
from bot.storage import playtime as stored
from bot.storage.database import Database

MOST_PEOPLE = 25
"""As many as Discord offers to choose from."""
_WEEK, _MONTH = timedelta(days=7), timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """What is known of a person: *all* together, on *each* server, and lately."""

    all: Played
    each: Sequence[Played]
    week: timedelta
    month: timedelta
    driven: Driven


class Playtime:
    """Looks up visits.  Somebody who is there now has played until their server was seen last."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def stats(self, people: Collection[Someone], server: str | None = None) -> Stats | None:
        """Return what *people*, who are one person, played on one server or on all; None for nothing."""
        now = self._clock()
        async with self._database.read() as connection:
            each = [one for one in await stored.of(connection, people) if server in {None, one.server}]
            if not each:
                return None
            lately = await stored.stays(connection, people, now - _MONTH)
            driven = Driven()
            if server is None:
                driven = await stored.driven(connection, [one.identity for one in people if one.identity])
        stays = [stay for stay in lately if server in {None, stay.server}]
        week, month = since(stays, now - _WEEK), since(stays, now - _MONTH)
        return Stats(all=together(each), each=each, week=week, month=month, driven=driven)

    async def leaders(self, server: str | None = None, limit: int = 100) -> list[Played]:
        """Return who played longest, on one server or on all together."""
        async with self._database.read() as connection:
            return await stored.leaders(connection, server, limit)

    async def people(self, name: str) -> list[Someone]:
        """Return who was on a server under a name that begins with *name*."""
        async with self._database.read() as connection:
            return await stored.people(connection, name, MOST_PEOPLE)
