"""Answers to people in a game: sent at most once, worded when sent."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from bot.clock import Clock
from bot.domain.capabilities import CanWhisper
from bot.domain.errors import BackendError, UserError
from bot.domain.snapshot import Player
from bot.services import news
from bot.services.game_answers import COMMANDS, GameAnswers
from bot.services.servers import Server, Servers
from bot.storage import outbox
from bot.storage.database import Database
from bot.storage.outbox import OutboxRow

log = logging.getLogger(__name__)

LINE_PAUSE = 2.0
"""Seconds between two lines of one answer, so that the first can be read."""

_WORDS = {
    "linked": "You are linked to {member} on Discord. Is that not you? Type !unlink",
    "unlinked": "You are no longer linked to {member} on Discord.",
    "how_to_link": "Type /linkme in Discord, then here: !linkme and the code it shows.",
    "link_by_whisper": "Here you are whispered a code: type /linkme in Discord with your name as player.",
    "unlink_in_discord": "That is done in Discord: type /unlink there.",
    "no_such_code": "That code is not known. Type /linkme in Discord to get one.",
    "expired": "That code is too old. Type /linkme in Discord to get a new one.",
    "used": "That code was used already. Type /linkme in Discord to get a new one.",
    "taken": "You are linked to {member} on Discord already. To change that, type !unlink first.",
    "already_yours": "You are linked to {member} on Discord already.",
    "no_identity": "This server does not tell who you are, so you cannot be linked here.",
    "not_linked": "You are not linked to anybody on Discord.",
    "how_to_report": "Type !report, then the name of who it is about, then what happened.",
    "reported": "Thank you: the staff will read it, with what happened in the last two minutes.",
    "unread": "Nobody would read a report from here. Tell a moderator on Discord.",
    "impacts": "Warning: {count} impacts in this stage. Please drive with care.",
    "cuts": "Warning: you left the track {count} times in this stage. Please stay within its limits.",
}


class Replies:
    """Sends what the outbox holds for people in games."""

    def __init__(
        self,
        database: Database,
        servers: Servers,
        answers: GameAnswers,
        name_of: Callable[[int], Awaitable[str]],
        clock: Clock,
    ) -> None:
        self._database = database
        self._servers = servers
        self._answers = answers
        self._name_of = name_of
        self._clock = clock

    async def deliver(self, row: OutboxRow) -> None:
        """Send one reply, line by line; it is marked first, because a game must never hear it twice."""
        async with self._database.write() as connection:
            await outbox.settle(connection, [row.id], self._clock())
        server = self._servers.get(row.server)
        if server is None or self._clock() - row.at > news.OLD_NEWS:
            return
        player = Player(
            handle=row.payload["handle"], name=row.payload["name"], identity=news.identity_in(row.payload)
        )
        try:
            for number, line in enumerate(await self._lines(server, row)):
                if number:
                    await asyncio.sleep(LINE_PAUSE)  # outside of its turn: others may speak meanwhile
                await _whisper(server, player, line)
        except (BackendError, UserError) as error:
            log.info("a reply to a player of %s was not delivered: %s", server.name, error)

    async def _lines(self, server: Server, row: OutboxRow) -> Sequence[str]:
        facts = row.payload
        if facts["what"] in COMMANDS:
            return await self._answers.answer(server, facts["what"], facts["asked"], news.identity_in(facts))
        member = facts.get("member")
        name = await self._name_of(member) if member else "somebody"
        return [_WORDS[facts["what"]].format(member=name, count=facts.get("count"))]


async def _whisper(server: Server, player: Player, line: str) -> None:
    backend = server.source.backend
    if isinstance(backend, CanWhisper):
        async with server.chat.turn(server.name):
            await backend.whisper(server.inner, player, line)
