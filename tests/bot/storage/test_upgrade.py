import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from bot.domain.errors import SchemaTooNew, StorageError
from bot.storage.database import Database
from bot.storage.schema import REVISION, metadata
from bot.storage.upgrade import MIGRATIONS, upgrade

NEXT = f"{int(REVISION) + 1:04}"
OPEN_AND_TELL = """
import asyncio, sys
from bot.storage.database import Database
async def main():
    async with Database.open(sys.argv[1]):
        print("imported:", "alembic" in sys.modules)
asyncio.run(main())
"""


def asked(path: Path, statement: str, *values: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(statement, values).fetchall()


def made_of(path: Path) -> set[tuple[str, str]]:
    rows = asked(
        path, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'alembic_version'"
    )
    return {(name, " ".join(sql.replace('"', "").split())) for name, sql in rows}


@pytest.fixture
def current(empty: Path, tmp_path: Path) -> Path:
    """A database of today's schema, with a note in it."""
    path = Path(shutil.copy(empty, tmp_path / "steward.db"))
    asked(path, "INSERT INTO memo VALUES ('colour', 'green')")
    return path


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """Today's migrations, to which a test adds the next."""
    return Path(shutil.copytree(MIGRATIONS, tmp_path / "their migrations"))


def add(migrations: Path, *statements: str) -> None:
    lines = "".join(f"    {statement}\n" for statement in statements)
    names = f"revision = {NEXT!r}\ndown_revision = {REVISION!r}\n"
    heading = f"from alembic import op\nfrom sqlalchemy import Text\n{names}"
    (migrations / f"{NEXT}_next.py").write_text(f"{heading}\ndef upgrade() -> None:\n{lines}")


def test_the_program_knows_its_newest_migration() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS.parent), version_locations=[str(MIGRATIONS)])
    assert scripts.get_current_head() == REVISION


async def test_the_migrations_make_exactly_the_tables_of_the_schema(current: Path, tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'schema.db'}")
    metadata.create_all(engine)
    engine.dispose()
    assert made_of(current) == made_of(tmp_path / "schema.db")


def test_a_start_with_nothing_to_migrate_does_not_import_alembic(current: Path) -> None:
    command = [sys.executable, "-c", OPEN_AND_TELL, f"sqlite:///{current}"]
    start = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own program
    assert start.stdout == "imported: False\n"


async def test_a_database_of_a_later_version_is_refused_and_left_alone(current: Path) -> None:
    asked(current, "UPDATE alembic_version SET version_num = '9999'")
    before = made_of(current)
    with pytest.raises(SchemaTooNew) as refused:
        async with Database.open(f"sqlite:///{current}"):
            pass
    assert refused.value.found == "9999"
    assert made_of(current) == before


async def test_the_file_is_copied_before_it_is_changed(current: Path, migrations: Path) -> None:
    add(migrations, "op.execute('DELETE FROM memo')")
    await upgrade(current, NEXT, migrations)
    copy = current.with_name(f"steward.db.{REVISION}")
    assert asked(current, "SELECT value FROM memo") == []
    assert asked(current, "SELECT version_num FROM alembic_version") == [(NEXT,)]
    assert asked(copy, "SELECT value FROM memo") == [("green",)]
    assert asked(copy, "SELECT version_num FROM alembic_version") == [(REVISION,)]
    modes = {entry.name: stat.S_IMODE(entry.stat().st_mode) for entry in os.scandir(current.parent)}
    assert sys.platform == "win32" or modes[copy.name] == 0o600


async def test_nothing_is_copied_when_there_is_nothing_to_lose(current: Path) -> None:
    await upgrade(current)
    assert {entry.name for entry in os.scandir(current.parent)} == {"steward.db"}


async def test_a_migration_that_fails_half_way_leaves_nothing_behind(current: Path, migrations: Path) -> None:
    before = made_of(current)
    add(
        migrations,
        "op.execute('CREATE TABLE half (a)')",
        "op.execute('DROP TABLE memo')",
        "op.execute('no SQL')",
    )
    with pytest.raises(OperationalError):
        await upgrade(current, NEXT, migrations)
    assert made_of(current) == before
    assert asked(current, "SELECT value FROM memo") == [("green",)]
    assert asked(current, "SELECT version_num FROM alembic_version") == [(REVISION,)]


async def test_changing_a_table_keeps_what_belongs_to_its_rows(current: Path, migrations: Path) -> None:
    asked(current, "CREATE TABLE parent (id INTEGER PRIMARY KEY, name INTEGER)")
    asked(current, "CREATE TABLE child (of INTEGER REFERENCES parent (id) ON DELETE CASCADE)")
    asked(current, "INSERT INTO parent VALUES (1, 2)")
    asked(current, "INSERT INTO child VALUES (1)")
    add(
        migrations,
        "with op.batch_alter_table('parent') as parent:",
        "    parent.alter_column('name', type_=Text)",
    )
    await upgrade(current, NEXT, migrations)
    assert asked(current, "SELECT type FROM pragma_table_info('parent') WHERE name = 'name'") == [("TEXT",)]
    assert asked(current, "SELECT * FROM child") == [(1,)]


async def test_a_migration_may_not_leave_orphans(current: Path, migrations: Path) -> None:
    asked(current, "CREATE TABLE parent (id INTEGER PRIMARY KEY)")
    asked(current, "CREATE TABLE child (of INTEGER REFERENCES parent (id))")
    add(migrations, "op.execute('INSERT INTO child VALUES (1)')")
    with pytest.raises(StorageError, match="1 rows"):
        await upgrade(current, NEXT, migrations)
    assert asked(current, "SELECT * FROM child") == []
