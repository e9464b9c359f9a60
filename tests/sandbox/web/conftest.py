import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
import pytest

from sandbox.discord import SandboxDiscord
from sandbox.discord.guild import Guild
from sandbox.games.ams2 import AMS2Server, Weekend
from sandbox.web import Page, SteeredRace
from tests.sandbox.discord.bots import bot_with_commands
from tests.sandbox.discord.conftest import point_at
from tests.sandbox.web.chromium import browser

JSON = dict[str, Any]


@pytest.fixture
async def discord() -> AsyncIterator[SandboxDiscord]:
    async with SandboxDiscord(all_members_at_once=True) as local:
        yield local


@pytest.fixture
def guild(discord: SandboxDiscord) -> Guild:
    made = discord.add_guild("Paddock Club")
    made.add_role("Moderator", ["kick_members", "moderate_members"])
    made.add_channel("general")
    made.add_channel(
        "staff", overwrites={"@everyone": ((), ["view_channel"]), "steward": (["view_channel"], ())}
    )
    made.add_member("mona", roles=["Moderator"])
    made.add_member("tom")
    return made


@pytest.fixture
async def bot(discord: SandboxDiscord, guild: Guild, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """A small bot of the real client with a command of each kind."""
    point_at(discord, monkeypatch)
    async with bot_with_commands(guild.id) as client:
        running = asyncio.create_task(client.start(discord.token))
        await client.wait_until_ready()
        yield
        await client.close()
        await running


@pytest.fixture
async def game() -> AsyncIterator[SteeredRace]:
    async with AMS2Server() as server:
        yield SteeredRace("paddock", server, Weekend(server, seed=1))


@pytest.fixture
async def page(discord: SandboxDiscord, guild: Guild, game: SteeredRace) -> AsyncIterator[Page]:
    made = Page(discord, guild, [game])
    await made.start()
    yield made
    await made.close()


@pytest.fixture(scope="session")
def devtools() -> Iterator[str]:
    """One browser for all tests; where there is none they are skipped, or fail with REQUIRE_BROWSER=1."""
    with browser() as address:
        yield address


class Visitor:
    """Somebody whose browser has opened the page's address."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session = session

    async def get(self, path: str, **query: str) -> Any:
        async with self.session.get(f"/api/{path}", params=query) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def act(self, path: str, **body: Any) -> JSON:
        async with self.session.post(f"/api/{path}", json=body) as answer:
            shown: JSON = await answer.json()
            return {"status": answer.status, **shown}


@pytest.fixture
async def visitor(page: Page) -> AsyncIterator[Visitor]:
    base = page.address.partition("/?")[0]
    jar = aiohttp.CookieJar(unsafe=True)  # for an address without a name
    async with aiohttp.ClientSession(base, cookie_jar=jar) as session:
        async with session.get(page.address) as answer:
            assert answer.status == 200
        yield Visitor(session)
