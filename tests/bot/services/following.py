"""One server whose looks are written by the test, followed into a real database."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, select

from bot.domain.capabilities import Backend
from bot.domain.events import PlayerJoined, PlayerLeft, PlayerSaid, StageChanged
from bot.domain.look import LogLine, LogSlice, Look, Position, Positions, Seen
from bot.domain.places import Place
from bot.domain.racing import Driven
from bot.domain.snapshot import Snapshot
from bot.polling.coordinator import Coordinator
from bot.services.driving import Driving
from bot.services.records import Records
from bot.services.servers import Server, Servers, Source
from bot.services.tracking import Tracking
from bot.storage import outbox
from bot.storage.database import Database
from tests.bot.driving import NOON

EVERYWHERE = {"feed": 1, "chat": 2, "results": 3}


class Scripted(Backend):
    """A game whose looks stand in a list."""

    log_tells = frozenset({PlayerJoined, PlayerLeft, PlayerSaid, StageChanged})

    def __init__(self) -> None:
        self.looks: list[Look | Exception] = []

    async def look(self, since: Positions) -> Look:
        answer = self.looks.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


@dataclass
class Following:
    """One run of the program as far as driving goes; another on the same database is a restart."""

    database: Database
    channels: dict[str, int] = field(default_factory=lambda: dict(EVERYWHERE))
    now: datetime = NOON
    changes: list[str] = field(default_factory=list)
    index: int = 0

    async def start(self) -> "Following":
        self.records = Records(self.database, lambda: self.now)
        self.servers = Servers()
        self.backend = Scripted()
        driving = Driving(self.records.content, lambda: self.now)
        self.tracking = Tracking(self.database, self.servers, _no_reader, driving, lambda: self.now)
        self.tracking.listen(lambda server: self.changes.append(server.name))
        place = Place(channels=self.channels)
        self.coordinator = Coordinator(
            "paddock", self.backend, timedelta(seconds=5), self.tracking, lambda: self.now
        )
        self.servers.add(
            Source(
                name="paddock",
                game="arcade",
                backend=self.backend,
                coordinator=self.coordinator,
                place_of=lambda _: place,
            )
        )
        await self.records.recall()
        await self.tracking.recall()
        position = self.server.position
        self.index = position.index if position else 0
        return self

    @property
    def server(self) -> Server:
        server = self.servers.get("paddock")
        assert server
        return server

    async def look(self, *looks: Look | Exception) -> None:
        """Let the bot look; what fails in it is a fault of the test."""
        for one in looks:
            self.backend.looks = [one]
            await self.coordinator.refresh()

    async def drive(self, **driven: Any) -> None:
        """Bring laps, incidents or results with the next event of the log."""
        await self.look(self.slice(**driven))
        assert not self.coordinator.health.failures

    def slice(self, *, quiet: bool = False, lines: int = 1, epoch: int = 0, **driven: Any) -> Look:
        """One look with the next *lines* of the log."""
        first, self.index = self.index, self.index + lines
        log = LogSlice(
            position=Position(epoch=epoch, index=self.index, mark=str(self.index), memory=f"m{self.index}"),
            driven=Driven(**{kind: tuple(what) for kind, what in driven.items() if kind in _DRIVEN}),
            events=tuple(driven.get("events", ())),
            lines=tuple(
                LogLine(index=index, at=self.now, name="Lap", body="{}") for index in range(first, self.index)
            ),
            quiet=quiet,
        )
        snapshot = Snapshot(at=self.now, title="Paddock", players=tuple(driven.get("players", ())))
        return {"": Seen(snapshot=snapshot, log=log, timing=driven.get("timing"))}

    async def news(self, kind: str) -> list[dict[str, Any]]:
        """Return what was put into the outbox, in order."""
        async with self.database.read() as connection:
            return [row.payload for row in await outbox.unsent(connection, 1000) if row.kind == kind]

    async def rows(self, table: Table) -> list[tuple[Any, ...]]:
        """Return a whole table."""
        async with self.database.read() as connection:
            rows = await connection.execute(select(table).order_by(*table.primary_key))
            return [tuple(row) for row in rows]


_DRIVEN = {"laps", "incidents", "results"}


async def _no_reader(*_: Any) -> None:
    """Take every chat line for chat."""
