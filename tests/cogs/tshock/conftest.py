from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.games.tshock import V4, V6
from tests.cogs.tshock.world import Hall, hall


@pytest.fixture(params=[V4, V6], ids=["of 2016", "of today"])
async def world(request: pytest.FixtureRequest) -> AsyncIterator[Hall]:
    async with hall(request.param) as opened:
        yield opened


@pytest.fixture(params=[V4, V6], ids=["of 2016", "of today"])
async def logging_world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Hall]:
    """Return a server whose log files the bot may read."""
    async with hall(request.param, tmp_path / "logs") as opened:
        yield opened


@pytest.fixture
async def today() -> AsyncIterator[Hall]:
    """A server of today alone, for what those of 2016 could not do."""
    async with hall(V6) as opened:
        yield opened
