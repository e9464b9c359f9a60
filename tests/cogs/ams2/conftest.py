from collections.abc import AsyncIterator

import pytest

from tests.cogs.ams2.world import Paddock, paddock


@pytest.fixture
async def world() -> AsyncIterator[Paddock]:
    async with paddock() as opened:
        yield opened
