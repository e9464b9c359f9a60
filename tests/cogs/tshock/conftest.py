from collections.abc import AsyncIterator

import pytest

from sandbox.games.tshock import V4, V6
from tests.cogs.tshock.world import Hall, hall


@pytest.fixture(params=[V4, V6], ids=["of 2016", "of today"])
async def world(request: pytest.FixtureRequest) -> AsyncIterator[Hall]:
    async with hall(request.param) as opened:
        yield opened
