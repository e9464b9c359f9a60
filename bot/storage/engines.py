"""SQLite as the bot needs it: connections that begin as asked and keep to their settings."""

import logging
import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

logging.getLogger("aiosqlite").setLevel(logging.INFO)  # finer, it logs each statement with people's data


class _Connection(sqlite3.Connection):
    """Lets go of the database when it is closed.

    A cancelled writer's connection is closed, but its transaction would live on, and keep everybody out, for
    as long as something still refers to a cursor of it: an exception's traceback is enough.
    """

    def close(self) -> None:
        """Roll back what was not committed, and close."""
        try:
            if self.in_transaction:
                self.rollback()
        finally:
            super().close()


def sqlite_engine(path: Path, *, connections: int, begin: str, pragmas: tuple[str, ...]) -> AsyncEngine:
    """Return a pool of *connections* to the file, none of them open yet."""
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        pool_size=connections,
        max_overflow=0,
        connect_args={
            "isolation_level": None,  # it is not the driver that begins, but what is below
            "factory": _Connection,
        },
        hide_parameters=True,  # they are people's data, and errors are logged
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin_as_asked(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
