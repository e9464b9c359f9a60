"""Many rows in one statement with little work on each: what a log brings comes by the ten thousand."""

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import Insert, insert

from bot.domain.racing import Driver
from bot.domain.snapshot import Identity


def text_of(statement: Insert) -> str:
    """Return an insertion that takes a tuple per row: the columns of its table in order, without ``id``."""
    columns = [column.name for column in statement.table.c if column.name != "id"]
    return str(statement.compile(dialect=sqlite.dialect(), column_keys=columns))


def once(table: Table) -> str:
    """Return the text of an insertion that leaves out what is there already."""
    return text_of(insert(table).on_conflict_do_nothing())


def who(driver: Driver) -> tuple[str | None, str | None, str]:
    """Return a driver's columns: the two of the identity, and the name."""
    identity = driver.identity
    return (identity.kind, identity.key, driver.name) if identity else (None, None, driver.name)


def driver_of(kind: str | None, key: str | None, name: str, *, is_ai: bool = False) -> Driver:
    """Return whom those columns are about."""
    identity = None if kind is None or key is None else Identity(kind, key)
    return Driver(name, identity, is_ai)
