"""Servers, visits, news, boards, acts, links with their codes, and notes."""

from alembic import op
from sqlalchemy import JSON, BigInteger, Column, Integer, Text, text

revision = "0001"
down_revision = None


def upgrade() -> None:
    _make_what_is_seen()
    _make_what_is_told()
    _make_what_is_proved()
    op.create_table("memo", Column("key", Text, primary_key=True), Column("value", Text, nullable=False))


def _make_what_is_seen() -> None:
    op.create_table(
        "server",
        Column("name", Text, primary_key=True),
        Column("revision", Integer, nullable=False),
        Column("epoch", BigInteger),
        Column("position", BigInteger),
        Column("mark", Text),
        Column("snapshot", Text),
        Column("seen_at", BigInteger),
        Column("condition", Text),
        Column("condition_since", BigInteger),
    )
    op.create_table(
        "visit",
        Column("id", Integer, primary_key=True),
        Column("server", Text, nullable=False),
        Column("handle", Text, nullable=False),
        Column("identity_kind", Text),
        Column("identity_key", Text),
        Column("name", Text, nullable=False),
        Column("joined_at", BigInteger, nullable=False),
        Column("left_at", BigInteger),
        Column("how", Text),
    )
    _index_while_null("visit_open", "visit", ["server", "handle"], "left_at", unique=True)


def _make_what_is_told() -> None:
    op.create_table(
        "outbox",
        Column("id", Integer, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("server", Text, nullable=False),
        Column("at", BigInteger, nullable=False),
        Column("payload", JSON, nullable=False),
        Column("batch", Text),
        Column("tried_at", BigInteger),
        Column("sent_at", BigInteger),
        sqlite_autoincrement=True,
    )
    _index_while_null("outbox_unsent", "outbox", ["id"], "sent_at")
    op.create_table(
        "board",
        Column("kind", Text, primary_key=True),
        Column("subject", Text, primary_key=True),
        Column("channel_id", BigInteger, nullable=False),
        Column("message_id", BigInteger),
        Column("digest", Text),
    )
    op.create_table(
        "act",
        Column("id", Integer, primary_key=True),
        Column("at", BigInteger, nullable=False),
        Column("actor", BigInteger, nullable=False),
        Column("verb", Text, nullable=False),
        Column("server", Text, nullable=False),
        Column("target", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("outcome", Text, nullable=False),
        Column("words", Text, nullable=False),
        Column("settled_at", BigInteger),
        sqlite_autoincrement=True,
    )
    _index_while_null("act_unsettled", "act", ["id"], "settled_at")


def _make_what_is_proved() -> None:
    op.create_table(
        "link",
        Column("identity_kind", Text, primary_key=True),
        Column("identity_key", Text, primary_key=True),
        Column("member_id", BigInteger, nullable=False),
        Column("name", Text, nullable=False),
        Column("proof", Text, nullable=False),
        Column("at", BigInteger, nullable=False),
    )
    op.create_index("link_member", "link", ["member_id"])
    op.create_table(
        "link_code",
        Column("digest", Text, primary_key=True),
        Column("member_id", BigInteger, nullable=False),
        Column("made_at", BigInteger, nullable=False),
        Column("expires_at", BigInteger, nullable=False),
        Column("used_at", BigInteger),
        Column("identity_kind", Text),
        Column("identity_key", Text),
        Column("name", Text),
    )
    op.create_table(
        "wrong_code",
        Column("id", Integer, primary_key=True),
        Column("server", Text, nullable=False),
        Column("identity_kind", Text, nullable=False),
        Column("identity_key", Text, nullable=False),
        Column("at", BigInteger, nullable=False),
    )
    op.create_index("wrong_code_of_one", "wrong_code", ["identity_kind", "identity_key", "at"])
    op.create_index("wrong_code_on_server", "wrong_code", ["server", "at"])


def _index_while_null(name: str, table: str, columns: list[str], null: str, *, unique: bool = False) -> None:
    where = text(f"{null} IS NULL")
    op.create_index(name, table, columns, unique=unique, sqlite_where=where, postgresql_where=where)
