"""Runs Alembic over one SQLite file, as one transaction."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from bot.domain.errors import StorageError
from bot.storage.engines import sqlite_engine

_HERE = Path(__file__).parent


async def migrate(path: Path, target: str = "head") -> None:
    """Migrate the file at *path* to *target*, or leave it as it was."""
    # foreign keys are off, because to change a table is to drop it, and that would delete its children
    engine = sqlite_engine(path, connections=1, begin="BEGIN IMMEDIATE", pragmas=("foreign_keys=OFF",))
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade, target)
    finally:
        await engine.dispose()


def _upgrade(connection: Connection, target: str) -> None:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    command.upgrade(config, target)
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise StorageError(f"the migration to {target} would leave {len(broken)} rows without their parent")
