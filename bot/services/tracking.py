"""What a look means: the events in it, the news they make, and both stored at once."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.domain.events import PlayerJoined, PlayerSaid, diff
from bot.domain.health import Condition, Health
from bot.domain.look import LogSlice, Look, Positions, Seen
from bot.domain.roster import Roster, Told, follow, reconcile
from bot.domain.snapshot import Snapshot, steady
from bot.services import news
from bot.services.attendance import blind_since, keep_visits
from bot.services.driving import Driving
from bot.services.servers import Server, Servers
from bot.storage import outbox, visits
from bot.storage import servers as stored
from bot.storage.database import Database

log = logging.getLogger(__name__)

ChatReader = Callable[[AsyncConnection, Server, Told], Awaitable[list[outbox.News] | None]]
"""Reads a chat line inside the look's transaction; the news it makes, or None when it is only chat."""
Listener = Callable[[Server], None]

_AWAY = {Condition.LOST, Condition.REFUSED}


class Tracking:
    """The sink of every coordinator."""

    def __init__(
        self, database: Database, servers: Servers, read_chat: ChatReader, driving: Driving, clock: Clock
    ) -> None:
        self._database = database
        self._servers = servers
        self._read_chat = read_chat
        self._driving = driving
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
        for name, row in sorted(remembered.items()):  # a stand-in comes before those it stood in for
            source, _, inner = name.partition("/")
            if source in self._servers.sources:  # and not an entry that left main.yaml
                self._take_up(self._servers.meet(source, inner), row, present.get(name, {}))
        for source in self._servers.sources:
            if not self._servers.behind(source):
                self._servers.meet(source, "")
            elif self._servers.get(source) is None:  # it had a stand-in once
                self._told.pop(source, None)

    def _take_up(self, server: Server, row: stored.Remembered, roster: Roster) -> None:
        server.revision, server.position = row.revision, row.position
        server.snapshot, server.seen_at = row.snapshot, row.seen_at
        server.roster = roster
        if row.condition:
            self._told[server.name] = row.condition

    def positions(self, source: str) -> Positions:
        """Return how far each server's log has been read."""
        return {server.inner: server.position for server in self._servers.behind(source) if server.position}

    async def seen(self, source: str, look: Look) -> None:
        """Store what each server's look brings, then tell the listeners."""
        told_of_stand_in = None if "" in look else self._told.pop(source, None)
        for inner, seen in look.items():
            server = self._servers.meet(source, inner)
            if told_of_stand_in:
                self._told.setdefault(server.name, told_of_stand_in)
            try:
                await self._take_in(server, seen)
            except OvertakenError:  # go on from where the other process brought it
                await self._catch_up(server)
                raise

    async def _catch_up(self, server: Server) -> None:
        async with self._database.read() as connection:
            remembered = await stored.recall(connection)
            present = await visits.present(connection)
        if server.name in remembered:
            self._take_up(server, remembered[server.name], present.get(server.name, {}))

    async def keep_seen(self) -> None:
        """Store when servers were seen last on which somebody is, so that a crash costs little playtime."""
        seen = {one.name: one.seen_at for one in self._servers if one.roster and one.seen_at}
        if seen:
            async with self._database.write() as connection:
                await stored.keep_seen(connection, seen)

    async def judged(self, source: str, health: Health) -> None:
        """Take in how the source is doing; people are told when it is lost, refused or back."""
        servers = self._servers.behind(source)
        for server in servers:  # boards first: they must be true although nothing can be stored
            changed = server.health != health
            server.health = health
            if health.condition in _AWAY:
                server.timing = None
            if changed:
                self._changed(server)
        for server in servers:
            told_away = self._told.get(server.name) in _AWAY
            if health.condition in _AWAY and not told_away:
                await self._tell_condition(server, health.condition, [news.lost(server, health)])
            elif health.condition is Condition.LIVE and told_away:
                await self._tell_condition(server, Condition.LIVE, [news.back(server, self._clock())])

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
        self._changed(server)

    async def _take_in(self, server: Server, seen: Seen) -> None:
        snapshot = steady(server.snapshot, seen.snapshot)
        told, roster = _happened(server, snapshot, seen)
        position = seen.log.position if seen.log else None
        same = server.revision > 0 and server.snapshot == snapshot and server.roster == roster
        same = same and not (roster and blind_since(server, seen))
        if same and not told and server.position == position:  # nothing is worth a transaction
            is_news = server.timing != seen.timing
        else:
            await self._store(server, snapshot, seen, told, roster)
            server.revision += 1
            server.roster, server.snapshot, server.position = roster, snapshot, position
            is_news = True
        server.seen_at, server.timing = snapshot.at, seen.timing
        if is_news:
            self._changed(server)

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
            rows = _news_of_log(server, slice_, snapshot.at) if slice_ else []
            for one in told:
                rows += await self._news_of(connection, server, one)
            await outbox.put(connection, news.wanted(server, rows))
            if slice_:
                await self._driving.store(connection, server, slice_)
            blind = blind_since(server, seen)
            await keep_visits(connection, server, told, roster, at=snapshot.at, blind=blind)
        if slice_:
            self._driving.stored(server, slice_)

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


def _news_of_log(server: Server, slice_: LogSlice, at: datetime) -> list[outbox.News]:
    """Return what there is to say of the log itself."""
    if slice_.quiet:
        return []
    if slice_.began_anew:
        return [news.restarted(server, at)]
    return [news.gap(server, at, slice_.lost)] if slice_.lost else []


def _happened(server: Server, snapshot: Snapshot, seen: Seen) -> tuple[list[Told], Roster]:
    """Return what the look tells, and who is there after it."""
    began_anew = seen.log is not None and seen.log.began_anew
    known = {} if began_anew else server.roster
    quiet = seen.log is not None and seen.log.quiet
    events = list(seen.log.events) if seen.log and not quiet else []
    if server.snapshot is not None:
        by_log = server.source.backend.log_tells
        before = replace(server.snapshot, players=()) if began_anew else server.snapshot
        events += [event for event in diff(before, snapshot) if type(event) not in by_log]
    roster, told = follow(known, events)
    if seen.log is None or seen.log.lost or quiet or server.position is None:
        return told, reconcile(roster, snapshot.players, expected=())
    joined = {event.player.handle for event in events if isinstance(event, PlayerJoined)}
    shown_before = {player.handle for player in server.snapshot.players} if server.snapshot else set()
    return told, reconcile(roster, snapshot.players, expected=joined | shown_before)


class OvertakenError(Exception):
    """Another process moved this server on: two bots run on one database."""

    def __init__(self, server: str) -> None:
        super().__init__(f"{server} is being followed by another process as well")
