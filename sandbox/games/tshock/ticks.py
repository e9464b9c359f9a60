"""Time as .NET counts it: 100 ns since 0001-01-01 UTC."""

import re
from datetime import UTC, datetime, timedelta, timezone

UNIX_EPOCH = 621_355_968_000_000_000
PER_SECOND = 10_000_000
FOR_EVER = 3_155_378_975_999_999_999
_ISO = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?")


def ticks(seconds: float) -> int:
    """Return Unix *seconds* as ticks."""
    return UNIX_EPOCH + round(seconds * PER_SECOND)


def seconds(count: int) -> float:
    """Return ticks as Unix seconds."""
    return (count - UNIX_EPOCH) / PER_SECOND


def parse(text: str | None, utc_offset_hours: float) -> int | None:
    """Read a date as the server does; None when it cannot.

    A date with a zone becomes the server's local time, one without is taken as it stands. Which spellings
    beyond ISO 8601 the server's culture accepts is not known; none is accepted here.
    """
    if _ISO.fullmatch(text or "") is None:
        return None
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    if moment.tzinfo is not None:
        moment = moment.astimezone(timezone(timedelta(hours=utc_offset_hours)))
    return ticks(moment.replace(tzinfo=UTC).timestamp())


def iso(moment: float) -> str:
    """Return Unix seconds as the server writes dates of accounts: UTC, without a zone."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S")
