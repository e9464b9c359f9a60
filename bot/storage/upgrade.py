"""Brings a database up to this program's schema before anybody uses it."""

import asyncio
import logging
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.domain.errors import SchemaTooNew
from bot.storage.schema import REVISION

log = logging.getLogger(__name__)


async def upgrade(path: Path) -> None:
    """Migrate the file at *path* where needed; raise `SchemaTooNew` when a later program wrote it.

    A database that held something is copied beside itself first.  The caller keeps others away.
    """
    found = await asyncio.to_thread(_revision_of, path)
    if found == REVISION:
        return
    if found is not None:
        if found > REVISION:
            raise SchemaTooNew(found)
        copy = await asyncio.to_thread(_copy, path, found)
        log.info("schema %s becomes %s; the database as it was is kept in %s", found, REVISION, copy)
    from bot.storage.migrations.run import migrate  # noqa: PLC0415 - Alembic costs 11 MB and is rarely needed

    await migrate(path)


def _revision_of(path: Path) -> str | None:
    with closing(sqlite3.connect(path)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else None


def _copy(path: Path, revision: str) -> Path:
    """Copy the database whole, what is only in its write-ahead log included."""
    copy = path.with_name(f"{path.name}.{revision}")
    copy.unlink(missing_ok=True)
    os.close(os.open(copy, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    return copy
