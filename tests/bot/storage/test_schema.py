from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

from bot.storage.schema import Moment, metadata

ANY_TIME = st.datetimes(timezones=st.just(UTC))


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=str)
def test_every_table_says_whose_data_it_holds_and_for_how_long(table: Table) -> None:
    whose, _, how_long = (table.comment or "").partition(" ")
    assert whose
    assert how_long


@given(ANY_TIME)
def test_a_time_comes_back_to_the_millisecond(at: datetime) -> None:
    there = Moment().process_bind_param(at, sqlite.dialect())
    back = Moment().process_result_value(there, sqlite.dialect())
    assert back == at.replace(microsecond=at.microsecond // 1000 * 1000)
    assert back.tzinfo is UTC


def test_a_time_is_the_same_in_every_zone() -> None:
    noon = datetime(2026, 5, 1, 12, tzinfo=UTC)
    abroad = noon.astimezone(timezone(timedelta(hours=5)))
    stored = [Moment().process_bind_param(at, sqlite.dialect()) for at in (noon, abroad)]
    assert stored == [1777636800000, 1777636800000]


def test_a_time_without_a_zone_is_a_bug() -> None:
    with pytest.raises(TypeError):
        Moment().process_bind_param(datetime(2026, 5, 1), sqlite.dialect())  # noqa: DTZ001 - the bug
