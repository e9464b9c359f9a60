from collections.abc import AsyncIterator

import aiohttp
import pytest

from sandbox.games.tshock import V4, V6, Dialect, TShockServer
from tests.sandbox.games.tshock.support import Client, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
async def old(clock: Clock, session: aiohttp.ClientSession) -> AsyncIterator[Client]:
    """A client of a server as it was in 2016."""
    async with TShockServer(V4, clock=clock) as server:
        yield Client(server, session)


@pytest.fixture
async def new(clock: Clock, session: aiohttp.ClientSession) -> AsyncIterator[Client]:
    """A client of a server of today."""
    async with TShockServer(V6, clock=clock) as server:
        yield Client(server, session)


@pytest.fixture(params=[V4, V6], ids=lambda dialect: dialect.name)
async def both(
    request: pytest.FixtureRequest, clock: Clock, session: aiohttp.ClientSession
) -> AsyncIterator[Client]:
    """A client of each of the two in turn."""
    dialect: Dialect = request.param
    async with TShockServer(dialect, clock=clock) as server:
        yield Client(server, session)
