"""Tells the news: gathered into few messages, in order, each exactly once."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

import discord

from bot.clock import Clock
from bot.domain.snapshot import Player
from bot.services import news
from bot.services.linking import Linking
from bot.services.replies import Replies
from bot.services.servers import Servers
from bot.storage import outbox
from bot.storage.database import Database
from bot.storage.outbox import OutboxRow
from bot.ui.channels import CALL_DEADLINE, FAILURES, Trouble, missing_permissions, trouble_in
from bot.ui.news_words import audit_embed, chat_text, feed_embed

log = logging.getLogger(__name__)

_GATHER = 0.5
"""Seconds to wait for more news before a message is made; two would be felt in the chat."""
_LINES = 15
_AT_ONCE = 500
_NONCE_LIVES = timedelta(minutes=2)
"""How long Discord surely knows a nonce, and gives back the first message for it."""
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
        client: Callable[[], discord.Client | None],
        audit_channel: int | None,
        clock: Clock,
    ) -> None:
        self._database = database
        self._servers = servers
        self._linking = linking
        self._replies = replies
        self._client = client
        self._audit_channel = audit_channel
        self._clock = clock
        self._news = asyncio.Event()
        self._tasks: dict[Target | int, asyncio.Task[None]] = {}
        self._closed: set[int] = set()

    def wake(self) -> None:
        """Say that the outbox may hold something new."""
        self._news.set()

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
        async with self._database.read() as connection:
            rows = await outbox.unsent(connection, _AT_ONCE)
        waiting: dict[Target | int, list[OutboxRow]] = {}
        for row in rows:
            if row.kind == news.REPLY:
                waiting.setdefault(row.id, []).append(row)
            else:
                waiting.setdefault((self._channel_of(row), row.kind), []).append(row)
        for target, theirs in waiting.items():
            if target not in self._tasks:
                task = asyncio.create_task(self._deliver(target, theirs))
                self._tasks[target] = task
                task.add_done_callback(partial(self._forget, target))

    def _forget(self, target: Target | int, _: asyncio.Task[None]) -> None:
        self._tasks.pop(target, None)

    async def _deliver(self, target: Target | int, rows: Sequence[OutboxRow]) -> None:
        """Deliver what waits for one target; what comes meanwhile is handed out after it."""
        try:
            if isinstance(target, int):
                await self._replies.deliver(rows[0])
                return
            for batch in self._batches(rows):
                await self._tell_until_told(target, batch)
        except Exception:
            log.exception("news could not be told")
            await asyncio.sleep(_LONGEST_RETRY)
        self.wake()

    async def _tell_until_told(self, target: Target, rows: Sequence[OutboxRow]) -> None:
        channel, _ = target
        batch, tried_at = rows[0].batch, rows[0].tried_at
        pause = _RETRY
        while channel:
            if batch is None:
                batch, tried_at = secrets.token_hex(8), self._clock()
                async with self._database.write() as connection:
                    await outbox.claim(connection, [row.id for row in rows], batch, tried_at)
            try:
                async with asyncio.timeout(CALL_DEADLINE):
                    await self._tell(target, rows, batch, tried_at)
                self._closed.discard(channel)
                break
            except FAILURES as error:
                trouble = trouble_in(error)
                if trouble is Trouble.REFUSED:
                    log.error("Discord refuses news: %s", error)  # noqa: TRY400 - its text says it all
                    break
                if trouble is Trouble.CHANNEL_CLOSED:
                    self._report(channel)
                    pause = _CLOSED_PAUSE
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_RETRY)
        async with self._database.write() as connection:
            await outbox.settle(connection, [row.id for row in rows], self._clock())

    async def _tell(
        self, target: Target, rows: Sequence[OutboxRow], batch: str, tried_at: datetime | None
    ) -> None:
        channel, kind = target
        client = self._client()
        if client is None:
            raise TimeoutError("Discord is away")
        place = client.get_partial_messageable(channel)
        if (
            tried_at
            and self._clock() - tried_at > _NONCE_LIVES
            and await _stands(place, kind, rows, tried_at)
        ):
            return
        if kind == news.CHAT:
            await place.send(chat_text(rows, self._clock()), nonce=batch)
            return
        titles = {server.name: server.title for server in self._servers}
        if kind == news.AUDIT:
            embed = audit_embed(rows, titles)
        else:
            here = {server.name for server in self._servers if server.place.channels.get(kind) == channel}
            people = [player for row in rows if (player := _person(row))]
            names = {name: title for name, title in titles.items() if name in here}
            embed = feed_embed(rows, names, await self._linking.members(people), self._clock())
        await place.send(embed=embed, nonce=batch)

    def _channel_of(self, row: OutboxRow) -> int:
        if row.kind == news.AUDIT:
            return self._audit_channel or 0
        server = self._servers.get(row.server)
        return server.place.channels.get(row.kind, 0) if server else 0

    def _report(self, channel: int) -> None:
        client = self._client()
        if client is not None and channel not in self._closed:
            self._closed.add(channel)
            log.warning(
                "no news can be told in channel %s: %s", channel, missing_permissions(client, channel)
            )

    def _batches(self, rows: Sequence[OutboxRow]) -> list[list[OutboxRow]]:
        """Cut what waits into messages: what was tried together stays together, what is old is one."""
        batches: dict[str, list[OutboxRow]] = {}
        for number, row in enumerate(rows):
            fresh = f"#{number // _LINES}" if self._clock() - row.at <= news.OLD_NEWS else "#old"
            batches.setdefault(row.batch or fresh, []).append(row)
        return list(batches.values())


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
        if any(embed.timestamp == _to_ms(rows[-1].at) for embed in message.embeds):
            return True
    return False


def _to_ms(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
