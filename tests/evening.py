"""A whole evening on this machine: the local Discord, a simulated race server, and the bot between them."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, Self

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.app import App
from bot.games import known_games
from bot.heartbeat import Heartbeat
from bot.http import Sessions
from bot.services.servers import Server
from bot.settings import Settings, load
from bot.storage.database import Database
from sandbox.discord import Person, SandboxDiscord
from sandbox.discord.guild import Guild
from sandbox.discord.model import Message
from sandbox.games.ams2 import AMS2Server
from sandbox.games.tshock import Dialect, TShockServer
from tests.empty_database import empty_database

CHANNELS = ("overview", "status", "feed", "chat", "results", "timing", "staff", "audit", "general")
OF_A_SERVER = ("status", "feed", "chat", "results", "timing", "staff")
OF_THE_HALL = ("status", "feed", "chat", "staff")
"""Its channels in Discord have ``hall-`` in front."""


def furnish(local: SandboxDiscord, *, with_hall: bool = False) -> Guild:
    """Make the guild in which all stories play: Ada is admin, Mona moderates, Tom and Tim drive."""
    guild = local.add_guild("Paddock Club")
    guild.add_role("Admin", ["manage_guild", "moderate_members", "manage_messages"])
    guild.add_role("Moderator", ["moderate_members"])
    for name in CHANNELS:
        guild.add_channel(name)
    for name in OF_THE_HALL if with_hall else ():
        guild.add_channel(f"hall-{name}")
    guild.add_member("ada", roles=["Admin"])
    guild.add_member("mona", roles=["Moderator"])
    guild.add_member("tom")
    guild.add_member("tim")
    return guild


class SharedClock:
    """The time in Discord, in the game and in the bot; a story may let some of it pass."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def pass_by(self, **much: float) -> None:
        """Let so much time pass for everybody, in the words of `timedelta`."""
        self._ahead += timedelta(**much).total_seconds()

    def seconds(self) -> float:
        return time.time() + self._ahead

    def utc(self) -> datetime:
        return datetime.fromtimestamp(self.seconds(), UTC)


class Evening:
    """What a story needs at hand; the bot can be stopped and started again."""

    def __init__(
        self,
        local: SandboxDiscord,
        guild: Guild,
        paddock: AMS2Server,
        folder: Path,
        clock: SharedClock,
        hall: TShockServer | None = None,
    ) -> None:
        self.discord = local
        self.guild = guild
        self.paddock = paddock
        self._hall = hall
        self.folder = folder
        self.more_settings = ""
        self.clock = clock
        self._stop = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self.app: App | None = None

    def person(self, name: str) -> Person:
        return self.discord.as_user(name, self.guild)

    def board(self, channel: str = "status") -> Message | None:
        """The newest board of a channel."""
        messages = self.discord.messages_in(channel)
        return messages[-1] if messages else None

    def shows(self, channel: str, *texts: str) -> bool:
        """Tell whether some message of *channel* shows all *texts*."""
        return any(
            all(text in message.text for text in texts) for message in self.discord.messages_in(channel)
        )

    def lines(self, channel: str, *texts: str) -> list[str]:
        """Every line in *channel* that shows all *texts*."""
        lines = "\n".join(message.text for message in self.discord.messages_in(channel)).splitlines()
        return [line for line in lines if all(text in line for text in texts)]

    async def until_shown(self, channel: str, *texts: str) -> None:
        await self.discord.until(lambda: self.shows(channel, *texts), timeout=8)

    @property
    def hall(self) -> TShockServer:
        """The Terraria server of a story that has one."""
        assert self._hall is not None
        return self._hall

    async def look(self, source: str = "paddock") -> None:
        """Let the bot look at a server now, rather than at its next tick."""
        assert self.app is not None
        await self.app.servers.sources[source].coordinator.refresh()

    async def enforce(self) -> None:
        """Let the bot keep up and end what it must now, rather than at its next tick."""
        assert self.app is not None
        await self.app.enforcement.tick()

    @property
    def server(self) -> Server:
        assert self.app is not None
        server = self.app.servers.get("paddock")
        assert server is not None
        return server

    def settings(self) -> Settings:
        ids = {name: self.guild.channel(name).id for name in CHANNELS}
        of_paddock = ", ".join(f"{name}: {ids[name]}" for name in OF_A_SERVER)
        path = self.folder / "main.yaml"
        path.write_text(
            f"""
discord: {{token: "${{TOKEN}}", guild_id: {self.guild.id}, api_base: "{self.discord.api_base}"}}
database: sqlite:///{self.folder}/steward.db
roles: {{admin: [Admin], moderator: [Moderator]}}
channels: {{audit: {ids["audit"]}, overview: {ids["overview"]}}}
servers:
  paddock:
    game: ams2
    url: {self.paddock.url}
    username: steward
    password: ${{PASSWORD}}
    poll: 1s
    channels: {{{of_paddock}}}
{self._hall_settings()}{self.more_settings}""",
            encoding="utf-8",
        )
        models = {kind: game.settings for kind, game in known_games().items()}
        return load(path, {"TOKEN": self.discord.token, "PASSWORD": "pw"}, models)

    def _hall_settings(self) -> str:
        if self._hall is None:
            return ""
        channels = ", ".join(f"{name}: {self.guild.channel(f'hall-{name}').id}" for name in OF_THE_HALL)
        keys = f"game: tshock, url: '{self.hall.url}', token: {self.hall.token}, poll: 1s"
        if self.hall.log.path:
            keys += f", chat_log: '{self.hall.log.path.parent}'"
        return f"  hall: {{{keys}, channels: {{{channels}}}}}\n"

    async def start(self) -> Self:
        """Start the bot, and wait until its first looks were made and its boards stand."""
        self.begin()
        await self.discord.until(self._stands, timeout=15)
        return self

    def begin(self) -> None:
        """Start the bot and wait for nothing."""
        self._stop.clear()
        self._running = asyncio.create_task(self._run())

    def _stands(self) -> bool:
        assert self._running is not None
        if self._running.done():
            self._running.result()
        client = self.app._client if self.app else None
        boards = ["status", *(["hall-status"] if self._hall else [])]
        return (
            client is not None and client.is_ready() and all(self.shows(board, "Players") for board in boards)
        )

    async def stop(self) -> None:
        """Stop the bot as an operator would."""
        self._stop.set()
        if self._running is not None:
            await self._running
        await self.discord.until(lambda: not self.discord.connected)
        self._running = self.app = None

    async def kill(self) -> None:
        """End the bot in the middle of whatever it does."""
        assert self._running is not None
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)
        await self.discord.until(lambda: not self.discord.connected)
        self._running = self.app = None

    async def _run(self) -> None:
        settings = self.settings()
        async with Database.open(settings.database) as database, Sessions() as sessions:
            self.app = App(settings, database, sessions, self.clock.utc)
            await self.app.live(Heartbeat.beside(settings.database), self._stop)


@asynccontextmanager
async def evening(
    folder: Path,
    *,
    intents: int | bool = True,
    ring_size: int = 10_000,
    rates: Literal["off", "real"] = "off",
    hall: Dialect | None = None,
    hall_logs: bool = False,
) -> AsyncIterator[Evening]:
    """Furnish everything; the story starts the bot when it is ready for it.

    *intents* are the privileged ones that the application has; *ring_size* events fit the game's log;
    *rates* says whether Discord counts requests; *hall* adds a Terraria server of that dialect,
    and with *hall_logs* the bot may read its log files.
    """
    (folder / "steward.db").write_bytes(await empty_database())
    before, clock = (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY), SharedClock()
    async with (
        SandboxDiscord(
            clock=clock.seconds, all_members_at_once=True, privileged_intents=intents, rates=rates
        ) as local,
        AMS2Server(clock=clock.seconds, users={"steward": "pw"}, ring_size=ring_size) as paddock,
        AsyncExitStack() as more,
    ):
        logs = folder / "logs" if hall_logs else None
        server = TShockServer(hall, clock=clock.seconds, log_folder=logs) if hall else None
        if server is not None:
            await more.enter_async_context(server)
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = local.api_base, yarl.URL(local.gateway)
        guild = furnish(local, with_hall=hall is not None)
        story = Evening(local, guild, paddock, folder, clock, server)
        try:
            yield story
        finally:
            await story.stop()
            Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
