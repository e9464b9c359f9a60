"""Who drove how fast: the best laps of everybody, and every lap of anybody."""

from collections.abc import Collection, Sequence

from bot.clock import Clock
from bot.domain.racing import Car, Driver, Track
from bot.domain.snapshot import Identity
from bot.services.content import Content
from bot.storage import records as stored
from bot.storage.database import Database
from bot.storage.records import DrivenLap, Record

__all__ = ["DrivenLap", "Record", "Records"]

MOST_PEOPLE = 25
"""As many as Discord offers to choose from."""


class Records:
    """Looks up laps; what can be asked for is known from memory."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.content = Content()

    async def recall(self) -> None:
        """Load what tracks and cars are called; to be called once, before the first look."""
        async with self._database.read() as connection:
            await self.content.recall(connection)

    def tracks(self) -> Sequence[Track]:
        """Return the tracks that laps were driven on, by name."""
        return self.content.tracks()

    def cars(self) -> Sequence[Car]:
        """Return the cars that laps were driven in, by name."""
        return self.content.cars()

    def groups(self) -> Sequence[str]:
        """Return the classes of those cars."""
        return sorted({car.group for car in self.cars() if car.group}, key=str.casefold)

    async def of_track(
        self,
        track: str,
        *,
        car: str | None = None,
        group: str | None = None,
        servers: Collection[str] | None = None,
        wet: bool | None = None,
        limit: int = 50,
    ) -> list[Record]:
        """Return the best lap of each driver with each car on the track of that key, fastest first.

        *wet* keeps to laps in that weather; without it those count too of which nobody knows.
        """
        async with self._database.read() as connection:
            return await stored.of_track(
                connection, track, car=car, group=group, servers=servers, wet=wet, limit=limit
            )

    async def laps_of(
        self, identity: Identity, *, track: str | None = None, limit: int = 200
    ) -> list[DrivenLap]:
        """Return somebody's laps, newest first."""
        async with self._database.read() as connection:
            return await stored.laps_of(connection, identity, track, limit)

    async def bests_of(self, identities: Collection[Identity], *, track: str | None = None) -> list[Record]:
        """Return every best lap of those people, fastest first: by server, track, car and weather."""
        async with self._database.read() as connection:
            return await stored.bests_of(connection, identities, track)

    async def people(self, name: str) -> list[Driver]:
        """Return who drove under a name that begins with *name*."""
        async with self._database.read() as connection:
            return await stored.people(connection, name, MOST_PEOPLE)
