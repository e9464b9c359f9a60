"""The tables; each says whose data it holds and for how long.

A change here, or in the tables of driving, needs a migration beside it, and its number in `REVISION`.
"""

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, Table, Text

from bot.storage.columns import Moment, metadata
from bot.storage.schema_of_driving import (
    best_lap,
    content,
    driver_name,
    event,
    incident,
    lap,
    penalty,
    result_row,
    stage_result,
)

__all__ = [
    "REVISION",
    "Moment",
    "act",
    "best_lap",
    "board",
    "content",
    "driver_name",
    "event",
    "incident",
    "lap",
    "link",
    "link_code",
    "memo",
    "metadata",
    "outbox",
    "penalty",
    "played",
    "result_row",
    "sanction",
    "server",
    "stage_result",
    "visit",
    "wrong_code",
]

REVISION = "0004"
"""The newest migration, known without importing Alembic."""

server = Table(
    "server",
    metadata,
    Column("name", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("epoch", BigInteger),
    Column("position", BigInteger),
    Column("mark", Text),
    Column("snapshot", Text),
    Column("seen_at", Moment),
    Column("condition", Text),
    Column("condition_since", Moment),
    Column("memory", Text),
    comment="The operator's; its last look names those who play now. Each look replaces the one before.",
)

visit = Table(
    "visit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("server", Text, nullable=False),
    Column("handle", Text, nullable=False),
    Column("identity_kind", Text),
    Column("identity_key", Text),
    Column("name", Text, nullable=False),
    Column("joined_at", Moment, nullable=False),
    Column("left_at", Moment),
    Column("how", Text),
    comment="A player's: when they were on a server. Until they ask to be forgotten.",
)
Index(
    "visit_open",
    visit.c.server,
    visit.c.handle,
    unique=True,
    sqlite_where=visit.c.left_at.is_(None),
    postgresql_where=visit.c.left_at.is_(None),
)

Index("visit_of_one", visit.c.identity_kind, visit.c.identity_key)
Index(
    "visit_of_name",
    visit.c.server,
    visit.c.name,
    sqlite_where=visit.c.identity_kind.is_(None),
    postgresql_where=visit.c.identity_kind.is_(None),
)

played = Table(
    "played",
    metadata,
    Column("server", Text, primary_key=True),
    Column("identity_kind", Text, primary_key=True),
    Column("identity_key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("total_ms", BigInteger, nullable=False),
    Column("visits", Integer, nullable=False),
    Column("longest_ms", BigInteger, nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    comment="A player's: the sum of their ended visits, made anew from visits at any time. As long as those.",
    sqlite_with_rowid=False,
)
Index("played_by_one", played.c.identity_kind, played.c.identity_key, played.c.total_ms)
Index("played_by_name", played.c.folded)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("server", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("batch", Text),
    Column("tried_at", Moment),
    Column("sent_at", Moment),
    comment="News about players, staff and servers. Until told, and a while longer to explain what was told.",
    sqlite_autoincrement=True,  # a number that came back after a sweep would stand in the wrong order
)
Index(
    "outbox_unsent",
    outbox.c.id,
    sqlite_where=outbox.c.sent_at.is_(None),
    postgresql_where=outbox.c.sent_at.is_(None),
)

board = Table(
    "board",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("channel_id", BigInteger, nullable=False),
    Column("message_id", BigInteger),
    Column("digest", Text),
    comment="The operator's: where a live message stands. As long as the board is wanted.",
)

act = Table(
    "act",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", BigInteger, nullable=False),
    Column("verb", Text, nullable=False),
    Column("server", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("settled_at", Moment),
    comment="What staff did, and to whom. For good: the operator answers for it.",
    sqlite_autoincrement=True,
)
Index(
    "act_unsettled",
    act.c.id,
    sqlite_where=act.c.settled_at.is_(None),
    postgresql_where=act.c.settled_at.is_(None),
)

sanction = Table(
    "sanction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("server", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("identity_kind", Text),
    Column("identity_key", Text),
    Column("key", Text, nullable=False),
    Column("actor", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("ends_at", Moment),
    Column("ended_at", Moment),
    comment="A player's: what holds them back for a while. For good: the operator answers for it.",
    sqlite_autoincrement=True,
)
Index(
    "sanction_running",
    sanction.c.id,
    sqlite_where=sanction.c.ended_at.is_(None),
    postgresql_where=sanction.c.ended_at.is_(None),
)

link = Table(
    "link",
    metadata,
    Column("identity_kind", Text, primary_key=True),
    Column("identity_key", Text, primary_key=True),
    Column("member_id", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("proof", Text, nullable=False),
    Column("at", Moment, nullable=False),
    comment="A member's: who they are in games. Until they or the staff undo it.",
)
Index("link_member", link.c.member_id)

link_code = Table(
    "link_code",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("member_id", BigInteger, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("identity_kind", Text),
    Column("identity_key", Text),
    Column("name", Text),
    comment="A member's: what proves a link. Some time beyond its ten minutes, to say why it is refused.",
)

wrong_code = Table(
    "wrong_code",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("server", Text, nullable=False),
    Column("identity_kind", Text, nullable=False),
    Column("identity_key", Text, nullable=False),
    Column("at", Moment, nullable=False),
    comment="A player's or member's: tries that failed. As long as they count against somebody.",
)
Index("wrong_code_of_one", wrong_code.c.identity_kind, wrong_code.c.identity_key, wrong_code.c.at)
Index("wrong_code_on_server", wrong_code.c.server, wrong_code.c.at)

memo = Table(
    "memo",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    comment="Nobody's: what the bot notes for itself. Each value replaces the one before.",
)
