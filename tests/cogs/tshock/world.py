"""A simulated Terraria server with the backend that asks it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.http import Sessions
from cogs.tshock import GAME, TShock, TShockSettings
from sandbox.games.tshock import Dialect, TShockServer
from tests.cogs.contract import World

PATHS = {
    "look": "/v2/server/status",
    "kick": "/v2/players/kick",
    "kill": "/v2/players/kill",
    "details": "/v3/players/read",
    "mute": "/v2/players/mute",
    "say": "/v2/server/broadcast",
    "whisper": "/v3/server/rawcmd",
    "create account": "/v2/users/create",
}
BEGAN = 1_772_366_400.0


class Hall(World):
    """Its clock, which is also ours, stands still until a test moves it; it logs into *logs*."""

    entry = "hall"

    def __init__(self, dialect: Dialect, sessions: Sessions, logs: Path | None = None) -> None:
        self.time = BEGAN
        self.logs = logs
        self.game = TShockServer(dialect, clock=lambda: self.time, log_folder=logs)
        self.sessions = sessions
        self.secrets = ("127.0.0.1", self.game.token)
        self.backends: list[TShock] = []

    async def start(self) -> None:
        await self.game.start()
        self.backend: TShock = self.new_backend()

    def new_backend(self, **settings: str) -> TShock:
        """Return a backend as after a restart of the bot; without *settings* it has the application token."""
        login = settings or {"token": self.game.token}
        log = {"chat_log": self.logs} if self.logs else {}
        model = TShockSettings.model_validate({"game": "tshock", "url": self.game.url, **log, **login})
        backend = GAME.backend(self.entry, model, self.sessions, self.now)
        assert isinstance(backend, TShock)
        self.backends.append(backend)
        return backend

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.time, UTC)

    def join(self, name: str) -> None:
        self.game.join(name)

    def leave(self, name: str) -> None:
        self.game.leave(self.game.player(name))

    def fail(self, what: str, kind: str) -> None:
        self.game.faults.add(self._path(what), kind, times=None)

    def mend(self) -> None:
        self.game.faults.clear()

    def sent(self, what: str) -> int:
        return sum(path == self._path(what) for path, _ in self.game.asked)

    def _path(self, what: str) -> str:
        if what == "ban":
            return "/v3/bans/create" if self.game.dialect.modern else "/v2/players/ban"
        return PATHS[what]


@asynccontextmanager
async def hall(dialect: Dialect, logs: Path | None = None) -> AsyncIterator[Hall]:
    async with Sessions() as sessions:
        world = Hall(dialect, sessions, logs)
        await world.start()
        yield world
        for backend in world.backends:
            await backend.close()
        await world.game.close()
