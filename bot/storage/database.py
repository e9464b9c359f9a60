"""The database: one writer, some readers, and transactions that are whole whatever happens."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.errors import StorageError
from bot.storage.engines import sqlite_engine
from bot.storage.lock import only_user_of
from bot.storage.upgrade import upgrade

_SCHEME = "sqlite:///"
_CACHE = "cache_size=-16384"  # KiB when negative


class Database:
    """Gives out connections; what it raises itself is a `StorageError`."""

    def __init__(self, path: Path) -> None:
        self._writer = sqlite_engine(
            path,
            connections=1,
            begin="BEGIN IMMEDIATE",  # a deferred one fails at once when somebody else has written since
            pragmas=("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", _CACHE),
        )
        self._reader = sqlite_engine(path, connections=4, begin="BEGIN", pragmas=("query_only=ON", _CACHE))
        self._writing = asyncio.Lock()
        self._closed = False

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str) -> AsyncIterator[Self]:
        """Open the file of a ``sqlite:///`` address, made and brought up to date where needed.

        Raises `StorageError` when the place cannot be used or another bot uses it, and `SchemaTooNew`.
        """
        path = _path_in(url)
        async with AsyncExitStack() as until_closed:
            with _unusable(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                until_closed.enter_context(only_user_of(path))
                os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
                await upgrade(path)
                database = cls(path)
                until_closed.push_async_callback(database._close)
                async with database.write():  # what is wrong with the place shows now and not later
                    pass
            yield database

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Begin a transaction that is committed at the end, or rolled back whole.

        One at a time, in the order of asking.  A cancelled writer leaves nothing half done; where the
        cancellation meets the commit itself, all of it may be done.
        """
        async with self._writing, self._transaction(self._writer) as connection:
            yield connection

    def read(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Begin a look at the database as it is at one moment; it cannot write."""
        return self._transaction(self._reader)

    @asynccontextmanager
    async def _transaction(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        if self._closed:
            raise StorageError("the database is closed")
        with _failures():
            async with _connected(engine) as connection, connection.begin():
                yield connection

    async def _close(self) -> None:
        async with self._writing:  # whoever still writes may end
            self._closed = True
            await self._reader.dispose()
            await self._writer.dispose()


@asynccontextmanager
async def _connected(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Hand out a connection; one that has to be opened is opened to the end, or nobody would close it."""
    connection = engine.connect()
    opening = asyncio.ensure_future(connection.start())
    try:
        await asyncio.shield(opening)
        yield connection
    finally:
        await opening
        await asyncio.shield(connection.close())


def _path_in(url: str) -> Path:
    if not url.startswith(_SCHEME):
        raise StorageError(f"{url} is not the address of an SQLite file")
    return Path(url.removeprefix(_SCHEME)).resolve()  # one file has one lock, by whatever name it is called


@contextmanager
def _unusable(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error, DBAPIError) as error:
        raise StorageError(f"{path} cannot be used as the database: {_reason(error)}") from error


@contextmanager
def _failures() -> Iterator[None]:
    try:
        yield
    except (IntegrityError, ProgrammingError):  # a bug in what was asked of it
        raise
    except DatabaseError as error:  # a full disk, a damaged file
        raise StorageError(f"the database failed: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    return str(error.orig if isinstance(error, DBAPIError) else error)
