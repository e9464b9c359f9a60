import asyncio
import contextlib
import json
import warnings
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

import aiohttp
import pytest
import yarl

from sandbox.discord import SandboxDiscord
from sandbox.discord.guild import Guild

with warnings.catch_warnings():  # discord.py imports audioop, which Python 3.13 no longer has
    warnings.simplefilter("ignore", DeprecationWarning)
    import discord
    from discord import app_commands
    from discord.gateway import DiscordWebSocket
    from discord.http import Route


class Clock:
    """Time that passes only when a test says so."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


class Bot(discord.Client):
    """The real discord.py client, as small as a test wants it."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("intents", discord.Intents.all())
        super().__init__(guild_ready_timeout=0.05, max_ratelimit_timeout=30, **options)
        self.tree = app_commands.CommandTree(self)
        self.heard: list[str] = []
        self._more = asyncio.Event()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """No pause before a new session."""

    async def on_socket_event_type(self, name: str) -> None:
        self.heard.append(name)
        self._more.set()

    async def wait_until_heard(self, name: str) -> None:
        """Wait for a gateway event of this name and let discord.py take it in."""
        while name not in self.heard:
            self._more.clear()
            await self._more.wait()


class Rest:
    """Bare requests with the bot's token, for bodies that discord.py would never send."""

    def __init__(self, local: SandboxDiscord, session: aiohttp.ClientSession) -> None:
        self._local, self.session = local, session
        self.token = {"Authorization": f"Bot {local.token}"}
        self.headers: Mapping[str, str] = {}  # of the last answer

    async def __call__(self, method: str, path: str, body: Any = None, **query: str) -> tuple[int, Any]:
        """Status and decoded body of the answer."""
        url = self.url(path)
        async with self.session.request(method, url, json=body, params=query, headers=self.token) as answer:
            self.headers = answer.headers
            text = await answer.text()
        return answer.status, json.loads(text) if text else None

    def url(self, path: str) -> str:
        return self._local.api_base + path


Running = Callable[[Bot], AbstractAsyncContextManager[Bot]]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def here(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SandboxDiscord]:
    """A local Discord that discord.py is pointed at."""
    async with SandboxDiscord(clock=clock, all_members_at_once=True) as local:
        point_at(local, monkeypatch)
        yield local


def point_at(local: SandboxDiscord, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Route, "BASE", local.api_base)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(local.gateway))


@pytest.fixture
async def rest(here: SandboxDiscord) -> AsyncIterator[Rest]:
    async with aiohttp.ClientSession() as session:
        yield Rest(here, session)


@pytest.fixture
def guild(here: SandboxDiscord) -> Guild:
    made = here.add_guild("Paddock Club")
    made.add_role("Moderator", ["kick_members", "moderate_members"])
    made.add_channel("general")
    made.add_channel("status")
    made.add_member("mona", roles=["Moderator"])
    made.add_member("tom")
    return made


@pytest.fixture
def running(here: SandboxDiscord) -> Running:
    @contextlib.asynccontextmanager
    async def run(bot: Bot) -> AsyncIterator[Bot]:
        async with bot:
            client = asyncio.create_task(bot.start(here.token))
            ready = asyncio.create_task(bot.wait_until_ready())
            await asyncio.wait({client, ready}, timeout=5, return_when=asyncio.FIRST_COMPLETED)
            ready.cancel()
            if client.done():
                client.result()
            assert bot.is_ready()
            yield bot
            await bot.close()
            await asyncio.wait({client}, timeout=5)

    return run


def text_channel(bot: Bot, guild: Guild, name: str) -> discord.TextChannel:
    """The channel as discord.py's cache has it."""
    channel = bot.get_channel(guild.channel(name).id)
    assert isinstance(channel, discord.TextChannel)
    return channel
