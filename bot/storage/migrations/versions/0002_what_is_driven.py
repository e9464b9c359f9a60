"""The log as it came, laps with the fastest of them, results with penalties, and incidents."""

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, Text, UniqueConstraint

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("server", recreate="always") as server:
        server.add_column(Column("memory", Text))
    _make_the_log()
    _make_laps()
    _make_best_laps()
    _make_results()
    _make_rows_of_results()
    _make_incidents()


def _make_the_log() -> None:
    op.create_table(
        "event",
        Column("server", Text, primary_key=True),
        Column("epoch", BigInteger, primary_key=True),
        Column("idx", BigInteger, primary_key=True),
        Column("at", BigInteger, nullable=False),
        Column("name", Text, nullable=False),
        Column("body", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "content",
        Column("game", Text, primary_key=True),
        Column("kind", Text, primary_key=True),
        Column("key", Text, primary_key=True),
        Column("name", Text, nullable=False),
        Column("group_name", Text, nullable=False),
        sqlite_with_rowid=False,
    )


def _make_laps() -> None:
    op.create_table(
        "lap",
        Column("id", Integer, primary_key=True),
        Column("server", Text, nullable=False),
        Column("ref", Text, nullable=False),
        Column("stage_ref", Text, nullable=False),
        Column("game", Text, nullable=False),
        Column("at", BigInteger, nullable=False),
        Column("kind", Text, nullable=False),
        Column("track", Text, nullable=False),
        Column("car", Text, nullable=False),
        Column("identity_kind", Text),
        Column("identity_key", Text),
        Column("name", Text, nullable=False),
        Column("number", Integer, nullable=False),
        Column("ms", Integer, nullable=False),
        Column("sectors", Text, nullable=False),
        Column("is_valid", Boolean, nullable=False),
        Column("wet", Boolean),
        Column("place", Integer),
        UniqueConstraint("server", "ref"),
    )
    op.create_index("lap_of_one", "lap", ["identity_kind", "identity_key", "at"])
    op.create_index("lap_on_track", "lap", ["server", "track", "at"])


def _make_best_laps() -> None:
    op.create_table(
        "best_lap",
        Column("server", Text, primary_key=True),
        Column("track", Text, primary_key=True),
        Column("car", Text, primary_key=True),
        Column("identity_kind", Text, primary_key=True),
        Column("identity_key", Text, primary_key=True),
        Column("wet", Text, primary_key=True),
        Column("game", Text, nullable=False),
        Column("ms", Integer, nullable=False),
        Column("at", BigInteger, nullable=False),
        Column("name", Text, nullable=False),
        Column("ref", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("best_lap_of_car", "best_lap", ["track", "car", "ms"])
    op.create_index("best_lap_of_track", "best_lap", ["track", "ms"])
    op.create_index("best_lap_of_one", "best_lap", ["identity_kind", "identity_key"])
    op.create_table(
        "driver_name",
        Column("folded", Text, primary_key=True),
        Column("identity_kind", Text, primary_key=True),
        Column("identity_key", Text, primary_key=True),
        Column("name", Text, nullable=False),
        sqlite_with_rowid=False,
    )


def _make_results() -> None:
    op.create_table(
        "stage_result",
        Column("id", Integer, primary_key=True),
        Column("server", Text, nullable=False),
        Column("ref", Text, nullable=False),
        Column("game", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("stage", Text, nullable=False),
        Column("track", Text, nullable=False),
        Column("began_at", BigInteger, nullable=False),
        Column("ended_at", BigInteger, nullable=False),
        Column("ending", Text, nullable=False),
        Column("laps", Integer),
        Column("minutes", Integer),
        Column("is_complete", Boolean, nullable=False),
        Column("told", Boolean, nullable=False),
        Column("channel_id", BigInteger),
        Column("message_id", BigInteger),
        UniqueConstraint("server", "ref"),
        sqlite_autoincrement=True,
    )
    op.create_index("stage_result_on_track", "stage_result", ["track"])
    op.create_index("stage_result_ended", "stage_result", ["ended_at"])


def _make_rows_of_results() -> None:
    op.create_table(
        "result_row",
        Column("result_id", Integer, ForeignKey("stage_result.id", ondelete="CASCADE"), primary_key=True),
        Column("idx", Integer, primary_key=True),
        Column("place", Integer, nullable=False),
        Column("identity_kind", Text),
        Column("identity_key", Text),
        Column("name", Text, nullable=False),
        Column("is_ai", Boolean, nullable=False),
        Column("car", Text, nullable=False),
        Column("finish", Text, nullable=False),
        Column("laps", Integer, nullable=False),
        Column("total_ms", Integer),
        Column("best_ms", Integer),
        Column("pit_stops", Integer, nullable=False),
        Column("cuts", Integer, nullable=False),
        Column("impacts", Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "penalty",
        Column("id", Integer, primary_key=True),
        Column("result_id", Integer, ForeignKey("stage_result.id", ondelete="CASCADE"), nullable=False),
        Column("driver", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("amount", Integer, nullable=False),
        Column("reason", Text, nullable=False),
        Column("actor", BigInteger, nullable=False),
        Column("at", BigInteger, nullable=False),
        Column("revoked_at", BigInteger),
        Column("revoked_by", BigInteger),
        sqlite_autoincrement=True,
    )
    op.create_index("penalty_of_result", "penalty", ["result_id"])


def _make_incidents() -> None:
    op.create_table(
        "incident",
        Column("id", Integer, primary_key=True),
        Column("server", Text, nullable=False),
        Column("ref", Text, nullable=False),
        Column("stage_ref", Text, nullable=False),
        Column("at", BigInteger, nullable=False),
        Column("kind", Text, nullable=False),
        Column("identity_kind", Text),
        Column("identity_key", Text),
        Column("name", Text, nullable=False),
        Column("is_ai", Boolean, nullable=False),
        Column("other_identity_kind", Text),
        Column("other_identity_key", Text),
        Column("other_name", Text),
        Column("other_is_ai", Boolean),
        Column("weight", Integer, nullable=False),
        Column("is_penalised", Boolean, nullable=False),
        UniqueConstraint("server", "ref"),
    )
    op.create_index("incident_of_stage", "incident", ["server", "stage_ref"])
    op.create_index("incident_at", "incident", ["server", "at"])
