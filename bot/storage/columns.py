"""What all tables share."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, MetaData
from sqlalchemy.types import TypeDecorator

metadata = MetaData()

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def milliseconds(at: datetime) -> int:
    """Return how an aware time is stored."""
    return (at - _EPOCH) // _MILLISECOND


class Moment(TypeDecorator[datetime]):
    """An aware time, stored as whole milliseconds of UTC; what is finer is cut off."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:
        """Return what is stored."""
        return None if value is None else milliseconds(value)

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:
        """Return what was stored."""
        return None if value is None else _EPOCH + value * _MILLISECOND
