"""Tells the news: gathered into few messages, in order, each exactly once."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import discord

from bot.clock import Clock
from bot.domain.errors import StorageError
from bot.domain.snapshot import Player
from bot.services import news
from bot.services.evidence import Evidence
from bot.services.linking import Linking
from bot.services.replies import Replies
from bot.services.servers import Server, Servers
from bot.storage import outbox
from bot.storage.database import Database
from bot.storage.outbox import OutboxRow
from bot.ui.batches import batches
from bot.ui.channels import CALL_DEADLINE, NONCE_LIVES, Closed, Pauses, Trouble, is_failure, trouble_in
from bot.ui.news_words import audit_embed, chat_text, feed_embed
from bot.ui.report_embed import report_embed
from bot.ui.result_posts import ResultPosts

log = logging.getLogger(__name__)

_GATHER = 0.5
"""Seconds to wait for more news before a message is made; two would be felt in the chat."""
_AT_ONCE = 500
_CLOSED_PAUSE = 60.0
_RETRY, _LONGEST_RETRY = 2.0, 60.0

Target = tuple[int, str]
"""A channel and the kind of news for it: kinds do not share a message."""


class Feed:
    """Empties the outbox into Discord and into the games."""

    def __init__(
        self,
        database: Database,
        servers: Servers,
        linking: Linking,
        replies: Replies,
        results: ResultPosts,
        evidence: Evidence,
        client: Callable[[], discord.Client | None],
        audit_channel: int | None,
        clock: Clock,
    ) -> None:
        self._database = database
        self._servers = servers
        self._linking = linking
        self._replies = replies
        self._results = results
        self._evidence = evidence
        self._client = client
        self._audit_channel = audit_channel
        self._clock = clock
        self._news = asyncio.Event()
        self._tasks: dict[Target | int, asyncio.Task[None]] = {}
        self._closed = Closed("no news can be told")
        self._pauses = Pauses()

    def wake(self) -> None:
        """Say that the outbox may hold something new."""
        self._news.set()

    def try_again(self) -> None:
        """Try at once what failed before: something at Discord has changed."""
        self._pauses.end()
        self.wake()

    async def run(self) -> None:
        """Deliver for as long as the program runs."""
        try:
            while True:
                await self._news.wait()
                await asyncio.sleep(_GATHER)
                self._news.clear()
                await self._hand_out()
        finally:
            for task in self._tasks.values():
                task.cancel()
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _hand_out(self) -> None:
        try:
            async with self._database.read() as connection:
                rows = await outbox.unsent(connection, _AT_ONCE, held=self._held())
        except StorageError:
            log.exception("news cannot be read; they are told later")
            return
        waiting: dict[Target | int, list[OutboxRow]] = {}
        for row in rows:
            waiting.setdefault(self._target_of(row), []).append(row)
        for target, theirs in waiting.items():
            if target not in self._tasks:
                task = asyncio.create_task(self._deliver(target, theirs))
                self._tasks[target] = task
                task.add_done_callback(partial(self._forget, target))
        if len(rows) == _AT_ONCE and self._client() is not None:
            self.wake()  # those behind them must not wait for a channel that is closed

    def _held(self) -> set[tuple[str, str]]:
        """Return the kinds and servers whose channel is being written to, or waits to be."""
        held = {
            (kind, server.name)
            for kind in (news.FEED, news.CHAT, news.RESULT, news.STAFF)
            for server in self._servers
            if (self._channel_for(kind, server), kind) in self._tasks
        }
        if (self._audit_channel, news.AUDIT) in self._tasks:
            held |= {(news.AUDIT, name) for name in ("", *(server.name for server in self._servers))}
        return held

    def _forget(self, target: Target | int, _: asyncio.Task[None]) -> None:
        self._tasks.pop(target, None)

    async def _deliver(self, target: Target | int, rows: Sequence[OutboxRow]) -> None:
        """Deliver what waits for one target; what comes meanwhile is handed out after it."""
        try:
            if isinstance(target, int):
                await self._replies.deliver(rows[0])
                return
            for batch in batches(rows, self._clock()):
                if not await self._tell_until_told(target, batch):
                    return
        except Exception:
            log.exception("news could not be told")
            await self._pauses.wait(_LONGEST_RETRY)
        self.wake()

    async def _tell_until_told(self, target: Target, rows: Sequence[OutboxRow]) -> bool:
        """Tell it however long that takes; False when Discord is away, and on its return it is cut anew."""
        (channel, kind), pause = target, _RETRY
        while channel or kind == news.RESULT:  # a result may stand where none are told any more
            client = self._client()
            if client is None:
                return False
            rows = await self._claimed(rows)
            try:
                async with asyncio.timeout(CALL_DEADLINE):
                    await self._tell(client, target, rows)
                self._closed.is_open(channel)
                break
            except Exception as error:
                if not is_failure(error):
                    raise
                trouble = trouble_in(error)
                if trouble is Trouble.REFUSED:
                    log.error("Discord refuses news: %s", error)  # noqa: TRY400 - its text says it all
                    break
            if trouble is Trouble.CHANNEL_CLOSED:
                self._closed.report(client, channel)
                pause = _CLOSED_PAUSE
            await self._pauses.wait(pause)
            pause = min(pause * 2, _LONGEST_RETRY)
        async with self._database.write() as connection:
            await outbox.settle(connection, [row.id for row in rows], self._clock())
        return True

    async def _claimed(self, rows: Sequence[OutboxRow]) -> Sequence[OutboxRow]:
        """Return *rows* as one batch that is known again after a crash."""
        if rows[0].batch is not None:
            return rows
        batch, now = secrets.token_hex(8), self._clock()
        async with self._database.write() as connection:
            await outbox.claim(connection, [row.id for row in rows], batch, now)
        return [replace(row, batch=batch, tried_at=now) for row in rows]

    async def _tell(self, client: discord.Client, target: Target, rows: Sequence[OutboxRow]) -> None:
        channel, kind = target
        if kind == news.RESULT:
            await self._results.tell(client, channel, rows[0])
            return
        place = client.get_partial_messageable(channel)
        tried_at, nonce = rows[0].tried_at, rows[0].batch or ""
        too_late = tried_at is not None and self._clock() - tried_at > NONCE_LIVES
        if tried_at and too_late and await _stands(place, kind, rows, tried_at):
            return
        if kind == news.CHAT:
            await place.send(chat_text(rows, self._clock()), nonce=nonce)
        else:
            await place.send(embed=await self._embed(target, rows), nonce=nonce)

    async def _embed(self, target: Target, rows: Sequence[OutboxRow]) -> discord.Embed:
        channel, kind = target
        if kind == news.STAFF:
            embed = await self._report(rows[0])
        elif kind == news.AUDIT:
            embed = audit_embed(rows, {server.name: server.title for server in self._servers})
        else:
            here = [server for server in self._servers if server.place.channels.get(kind) == channel]
            people = [player for row in rows if (player := _person(row))]
            members = await self._linking.members(people)
            embed = feed_embed(rows, {server.name: server.title for server in here}, members, self._clock())
        embed.timestamp = _mark_of(rows)
        return embed

    async def _report(self, row: OutboxRow) -> discord.Embed:
        server, person = self._servers.get(row.server), _person(row)
        members = await self._linking.members([person] if person else [])
        member = members.get(person.identity) if person and person.identity else None
        before = await self._evidence.before(row.server, row.at)
        return report_embed(row.payload, server.title if server else row.server, member, before)

    def _target_of(self, row: OutboxRow) -> Target | int:
        if row.kind == news.REPLY:
            return row.id
        if row.kind == news.AUDIT:
            return self._audit_channel or 0, row.kind
        server = self._servers.get(row.server)
        return self._channel_for(row.kind, server) if server else 0, row.kind

    def _channel_for(self, kind: str, server: Server) -> int:
        """Return the channel for news of one server; what staff must know goes to the audit if need be."""
        channel = server.place.channels.get(news.purpose(kind))
        return channel or (self._audit_channel if kind == news.STAFF else None) or 0


def _person(row: OutboxRow) -> Player | None:
    identity = news.identity_in(row.payload)
    return Player(handle="", name=row.payload["name"], identity=identity) if identity else None


async def _stands(
    place: discord.PartialMessageable, kind: str, rows: Sequence[OutboxRow], tried_at: datetime
) -> bool:
    """Tell whether an earlier try succeeded after all: its answer was lost, and its nonce is forgotten."""
    async for message in place.history(limit=100, after=tried_at - timedelta(seconds=5)):
        if kind == news.CHAT and message.content == chat_text(rows, rows[-1].at):
            return True
        if any(embed.timestamp == _mark_of(rows) for embed in message.embeds):
            return True
    return False


def _mark_of(rows: Sequence[OutboxRow]) -> datetime:
    """Return when the last of *rows* happened, with its number in the milliseconds, which nobody is shown.

    It tells an embed from others of the same second: a game's log knows no smaller moments.
    """
    return rows[-1].at.replace(microsecond=rows[-1].id % 1000 * 1000)
