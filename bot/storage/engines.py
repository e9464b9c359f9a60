"""SQLite as the bot needs it: connections that begin as asked and keep to their settings."""

import logging
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

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
    """Opens and closes without its connection's thread, where it can.

    So a statement wakes that thread once instead of three times, which takes longer than most statements.
    """

    _is_busy = False

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self._is_busy = True
        result = await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call] # theirs
        self._is_busy = False  # not so for whoever was cancelled: the thread goes on
        return result

    async def close(self) -> None:
        """Close at once, or after what the thread does still."""
        if self._is_busy:
            await super().close()
        else:
            self._cursor.close()


class _Waiting(aiosqlite.Connection):
    """A connection in a thread of its own, which its loop waits for."""

    def __init__(self, path: Path) -> None:
        open_file = partial(
            sqlite3.connect,
            path,
            isolation_level=None,  # it is not the driver that begins, but what is below
            factory=_Connection,
            check_same_thread=False,
        )
        super().__init__(open_file, iter_chunk_size=64)
        self._thread.daemon = True

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
