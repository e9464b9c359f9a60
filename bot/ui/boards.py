"""Live messages: one for each server and one for all, edited in place only when what they show changed."""

import asyncio
import hashlib
import json
import logging
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

import discord

from bot.domain.health import Condition
from bot.services.linking import Linking
from bot.services.servers import Server, Servers
from bot.storage import boards as stored
from bot.storage.boards import BoardRow
from bot.storage.database import Database
from bot.ui.board_buttons import board_view, mark_of
from bot.ui.channels import CALL_DEADLINE, FAILURES, Pace, Pauses, Trouble, missing_permissions, trouble_in
from bot.ui.embeds import overview_embed, status_embed

log = logging.getLogger(__name__)

STATUS, OVERVIEW = "status", "overview"
_RECENT = 100
"""How many of a channel's newest messages are looked through for boards that lost their row."""
_CLOSED_PAUSE = 60.0
_RETRY, _LONGEST_RETRY = 2.0, 60.0

Key = tuple[str, str]
"""A board's kind and its subject: a server's name, or "" for all."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a board shows; equal digests show the same."""

    embed: discord.Embed
    view: discord.ui.View
    digest: str


class Boards:
    """Keeps every board true; the newest content replaces an unsent older one."""

    def __init__(
        self,
        database: Database,
        servers: Servers,
        linking: Linking,
        client: Callable[[], discord.Client | None],
        overview_channel: int | None,
    ) -> None:
        self._database = database
        self._servers = servers
        self._linking = linking
        self._client = client
        self._overview_channel = overview_channel
        self._rows: dict[Key, BoardRow] = {}
        self._dirty: dict[int, dict[Key, None]] = {}
        self._workers: dict[int, asyncio.Task[None]] = {}
        self._sighted: dict[int, Mapping[str, int]] = {}
        self._verified: set[Key] = set()
        self._nonces: dict[Key, str] = {}
        self._paces: dict[int, Pace] = {}
        self._closed: set[int] = set()
        self._gone: set[int] = set()
        self._pauses = Pauses()

    async def recall(self) -> None:
        """Load where the boards are; to be called once, before the first change."""
        async with self._database.read() as connection:
            self._rows = {(row.kind, row.subject): row for row in await stored.recall(connection)}

    def server_changed(self, server: Server) -> None:
        """Show *server* anew, where that changes what is shown."""
        self._mark((STATUS, server.name), server.place.channels.get("status"))
        self._mark((OVERVIEW, ""), self._overview_channel)
        if server.inner:  # its source had a stand-in until it was met
            self._mark_unwanted((STATUS, server.source.name))

    def look_again(self) -> None:
        """Compare every board with what stands in its channel: nobody told what happened there meanwhile."""
        self._verified.clear()
        self._sighted.clear()
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
        self._gone.add(message_id)  # an edit of it may be on its way just now
        for key, row in self._rows.items():
            if row.message_id == message_id:
                self._mark(key, channel)

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
        if key[0] == OVERVIEW:
            return self._overview_channel
        server = self._servers.get(key[1])
        return server.place.channels.get("status") if server else None

    async def _work(self, channel: int) -> None:
        """Bring one channel's boards up to date, within its budget, until none is left."""
        pause = _RETRY
        while self._dirty[channel]:
            key = next(iter(self._dirty[channel]))
            del self._dirty[channel][key]
            try:
                async with asyncio.timeout(CALL_DEADLINE):
                    await self._publish(key, channel)
                pause = _RETRY
                self._closed.discard(channel)
            except FAILURES as error:
                pause = await self._after(error, key, channel, pause)
            except Exception:  # a bug, or a full disk: the others go on, and this one is looked for anew
                log.exception("the board %s could not be made", key)
                self._verified.discard(key)
                self._sighted.pop(channel, None)
                asyncio.get_running_loop().call_later(_LONGEST_RETRY, self._mark, key, channel)

    async def _after(self, error: Exception, key: Key, channel: int, pause: float) -> float:
        """Do what follows from a failure; return how long to wait after another one."""
        self._verified.discard(key)
        self._sighted.pop(channel, None)
        trouble = trouble_in(error)
        if trouble is Trouble.REFUSED:
            log.error("Discord refuses the board %s: %s", key, error)
            return pause
        self._dirty[channel].setdefault(key)
        if trouble is Trouble.CHANNEL_CLOSED:
            self._report(channel)
            await self._pauses.wait(_CLOSED_PAUSE)
        elif trouble is Trouble.LATER:
            await self._pauses.wait(pause)
            return min(pause * 2, _LONGEST_RETRY)
        return pause

    async def _publish(self, key: Key, channel: int) -> None:
        client = self._client()
        if client is None:
            raise TimeoutError("Discord is away")
        if self._channel_of(key) is None:
            await self._withdraw(key, client)
            return
        pace = self._paces.setdefault(channel, Pace())
        await pace.turn()  # before it is rendered: what is shown then is not old
        rendered = await self._render(key)
        if key[0] == OVERVIEW:
            pace.spend()  # it is made anew for a change of any server, mostly to show the same
        if rendered is None:
            return
        row = await self._found(key, channel, client)
        if row.message_id is not None and row.digest == rendered.digest:
            return
        place = client.get_partial_messageable(channel)
        if row.message_id is None:
            nonce = self._nonces.setdefault(key, secrets.token_hex(8))
            message = await place.send(embed=rendered.embed, view=rendered.view, nonce=nonce)
            row = replace(row, message_id=message.id)
            del self._nonces[key]
        else:
            pace.spend()
            await self._edit(key, row, place.get_partial_message(row.message_id), rendered)
        await self._keep(key, replace(row, digest=rendered.digest))

    async def _withdraw(self, key: Key, client: discord.Client) -> None:
        """Take away the message of a board that nobody would keep true any more."""
        row = self._rows.get(key)
        if row is None:
            return
        place = client.get_partial_messageable(row.channel_id)
        try:
            row = await self._verify(key, row, client)
            if row.message_id is not None:
                await place.get_partial_message(row.message_id).delete()
        except (discord.NotFound, discord.Forbidden) as error:
            log.info("the board %s is left to itself: %s", key, error)
        async with self._database.write() as connection:
            await stored.drop(connection, *key)
        del self._rows[key]

    async def _edit(
        self, key: Key, row: BoardRow, message: discord.PartialMessage, rendered: Rendered
    ) -> None:
        try:
            await message.edit(embed=rendered.embed, view=rendered.view)
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
        if row.message_id in self._gone:
            self._mark(key, row.channel_id)

    async def _found(self, key: Key, channel: int, client: discord.Client) -> BoardRow:
        """Return the board's row, with the message that stands in the channel, if one does."""
        row = self._rows.get(key)
        if row is None or row.channel_id != channel:
            with suppress(*FAILURES):  # where it was is less important than where it shall be
                await self._withdraw(key, client)
            async with self._database.write() as connection:
                await stored.intend(connection, *key, channel)
            row = BoardRow(kind=key[0], subject=key[1], channel_id=channel, message_id=None, digest=None)
        if row.message_id in self._gone:
            row = replace(row, message_id=None, digest=None)
            self._sighted.pop(channel, None)
        if key not in self._verified:
            row = await self._verify(key, row, client)
            self._verified.add(key)
        self._rows[key] = row
        return row

    async def _verify(self, key: Key, row: BoardRow, client: discord.Client) -> BoardRow:
        """Compare a row with what stands in the channel: either may have been lost meanwhile."""
        sighted = self._sighted.get(row.channel_id)
        place = client.get_partial_messageable(row.channel_id)
        if sighted is None:
            sighted = self._sighted[row.channel_id] = await _sight(place, client)
        if row.message_id is None:
            return replace(row, message_id=sighted.get(mark_of(*key)), digest=None)
        if row.message_id in sighted.values():
            return row
        try:
            await place.fetch_message(row.message_id)
        except discord.NotFound as error:
            if trouble_in(error) is not Trouble.MESSAGE_GONE:
                raise
            return replace(row, message_id=None, digest=None)
        return row

    async def _render(self, key: Key) -> Rendered | None:
        kind, subject = key
        server = self._servers.get(subject)
        shown = list(self._servers) if kind == OVERVIEW else [server] if server else []
        if any(server.health.condition is Condition.WAITING for server in shown):
            return None  # what stands there from the last run is better than "not looked at yet"
        if kind == OVERVIEW:
            embed = overview_embed(shown)
        elif server is None:
            return None
        else:
            players = server.snapshot.players if server.snapshot else ()
            embed = status_embed(server, await self._linking.members(players))
        view = board_view(kind, subject)
        content = json.dumps([embed.to_dict(), view.to_components()], sort_keys=True)
        return Rendered(embed, view, hashlib.sha256(content.encode()).hexdigest())

    def _report(self, channel: int) -> None:
        client = self._client()
        if client is not None and channel not in self._closed:
            self._closed.add(channel)
            log.warning(
                "no board can be shown in channel %s: %s", channel, missing_permissions(client, channel)
            )


async def _sight(place: discord.PartialMessageable, client: discord.Client) -> Mapping[str, int]:
    """Find the bot's own boards among a channel's newest messages, by the id of their first button."""
    found: dict[str, int] = {}
    async for message in place.history(limit=_RECENT):
        if client.user is None or message.author.id != client.user.id:
            continue
        for item in discord.ui.View.from_message(message, timeout=None).children:
            if isinstance(item, discord.ui.Button) and item.custom_id:
                found.setdefault(item.custom_id, message.id)
    return found
