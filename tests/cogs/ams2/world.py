"""A simulated Automobilista 2 server with the backend that asks it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.http import Sessions
from cogs.ams2 import AMS2, GAME, AMS2Settings
from sandbox.games.ams2 import AMS2Server, Member, titles
from sandbox.games.ams2.titles import Title
from tests.cogs.contract import World
from tests.sandbox.games.ams2.support import Clock

PATHS = {
    "look": "api/session/status",
    "kick": "api/session/kick",
    "say": "api/session/send_chat",
    "advance": "api/session/advance",
    "restart": "api/restart",
    "set_session": "api/session/set_attributes",
}


class Paddock(World):
    """Its clock stands still until a test moves it; ours is *ahead* of it by so many seconds."""

    ahead = 0.0
    secrets = ("127.0.0.1", "pw", "steward")

    def __init__(self, game: AMS2Server, clock: Clock, sessions: Sessions) -> None:
        self.game = game
        self.clock = clock
        self.sessions = sessions
        self.steamids: dict[str, str] = {}
        self.backends: list[AMS2] = []
        self.backend: AMS2 = self.new_backend()

    def new_backend(self, **settings: str) -> AMS2:
        """Return a backend as after a restart of the bot."""
        written = {"game": "ams2", "url": self.game.url, "username": "steward", "password": "pw"} | settings
        model = AMS2Settings.model_validate(written)
        backend = GAME.backend(self.entry, model, self.sessions, self.now)
        assert isinstance(backend, AMS2)
        self.backends.append(backend)
        return backend

    async def look_with_names(self) -> None:
        """Look, and wait for the names however long they take."""
        await self.look()
        reading = self.backend._naming._reading
        if reading is not None:
            await reading
        await self.look()

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock.now + self.ahead, UTC)

    def member(self, name: str) -> Member:
        return next(member for member in self.game.members if member.name == name)

    def join(self, name: str) -> None:
        self.steamids[name] = self.game.join(name).steamid

    def leave(self, name: str) -> None:
        self.game.leave(self.member(name))

    def fail(self, what: str, kind: str) -> None:
        self.game.faults.add(PATHS[what], kind, times=None)

    def mend(self) -> None:
        self.game.faults.clear()

    def sent(self, what: str) -> int:
        return sum(path == f"/{PATHS[what]}" for path, _ in self.game.asked)


@asynccontextmanager
async def paddock(ring_size: int = 10000, title: Title = titles.AMS2) -> AsyncIterator[Paddock]:
    clock = Clock()
    async with AMS2Server(clock=clock, ring_size=ring_size, title=title) as game, Sessions() as sessions:
        world = Paddock(game, clock, sessions)
        yield world
        for backend in world.backends:
            await backend.close()
