"""SQLite as the bot needs it: connections that begin as asked and keep to their settings."""

import logging
import sqlite3
from functools import partial
from pathlib import Path

import aiosqlite
from sqlalchemy import Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry

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


class _Cursor(aiosqlite.Cursor):
    """Opens and closes without its connection's thread: to wake that takes longer than most statements.

    A cursor that the thread still works with is never closed: whoever is cancelled gives up the connection.
    """

    async def close(self) -> None:
        """Close at once."""
        self._cursor.close()


class _Waiting(aiosqlite.Connection):
    """A connection in a thread of its own, which its loop waits for."""

    def __init__(self, path: Path) -> None:
        open_file = partial(
            sqlite3.connect,
            path,
            isolation_level=None,  # it is not the driver that begins, but what is below
            factory=_Connection,
            check_same_thread=False,  # cursors are opened here and used there, never at once
        )
        super().__init__(open_file, iter_chunk_size=64)
        self._thread.daemon = True  # a connection that was forgotten keeps no program from ending

    def cursor(self) -> _Cursor:  # type: ignore[override] # what is asked of it is that it can be entered
        return _Cursor(self, self._conn.cursor())


def sqlite_engine(path: Path, *, connections: int, begin: str, pragmas: tuple[str, ...]) -> AsyncEngine:
    """Return a pool of *connections* to the file, none of them open yet."""
    engine = create_async_engine(
        "sqlite+aiosqlite:///",
        async_creator=partial(_Waiting, path),
        poolclass=AsyncAdaptedQueuePool,
        pool_size=connections,
        max_overflow=0,
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
