"""Mutes that the bot keeps up, and bans that it ends."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, Text, text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "sanction",
        Column("id", Integer, primary_key=True),
        Column("server", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("identity_kind", Text),
        Column("identity_key", Text),
        Column("key", Text, nullable=False),
        Column("actor", BigInteger, nullable=False),
        Column("reason", Text, nullable=False),
        Column("began_at", BigInteger, nullable=False),
        Column("ends_at", BigInteger),
        Column("ended_at", BigInteger),
        sqlite_autoincrement=True,
    )
    running = text("ended_at IS NULL")
    op.create_index("sanction_running", "sanction", ["id"], sqlite_where=running, postgresql_where=running)
