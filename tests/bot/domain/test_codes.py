"""Codes: eight random digits that people type with or without the dash, and only so often wrongly."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import codes

NOW = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)


def minutes(*ago: float) -> list[datetime]:
    return [NOW - timedelta(minutes=minute) for minute in ago]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("!linkme 1234-5678", ["12345678"]),
        ("!linkme 12345678", ["12345678"]),
        ("!linkme 1234 5678", ["12345678"]),
        ("look 1234-5678!", ["12345678"]),
        ("0000-1111 no, 1234-5678", ["00001111", "12345678"]),
        ("!linkme 123456789", []),
        ("76561190000001009", []),
        ("", []),
    ],
)
def test_all_codes_are_found_in_a_line(text: str, found: list[str]) -> None:
    assert codes.codes_in(text) == found


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("!linkme 1234-5678", "linkme"),
        (" !LinkMe", "linkme"),
        ("!unlink", "unlink"),
        ("!linkmeup", None),
        ("please !linkme", None),
    ],
)
def test_a_command_stands_at_the_beginning_of_a_line(text: str, command: str | None) -> None:
    assert codes.command_in(text) == command


def test_codes_are_eight_digits_and_shown_with_a_dash() -> None:
    made = {codes.new_code() for _ in range(50)}
    assert all(len(code) == 8 and code.isdecimal() for code in made)
    assert len(made) > 45
    assert codes.shown("12345678") == "1234-5678"


def test_the_digest_does_not_hold_the_code() -> None:
    assert "12345678" not in codes.digest("12345678")


def test_five_wrong_codes_within_ten_minutes_block() -> None:
    assert codes.is_blocked(minutes(9, 8, 7, 6, 5), 5, NOW)
    assert not codes.is_blocked(minutes(9, 8, 7, 6), 5, NOW)


def test_five_wrong_codes_over_a_longer_time_do_not_block() -> None:
    assert not codes.is_blocked(minutes(19, 15, 10, 5, 1), 5, NOW)


def test_a_block_ends_ten_minutes_after_the_last_wrong_code() -> None:
    assert codes.is_blocked(minutes(13, 12, 11, 10.5, 9.9), 5, NOW)
    assert not codes.is_blocked(minutes(14, 13, 12, 11, 10), 5, NOW)
