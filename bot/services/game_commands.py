"""What players type to the bot in a game's chat; everything else they write there is theirs."""

import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.capabilities import CanWhisper, HearsLaps
from bot.domain.errors import NoSuchPlayer, SeveralPlayers
from bot.domain.events import PlayerSaid
from bot.domain.roster import Told
from bot.domain.snapshot import Player
from bot.services import news
from bot.services.servers import Server
from bot.storage.outbox import News

Reader = Callable[[AsyncConnection, Server, Told], Awaitable[list[News] | None]]
"""Reads a chat line inside the look's transaction; the news it makes, or None when it is only chat."""

COMMANDS_OF_ONE = 5
WINDOW = timedelta(seconds=60)
"""So many commands of one player within this time are answered, and no more."""
_MOST_REMEMBERED = 1000

_OF_LAPS = {"best", "records", "last"}
_COMMAND = re.compile(r"\s*!(help|best|records|last|report)\b(.*)", re.IGNORECASE | re.DOTALL)


class GameCommands:
    """Answers commands in a game's chat; a word that is not ours stays chat: other bots may own it.

    *audited* says that staff without a channel of their own read reports in the audit.
    """

    def __init__(self, read_codes: Reader, *, audited: bool) -> None:
        self._read_codes = read_codes
        self._audited = audited
        self._typed: dict[str, list[datetime]] = {}

    async def read_chat(self, connection: AsyncConnection, server: Server, told: Told) -> list[News] | None:
        """Read one chat line; the codes that link people come first, because they are secret."""
        answered = await self._read_codes(connection, server, told)
        if answered is not None or not isinstance(told.event, PlayerSaid):
            return answered
        found = _COMMAND.match(told.event.text)
        if found is None or not server.source.can(CanWhisper):
            return None
        if found[1].lower() in _OF_LAPS and not server.source.can(HearsLaps):
            return None
        player, at = told.player, told.event.at
        if player is None or self._is_too_often(server, player, at):
            return []
        word, rest = found[1].lower(), " ".join(found[2].split())
        if word == "report":
            is_read = self._audited or news.STAFF in server.place.channels
            return (
                _report(server, at, player, rest) if is_read else [news.reply(server, at, player, "unread")]
            )
        return [news.reply(server, at, player, word, asked=rest)]

    def _is_too_often(self, server: Server, player: Player, at: datetime) -> bool:
        """Count one command of *player*; a restart forgets the count, which only forgives."""
        key = f"{server.name} {player.identity.key if player.identity else player.handle}"
        recent = [before for before in self._typed.pop(key, []) if at - before < WINDOW]
        while len(self._typed) >= _MOST_REMEMBERED:
            del self._typed[next(iter(self._typed))]
        self._typed[key] = [*recent, at][-COMMANDS_OF_ONE:]
        return len(recent) >= COMMANDS_OF_ONE


def _report(server: Server, at: datetime, player: Player, rest: str) -> list[News]:
    """Hand a report to the staff, and tell the one who made it."""
    if not rest:
        return [news.reply(server, at, player, "how_to_report")]
    accused = _accused(server, rest)
    return [news.report(server, at, player, accused, rest), news.reply(server, at, player, "reported")]


def _accused(server: Server, words: str) -> Player | None:
    """Return whom *words* begin with: a whole name, however many words it has, or the beginning of one."""
    said = words.casefold()
    whole = [
        one for one in server.roster.values() if f"{said} ".startswith(f"{one.name.casefold().strip()} ")
    ]
    if whole:
        return max(whole, key=lambda one: len(one.name))
    try:
        return server.find_player(words.split(maxsplit=1)[0])
    except (NoSuchPlayer, SeveralPlayers):
        return None
