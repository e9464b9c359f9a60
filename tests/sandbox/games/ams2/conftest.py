from collections.abc import AsyncIterator

import aiohttp
import pytest

from sandbox.games.ams2 import AMS2Server
from tests.sandbox.games.ams2.support import Client, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def server(clock: Clock) -> AsyncIterator[AMS2Server]:
    async with AMS2Server(clock=clock) as running:
        yield running


@pytest.fixture
async def client(server: AMS2Server) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as session:
        yield Client(server, session)
