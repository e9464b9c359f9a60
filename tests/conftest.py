"""What tests of every room share."""

import sys
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from discord.gateway import KeepAliveHandler
from hypothesis import HealthCheck, settings

from sandbox.games.tshock import V6
from tests.evening import Evening, evening

# Each story loads the cogs anew: compile them once, whatever the environment says.
sys.dont_write_bytecode = False

# How long an example takes tells only how busy the machine is.
settings.register_profile(
    "steward", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steward")


@pytest.fixture(autouse=True)
def no_heartbeat_outlives_its_test() -> Iterator[None]:
    """Stop what a client leaves behind that was cancelled while connecting: its loop is closed soon."""
    yield
    for thread in threading.enumerate():
        if isinstance(thread, KeepAliveHandler):
            thread.stop()


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Evening]:
    """An evening with the bot already running."""
    async with evening(tmp_path) as furnished:
        yield await furnished.start()
        assert furnished.discord.unknown_routes == []


@pytest.fixture
async def prepared(tmp_path: Path) -> AsyncIterator[Evening]:
    """An evening whose bot is still to be started."""
    async with evening(tmp_path) as furnished:
        yield furnished
        assert furnished.discord.unknown_routes == []


@pytest.fixture
async def terraria(tmp_path: Path) -> AsyncIterator[Evening]:
    """An evening with the bot already running and a Terraria server of today: the hall."""
    async with evening(tmp_path, hall=V6) as furnished:
        yield await furnished.start()
        assert furnished.discord.unknown_routes == []
