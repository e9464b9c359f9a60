"""How long everybody was on each server, summed up from the visits that are known."""

from itertools import groupby
from typing import Any

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, Text, text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_index("visit_of_one", "visit", ["identity_kind", "identity_key"])
    nameless = text("identity_kind IS NULL")
    op.create_index(
        "visit_of_name", "visit", ["server", "name"], sqlite_where=nameless, postgresql_where=nameless
    )
    op.create_index("result_row_of_one", "result_row", ["identity_kind", "identity_key"])
    played = op.create_table(
        "played",
        Column("server", Text, primary_key=True),
        Column("identity_kind", Text, primary_key=True),
        Column("identity_key", Text, primary_key=True),
        Column("name", Text, nullable=False),
        Column("folded", Text, nullable=False),
        Column("total_ms", BigInteger, nullable=False),
        Column("visits", Integer, nullable=False),
        Column("longest_ms", BigInteger, nullable=False),
        Column("first_at", BigInteger, nullable=False),
        Column("last_at", BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("played_by_one", "played", ["identity_kind", "identity_key", "total_ms"])
    op.create_index("played_by_name", "played", ["folded"])
    op.bulk_insert(played, _sums())


def _sums() -> list[dict[str, Any]]:
    """Add up here what SQL cannot: it folds no name."""
    query = text(
        "SELECT server, COALESCE(identity_kind, '') AS kind, COALESCE(identity_key, name) AS key,"
        " name, joined_at, left_at FROM visit WHERE left_at IS NOT NULL ORDER BY 1, 2, 3, left_at, id"
    )
    sums = []
    for (server, kind, key), group in groupby(op.get_bind().execute(query), lambda row: tuple(row[:3])):
        visits = list(group)
        lengths = [max(row.left_at - row.joined_at, 0) for row in visits]
        sums.append(
            {
                "server": server,
                "identity_kind": kind,
                "identity_key": key,
                "name": visits[-1].name,
                "folded": visits[-1].name.casefold(),
                "total_ms": sum(lengths),
                "visits": len(visits),
                "longest_ms": max(lengths),
                "first_at": min(row.joined_at for row in visits),
                "last_at": max(max(row.joined_at, row.left_at) for row in visits),
            }
        )
    return sums
