"""Live messages, edited in place only when what they show changed."""

import asyncio
import hashlib
import json
import logging
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

import discord

from bot.domain.health import Condition
from bot.services.servers import Server, Servers
from bot.storage import boards as stored
from bot.storage.boards import BoardRow
from bot.storage.database import Database
from bot.ui.board_kinds import BoardKind, Shown
from bot.ui.channels import CALL_DEADLINE, FAILURES, Closed, Pace, Pauses, Trouble, is_failure, trouble_in
from bot.ui.sighting import Sightings

log = logging.getLogger(__name__)

_CLOSED_PAUSE = 60.0
_RETRY, _LONGEST_RETRY = 2.0, 60.0

Key = tuple[str, str]
"""A board's kind and its subject: a server's name, or "" for all."""


class Boards:
    """Keeps every board true; the newest content replaces an unsent older one."""

    def __init__(
        self,
        database: Database,
        servers: Servers,
        client: Callable[[], discord.Client | None],
        kinds: Sequence[BoardKind],
    ) -> None:
        self._database = database
        self._servers = servers
        self._client = client
        self._kinds = {kind.name: kind for kind in kinds}
        self._rows: dict[Key, BoardRow] = {}
        self._dirty: dict[int, dict[Key, None]] = {}
        self._workers: dict[int, asyncio.Task[None]] = {}
        self._sightings = Sightings()
        self._verified: set[Key] = set()
        self._nonces: dict[Key, str] = {}
        self._paces: dict[int, Pace] = {}
        self._gone: dict[int, set[int]] = {}
        self._closed = Closed("no board can be shown")
        self._pauses = Pauses()

    async def recall(self) -> None:
        """Load where the boards are; to be called once, before the first change."""
        async with self._database.read() as connection:
            self._rows = {(row.kind, row.subject): row for row in await stored.recall(connection)}

    def server_changed(self, server: Server) -> None:
        """Show *server* anew, where that changes what is shown."""
        for kind in self._kinds.values():
            self._mark((kind.name, kind.subject(server)), kind.channel_of(server))
            if server.inner:  # its source had a stand-in until it was met
                self._mark_unwanted((kind.name, server.source.name))

    def look_again(self) -> None:
        """Compare every board with what stands in its channel: nobody told what happened there meanwhile."""
        self._verified.clear()
        self._sightings.forget_all()
        for key in self._rows:
            self._mark_unwanted(key)
        for server in self._servers:
            self.server_changed(server)
        self.try_again()

    def try_again(self) -> None:
        """Try at once what failed before: something at Discord has changed."""
        self._pauses.end()

    def message_deleted(self, channel: int, message_id: int) -> None:
        """Make a board again whose message somebody deleted."""
        if channel not in self._dirty:
            return
        for key, row in self._rows.items():
            if row.message_id == message_id:
                self._mark(key, channel)
        if not self._workers[channel].done():  # an edit of it may be on its way just now
            self._gone.setdefault(channel, set()).add(message_id)

    async def close(self) -> None:
        """Stop; what is not yet shown is shown after the next start."""
        for worker in self._workers.values():
            worker.cancel()
        await asyncio.gather(*self._workers.values(), return_exceptions=True)

    def _mark(self, key: Key, channel: int | None) -> None:
        if channel is None:
            return
        self._dirty.setdefault(channel, {})[key] = None
        worker = self._workers.get(channel)
        if worker is None or worker.done():
            self._workers[channel] = asyncio.create_task(self._work(channel), name=f"boards of {channel}")

    def _mark_unwanted(self, key: Key) -> None:
        row = self._rows.get(key)
        if row is not None and self._channel_of(key) is None:
            self._mark(key, row.channel_id)

    def _channel_of(self, key: Key) -> int | None:
        """Return where a board belongs now; None when it is no longer wanted."""
        kind = self._kinds.get(key[0])
        return kind.channel_of(self._servers.get(key[1])) if kind else None

    async def _work(self, channel: int) -> None:
        """Bring one channel's boards up to date, each in its turn, within the budget, until none is left."""
        pause, pace = _RETRY, self._paces.setdefault(channel, Pace())
        while self._dirty[channel]:
            await pace.turn()  # before one is taken and rendered: what is shown then is not old
            key = next(iter(self._dirty[channel]))
            del self._dirty[channel][key]
            try:
                async with asyncio.timeout(CALL_DEADLINE):
                    await self._publish(key, channel, pace)
                pause = _RETRY
                self._closed.is_open(channel)
            except Exception as error:
                if is_failure(error):
                    pause = await self._after(error, key, channel, pause)
                    continue
                # A bug, or a full disk: the others go on, and this one is looked for anew.
                log.exception("the board %s could not be made", key)
                self._doubt(key, channel)
                asyncio.get_running_loop().call_later(_LONGEST_RETRY, self._mark, key, channel)
        self._gone.pop(channel, None)

    async def _after(self, error: Exception, key: Key, channel: int, pause: float) -> float:
        """Do what follows from a failure; return how long to wait after another one."""
        self._doubt(key, channel)
        trouble = trouble_in(error)
        if trouble is Trouble.REFUSED:
            log.error("Discord refuses the board %s: %s", key, error)
            return pause
        self._dirty[channel].setdefault(key)
        if trouble is Trouble.CHANNEL_CLOSED:
            self._closed.report(self._client(), channel)
            await self._pauses.wait(_CLOSED_PAUSE)
        elif trouble is Trouble.LATER:
            await self._pauses.wait(pause)
            return min(pause * 2, _LONGEST_RETRY)
        return pause

    def _doubt(self, key: Key, channel: int) -> None:
        """Look for a board anew before it is shown the next time."""
        self._verified.discard(key)
        self._sightings.forget(channel)

    async def _publish(self, key: Key, channel: int, pace: Pace) -> None:
        client = self._client()
        if client is None:
            raise TimeoutError("Discord is away")
        if self._channel_of(key) is None:
            await self._withdraw(key, client)
            return
        shown = await self._render(key)
        if not key[1]:
            pace.spend()  # it is made anew for a change of any server, mostly to show the same
        if shown is None:
            return
        row, digest = await self._found(key, channel, client), _digest(shown)
        if row.message_id is not None and row.digest == digest:
            return
        place = client.get_partial_messageable(channel)
        if row.message_id is None:
            nonce = self._nonces.setdefault(key, secrets.token_hex(8))
            message = await place.send(embed=shown.embed, view=shown.view, nonce=nonce)
            row = replace(row, message_id=message.id)
            del self._nonces[key]
        else:
            pace.spend()
            await self._edit(key, row, place.get_partial_message(row.message_id), shown)
        await self._keep(key, replace(row, digest=digest))

    async def _withdraw(self, key: Key, client: discord.Client) -> None:
        """Take away the message of a board that nobody would keep true any more."""
        row = self._rows.get(key)
        if row is None:
            return
        place = client.get_partial_messageable(row.channel_id)
        try:
            row = await self._sightings.verify(row, client)
            if row.message_id is not None:
                await place.get_partial_message(row.message_id).delete()
        except (discord.NotFound, discord.Forbidden) as error:
            log.info("the board %s is left to itself: %s", key, error)
        async with self._database.write() as connection:
            await stored.drop(connection, *key)
        del self._rows[key]

    async def _edit(self, key: Key, row: BoardRow, message: discord.PartialMessage, shown: Shown) -> None:
        try:
            await message.edit(embed=shown.embed, view=shown.view)
        except discord.NotFound:
            await self._keep(key, replace(row, message_id=None, digest=None))
            raise

    async def _keep(self, key: Key, row: BoardRow) -> None:
        async with self._database.write() as connection:
            if row.message_id is None or row.digest is None:
                await stored.forget_message(connection, *key)
            else:
                await stored.posted(connection, *key, row.message_id, row.digest)
        self._rows[key] = row
        if self._is_gone(row):
            self._mark(key, row.channel_id)

    def _is_gone(self, row: BoardRow) -> bool:
        return row.message_id in self._gone.get(row.channel_id, ())

    async def _found(self, key: Key, channel: int, client: discord.Client) -> BoardRow:
        """Return the board's row, with the message that stands in the channel, if one does."""
        row = self._rows.get(key)
        if row is None or row.channel_id != channel:
            with suppress(*FAILURES):  # where it was is less important than where it shall be
                await self._withdraw(key, client)
            async with self._database.write() as connection:
                await stored.intend(connection, *key, channel)
            row = BoardRow(kind=key[0], subject=key[1], channel_id=channel, message_id=None, digest=None)
        if self._is_gone(row):
            row = replace(row, message_id=None, digest=None)
            self._sightings.forget(channel)
        if key not in self._verified:
            row = await self._sightings.verify(row, client)
            self._verified.add(key)
        self._rows[key] = row
        return row

    async def _render(self, key: Key) -> Shown | None:
        """Make what a board shall show, or None while what stands there from the last run is better."""
        server = self._servers.get(key[1])
        about = [server] if server else list(self._servers)
        if any(one.health.condition is Condition.WAITING for one in about):
            return None
        return await self._kinds[key[0]].show(about)


def _digest(shown: Shown) -> str:
    """Return what is equal for two contents that look the same."""
    content = json.dumps([shown.embed.to_dict(), shown.view.to_components()], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()
