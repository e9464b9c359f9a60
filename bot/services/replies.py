"""Answers to people in a game: sent at most once, worded when sent."""

import logging
from collections.abc import Awaitable, Callable

from bot.clock import Clock
from bot.domain.capabilities import CanWhisper
from bot.domain.errors import BackendError, UserError
from bot.domain.snapshot import Player
from bot.services import news
from bot.services.servers import Server, Servers
from bot.storage import outbox
from bot.storage.database import Database
from bot.storage.outbox import OutboxRow

log = logging.getLogger(__name__)

_WORDS = {
    "linked": "You are linked to {member} on Discord. Is that not you? Type !unlink",
    "unlinked": "You are no longer linked to {member} on Discord.",
    "how_to_link": "Type /linkme in Discord, then here: !linkme and the code it shows.",
    "no_such_code": "That code is not known. Type /linkme in Discord to get one.",
    "expired": "That code is too old. Type /linkme in Discord to get a new one.",
    "used": "That code was used already. Type /linkme in Discord to get a new one.",
    "taken": "You are linked to {member} on Discord already. To change that, type !unlink first.",
    "already_yours": "You are linked to {member} on Discord already.",
    "no_identity": "This server does not tell who you are, so you cannot be linked here.",
    "not_linked": "You are not linked to anybody on Discord.",
}


class Replies:
    """Sends what the outbox holds for people in games."""

    def __init__(
        self,
        database: Database,
        servers: Servers,
        name_of: Callable[[int], Awaitable[str]],
        clock: Clock,
    ) -> None:
        self._database = database
        self._servers = servers
        self._name_of = name_of
        self._clock = clock

    async def deliver(self, row: OutboxRow) -> None:
        """Send one reply; it is marked first, because a game must never hear it twice."""
        async with self._database.write() as connection:
            await outbox.settle(connection, [row.id], self._clock())
        server = self._servers.get(row.server)
        if server is None:
            return
        try:
            async with server.chat.turn(server.name):
                await self._whisper(server, row)
        except (BackendError, UserError) as error:
            log.info("a reply to a player of %s was not delivered: %s", server.name, error)

    async def _whisper(self, server: Server, row: OutboxRow) -> None:
        backend = server.source.backend
        if not isinstance(backend, CanWhisper) or self._clock() - row.at > news.OLD_NEWS:
            return
        member = row.payload.get("member")
        words = _WORDS[row.payload["what"]].format(
            member=await self._name_of(member) if member else "somebody"
        )
        player = Player(
            handle=row.payload["handle"], name=row.payload["name"], identity=news.identity_in(row.payload)
        )
        await backend.whisper(server.inner, player, words)
