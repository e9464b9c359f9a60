import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.database import Database
from tests.empty_database import empty_database


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of today's schema, to be copied: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("storage") / "empty.db"
    path.write_bytes(asyncio.run(empty_database()))
    return path


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Where no database is yet."""
    return f"sqlite:///{tmp_path / 'steward.db'}"


@pytest.fixture
async def database(empty: Path, url: str, tmp_path: Path) -> AsyncIterator[Database]:
    shutil.copy(empty, tmp_path / "steward.db")
    async with Database.open(url) as opened:
        yield opened
