"""Brings a database up to this program's schema before anybody uses it."""

import asyncio
import logging
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.domain.errors import SchemaTooNew
from bot.storage.schema import REVISION

MIGRATIONS = Path(__file__).with_name("migrations") / "versions"

log = logging.getLogger(__name__)


async def upgrade(path: Path, revision: str = REVISION, migrations: Path = MIGRATIONS) -> None:
    """Migrate the file at *path* to *revision*; raise `SchemaTooNew` when a later program wrote it.

    A database that holds something is copied beside itself first.  The caller keeps others away.
    """
    found = await asyncio.to_thread(_revision_of, path)
    if found == revision:
        return
    if found is not None:
        if found > revision:
            raise SchemaTooNew(found)
        copy = await asyncio.to_thread(_copy, path, found)
        log.info("schema %s becomes %s; the database as it was is kept in %s", found, revision, copy)
    from bot.storage.migrations.run import migrate  # noqa: PLC0415 - Alembic costs 11 MB and is rarely needed

    await migrate(path, migrations)


def _revision_of(path: Path) -> str | None:
    with closing(sqlite3.connect(path)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            return None
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(revision)


def _copy(path: Path, revision: str) -> Path:
    """Copy the database whole, with what is only in its write-ahead log."""
    copy = path.with_name(f"{path.name}.{revision}")
    copy.unlink(missing_ok=True)
    os.close(os.open(copy, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    return copy
