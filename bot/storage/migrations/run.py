"""Runs Alembic over one SQLite file, as one transaction."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from bot.domain.errors import StorageError
from bot.storage.engines import sqlite_engine


async def migrate(path: Path, migrations: Path) -> None:
    """Bring the file at *path* to the newest of *migrations*, or leave it as it was."""
    # foreign keys are off, because to change a table is to drop it, and that would delete its children
    engine = sqlite_engine(path, connections=1, begin="BEGIN IMMEDIATE", pragmas=("foreign_keys=OFF",))
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade, migrations)
    finally:
        await engine.dispose()


def _upgrade(connection: Connection, migrations: Path) -> None:
    config = Config(attributes={"connection": connection})
    for option, value in {
        "script_location": str(Path(__file__).parent),
        "version_locations": str(migrations),
        "path_separator": "newline",  # otherwise a path is cut at its spaces
    }.items():
        config.set_main_option(option, value.replace("%", "%%"))
    command.upgrade(config, "head")
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise StorageError(f"a migration would leave {len(broken)} rows without what they belong to")
