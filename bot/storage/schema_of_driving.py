"""The tables of what is driven; the rules of `bot.storage.schema` hold here too."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from bot.storage.columns import Moment, metadata

event = Table(
    "event",
    metadata,
    Column("server", Text, primary_key=True),
    Column("epoch", BigInteger, primary_key=True),
    Column("idx", BigInteger, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("name", Text, nullable=False),
    Column("body", Text, nullable=False),
    comment="Players': a log as it came, chat and all. Fourteen days.",
    sqlite_with_rowid=False,
)

content = Table(
    "content",
    metadata,
    Column("game", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("group_name", Text, nullable=False),
    comment="Nobody's: what tracks and cars are called. For good: laps and results name them by key.",
    sqlite_with_rowid=False,
)

lap = Table(
    "lap",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("server", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("stage_ref", Text, nullable=False),
    Column("game", Text, nullable=False),
    Column("at", Moment, nullable=False),
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
    comment="A player's: what they drove. For good, or until they ask to be forgotten.",
)
Index("lap_of_one", lap.c.identity_kind, lap.c.identity_key, lap.c.at)
Index("lap_on_track", lap.c.server, lap.c.track, lap.c.at)

best_lap = Table(
    "best_lap",
    metadata,
    Column("server", Text, primary_key=True),
    Column("track", Text, primary_key=True),
    Column("car", Text, primary_key=True),
    Column("identity_kind", Text, primary_key=True),
    Column("identity_key", Text, primary_key=True),
    Column("wet", Text, primary_key=True),
    Column("game", Text, nullable=False),
    Column("ms", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("name", Text, nullable=False),
    Column("ref", Text, nullable=False),
    comment="A player's: the fastest of their valid laps, made anew from laps at any time. As long as those.",
    sqlite_with_rowid=False,
)
Index("best_lap_of_car", best_lap.c.track, best_lap.c.car, best_lap.c.ms)
Index("best_lap_of_track", best_lap.c.track, best_lap.c.ms)
Index("best_lap_of_one", best_lap.c.identity_kind, best_lap.c.identity_key)

driver_name = Table(
    "driver_name",
    metadata,
    Column("folded", Text, primary_key=True),
    Column("identity_kind", Text, primary_key=True),
    Column("identity_key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    comment="A player's: the names they drove under, to be found by. As long as their laps.",
    sqlite_with_rowid=False,
)

stage_result = Table(
    "stage_result",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("server", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("game", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("track", Text, nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("ended_at", Moment, nullable=False),
    Column("ending", Text, nullable=False),
    Column("laps", Integer),
    Column("minutes", Integer),
    Column("is_complete", Boolean, nullable=False),
    Column("told", Boolean, nullable=False),
    Column("channel_id", BigInteger),
    Column("message_id", BigInteger),
    UniqueConstraint("server", "ref"),
    comment="The operator's: how a stage ended, and where that was posted. For good.",
    sqlite_autoincrement=True,  # news and messages name a result by its number
)
Index("stage_result_on_track", stage_result.c.track)
Index("stage_result_ended", stage_result.c.ended_at)

result_row = Table(
    "result_row",
    metadata,
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
    comment="A player's: how a stage ended for them. For good, or until they ask to be forgotten.",
    sqlite_with_rowid=False,
)

Index("result_row_of_one", result_row.c.identity_kind, result_row.c.identity_key)

penalty = Table(
    "penalty",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("result_id", Integer, ForeignKey("stage_result.id", ondelete="CASCADE"), nullable=False),
    Column("driver", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("actor", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("revoked_by", BigInteger),
    comment="A player's, and of the staff who gave it: what a result was changed by. As long as the result.",
    sqlite_autoincrement=True,
)
Index("penalty_of_result", penalty.c.result_id)

incident = Table(
    "incident",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("server", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("stage_ref", Text, nullable=False),
    Column("at", Moment, nullable=False),
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
    comment="Players': who hit whom, and who left the track. A year.",
)
Index("incident_of_stage", incident.c.server, incident.c.stage_ref)
Index("incident_at", incident.c.server, incident.c.at)
