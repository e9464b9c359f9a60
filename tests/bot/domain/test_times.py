"""Lengths of time as people type and read them."""

from datetime import timedelta

import pytest

from bot.domain.times import gap, in_words, lap_time, parse_duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30s", 30),
        ("5m", 300),
        ("2h", 7200),
        ("1d", 86400),
        ("1h 30m", 5400),
        ("1H30M", 5400),
        ("1w", 604800),
    ],
)
def test_a_length_is_read(text: str, seconds: int) -> None:
    assert parse_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "5", "m", "-5m", "5 minutes or so", "1.5h", "99999999d"])
def test_what_is_no_length_is_none(text: str) -> None:
    assert parse_duration(text) is None


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0 s"), (59, "59 s"), (60, "1 min"), (5400, "1 h 30 min"), (90061, "1 d 1 h")]
)
def test_a_length_is_said_by_its_two_largest_units(seconds: int, words: str) -> None:
    assert in_words(timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(
    ("ms", "written"),
    [
        (0, "0:00.000"),
        (58_007, "0:58.007"),
        (102_345, "1:42.345"),
        (3_599_999, "59:59.999"),
        (3_723_456, "1:02:03.456"),
    ],
)
def test_a_lap_time_is_written_to_the_millisecond(ms: int, written: str) -> None:
    assert lap_time(ms) == written


@pytest.mark.parametrize(
    ("ms", "written"), [(0, "+0.000"), (1_234, "+1.234"), (59_999, "+59.999"), (62_345, "+1:02.345")]
)
def test_a_gap_is_written_with_a_plus(ms: int, written: str) -> None:
    assert gap(ms) == written
