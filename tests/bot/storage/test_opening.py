import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.domain.errors import StorageError
from bot.storage.database import Database
from bot.storage.schema import metadata

HOLD = """
import pathlib, sys
from bot.storage.lock import only_user_of
with only_user_of(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


async def test_the_folder_is_made(tmp_path: Path) -> None:
    async with Database.open(f"sqlite:///{tmp_path / 'a' / 'b' / 'steward.db'}"):
        assert (tmp_path / "a" / "b" / "steward.db").is_file()


async def test_odd_characters_in_a_path_are_only_characters(tmp_path: Path) -> None:
    async with Database.open(f"sqlite:///{tmp_path / 'a %20 b; c' / 'ü 100%.db'}"):
        assert (tmp_path / "a %20 b; c" / "ü 100%.db").stat().st_size > 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
async def test_nobody_else_on_the_machine_can_read_what_is_stored(tmp_path: Path) -> None:
    async with Database.open(f"sqlite:///{tmp_path / 'steward.db'}"):
        modes = {entry.name: stat.S_IMODE(entry.stat().st_mode) for entry in os.scandir(tmp_path)}
    assert modes["steward.db-wal"] == 0o600
    assert set(modes.values()) == {0o600}


async def test_a_place_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("this is no database, though it is long enough to be one " * 40)
    for place in (tmp_path / "file" / "steward.db", tmp_path, tmp_path / "file"):
        with pytest.raises(StorageError, match="cannot be used as the database"):
            async with Database.open(f"sqlite:///{place}"):
                pass


async def test_a_damaged_file_is_refused_or_fails_in_words(tmp_path: Path) -> None:
    path = tmp_path / "steward.db"
    async with Database.open(f"sqlite:///{path}"):
        pass
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"?" * path.stat().st_size)
    with pytest.raises(StorageError, match="malformed"):
        async with Database.open(f"sqlite:///{path}") as database:
            await read_every_table(database)


async def read_every_table(database: Database) -> None:
    async with database.read() as connection:
        for table in metadata.sorted_tables:
            await connection.execute(select(table))


async def test_another_kind_of_address_is_refused() -> None:
    with pytest.raises(StorageError, match="not the address of an SQLite file"):
        async with Database.open("postgresql://localhost/steward"):
            pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few make links")
async def test_a_second_bot_is_refused_under_another_name_too(url: str, tmp_path: Path) -> None:
    (tmp_path / "other.db").symlink_to(tmp_path / "steward.db")
    async with Database.open(url):
        with pytest.raises(StorageError, match="another bot runs on it"):
            async with Database.open(f"sqlite:///{tmp_path / 'other.db'}"):
                pass


async def test_a_second_bot_is_refused_until_the_first_is_gone(url: str) -> None:
    async with Database.open(url):
        with pytest.raises(StorageError, match="another bot runs on it"):
            async with Database.open(url):
                pass
    async with Database.open(url):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
async def test_a_killed_bot_gives_the_database_free(url: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path / "steward.db")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:  # noqa: ASYNC220,S603 - a real second process
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(StorageError, match="another bot runs on it"):
            async with Database.open(url):
                pass
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
    async with Database.open(url):
        pass
