"""Whom the storage tests are about, and when."""

from datetime import UTC, datetime, timedelta

from bot.domain.snapshot import Identity, Player

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)

ANN_ID = Identity("steam", "76561198000000001")
BEN_ID = Identity("steam", "76561198000000002")
ANN = Player(handle="11", name="Ann", identity=ANN_ID)
BEN = Player(handle="12", name="Ben", identity=BEN_ID)
NOBODY = Player(handle="13", name="A stranger")
