"""What holds somebody back for a while: remembered over restarts of the bot."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.sanctions import Sanction, SanctionKind
from bot.domain.snapshot import Player
from bot.storage import sanctions as stored
from bot.storage.database import Database


class Sanctions:
    """Every mute, and every ban that the bot must end; what runs is known from memory."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._running: Sequence[Sanction] = ()

    async def recall(self) -> None:
        """Read what runs; to be called before the first look, and after every change."""
        async with self._database.read() as connection:
            self._running = await stored.running(connection)

    def running(self, server: str | None = None, kind: SanctionKind | None = None) -> list[Sanction]:
        """Return what nobody ended yet, oldest first."""
        return [
            one
            for one in self._running
            if (server is None or one.server == server) and (kind is None or one.kind is kind)
        ]

    def about(self, server: str, kind: SanctionKind, player: Player) -> list[Sanction]:
        """Return what *player* was given there."""
        return [one for one in self.running(server, kind) if one.is_about(player)]

    async def begin(self, connection: AsyncConnection, sanction: Sanction) -> None:
        """Write a new one down."""
        await stored.begin(connection, sanction)

    async def end(self, connection: AsyncConnection, sanction: Sanction, at: datetime) -> None:
        """Write down that one holds no more."""
        await stored.end(connection, sanction.id, at)
