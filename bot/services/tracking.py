"""What a look means: the events in it, the news they make, and both stored at once."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.domain.events import Departure, PlayerJoined, PlayerLeft, PlayerSaid, diff
from bot.domain.health import Condition, Health
from bot.domain.look import Look, Positions, Seen
from bot.domain.roster import Roster, Told, follow, reconcile
from bot.domain.snapshot import Snapshot, steady
from bot.services import news
from bot.services.servers import Server, Servers
from bot.storage import outbox, visits
from bot.storage import servers as stored
from bot.storage.database import Database

log = logging.getLogger(__name__)

ChatReader = Callable[[AsyncConnection, Server, Told], Awaitable[list[outbox.News] | None]]
"""Reads a chat line inside the look's transaction; the news it makes, or None when it is only chat."""
Listener = Callable[[Server], None]


class Tracking:
    """The sink of every coordinator."""

    def __init__(self, database: Database, servers: Servers, read_chat: ChatReader, clock: Clock) -> None:
        self._database = database
        self._servers = servers
        self._read_chat = read_chat
        self._clock = clock
        self._listeners: list[Listener] = []
        self._told: dict[str, Condition] = {}

    def listen(self, listener: Listener) -> None:
        """Call *listener* after every change of a server that a board may show."""
        self._listeners.append(listener)

    async def recall(self) -> None:
        """Take up where the last run ended; to be called once, before the first look."""
        async with self._database.read() as connection:
            remembered = await stored.recall(connection)
            present = await visits.present(connection)
        for name, row in remembered.items():
            source, _, inner = name.partition("/")
            if source not in self._servers.sources:
                continue  # an entry that left main.yaml
            server = self._servers.meet(source, inner)
            server.revision, server.position = row.revision, row.position
            server.snapshot, server.seen_at = row.snapshot, row.seen_at
            server.roster = present.get(name, {})
            if row.condition:
                self._told[name] = row.condition
        for source in self._servers.sources:
            if not self._servers.behind(source):
                self._servers.meet(source, "")

    def positions(self, source: str) -> Positions:
        """Return how far each server's log has been read."""
        return {server.inner: server.position for server in self._servers.behind(source) if server.position}

    async def seen(self, source: str, look: Look) -> None:
        """Store what each server's look brings, then tell the listeners."""
        for inner, seen in look.items():
            await self._take_in(self._servers.meet(source, inner), seen)

    async def judged(self, source: str, health: Health) -> None:
        """Take in how the source is doing; people are told when it is lost, refused or back."""
        for server in self._servers.behind(source):
            changed = server.health != health
            server.health = health
            told = self._told.get(server.name)
            if health.condition in {Condition.LOST, Condition.REFUSED} and told is not health.condition:
                await self._tell_condition(server, health.condition, [news.lost(server, health)])
            elif health.condition is Condition.LIVE and told in {Condition.LOST, Condition.REFUSED}:
                await self._tell_condition(server, Condition.LIVE, [news.back(server, self._clock())])
            if changed:
                self._changed(server)

    async def _tell_condition(
        self, server: Server, condition: Condition, rows: Sequence[outbox.News]
    ) -> None:
        async with self._database.write() as connection:
            if not await stored.keep_condition(
                connection, server.name, server.revision, condition, self._clock()
            ):
                raise OvertakenError(server.name)
            await outbox.put(connection, news.wanted(server, rows))
        server.revision += 1
        self._told[server.name] = condition

    async def _take_in(self, server: Server, seen: Seen) -> None:
        snapshot = steady(server.snapshot, seen.snapshot)
        told, roster = _happened(server, snapshot, seen)
        position = seen.log.position if seen.log else None
        first_contact = server.revision == 0 or (position is not None and server.position is None)
        if first_contact or told or server.snapshot != snapshot or server.roster != roster:
            await self._store(server, snapshot, seen, told, roster)
            server.revision += 1
            server.roster, server.snapshot = roster, snapshot
            self._changed(server)
        # otherwise nothing is worth a transaction: after a restart these events are read again, to no effect
        server.seen_at, server.position = snapshot.at, position

    async def _store(
        self, server: Server, snapshot: Snapshot, seen: Seen, told: Sequence[Told], roster: Roster
    ) -> None:
        slice_ = seen.log
        async with self._database.write() as connection:
            moved = await stored.keep(
                connection,
                server.name,
                server.revision,
                position=slice_.position if slice_ else None,
                snapshot=snapshot,
            )
            if not moved:
                raise OvertakenError(server.name)
            rows = []
            if slice_ and slice_.began_anew:
                rows.append(news.restarted(server, snapshot.at))
            elif slice_ and slice_.lost:
                rows.append(news.gap(server, snapshot.at, slice_.lost))
            for one in told:
                rows += await self._news_of(connection, server, one)
            await outbox.put(connection, news.wanted(server, rows))
            await _keep_visits(connection, server, told, roster, snapshot.at)

    async def _news_of(self, connection: AsyncConnection, server: Server, told: Told) -> list[outbox.News]:
        if isinstance(told.event, PlayerSaid):
            answered = await self._read_chat(connection, server, told)
            if answered is not None:
                return answered
        return news.of(server, told)

    def _changed(self, server: Server) -> None:
        for listener in self._listeners:
            try:
                listener(server)
            except Exception:
                log.exception("a listener failed for %s", server.name)


def _happened(server: Server, snapshot: Snapshot, seen: Seen) -> tuple[list[Told], Roster]:
    """Return what the look tells, and who is there after it."""
    began_anew = seen.log is not None and seen.log.began_anew
    known = {} if began_anew else server.roster
    events = list(seen.log.events) if seen.log else []
    if server.snapshot is not None:
        by_log = server.source.backend.log_tells
        events += [event for event in diff(server.snapshot, snapshot) if type(event) not in by_log]
    roster, told = follow(known, events)
    if seen.log is None or seen.log.lost or server.position is None:
        return told, reconcile(roster, snapshot.players, expected=())
    joined = {event.player.handle for event in events if isinstance(event, PlayerJoined)}
    shown_before = {player.handle for player in server.snapshot.players} if server.snapshot else set()
    return told, reconcile(roster, snapshot.players, expected=joined | shown_before)


async def _keep_visits(
    connection: AsyncConnection, server: Server, told: Sequence[Told], roster: Roster, at: datetime
) -> None:
    """Write down who came and who went; whoever the events do not explain is noted without words."""
    open_now = set(server.roster)
    for one in told:
        if isinstance(one.event, PlayerJoined):
            await visits.open_visit(connection, server.name, one.event.player, one.event.at)
            open_now.add(one.event.player.handle)
        elif isinstance(one.event, PlayerLeft) and one.player:
            await visits.close_visit(connection, server.name, one.event.handle, one.event.at, one.event.how)
            open_now.discard(one.event.handle)
    for handle in roster.keys() - open_now:
        await visits.open_visit(connection, server.name, roster[handle], at)
    for handle in open_now - roster.keys():
        await visits.close_visit(connection, server.name, handle, at, Departure.UNKNOWN)


class OvertakenError(Exception):
    """Another process moved this server on: two bots run on one database."""

    def __init__(self, server: str) -> None:
        super().__init__(f"{server} is being followed by another process as well")
