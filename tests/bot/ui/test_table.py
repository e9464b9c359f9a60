"""Columns of text, whatever stands in them."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.ui.table import block, in_block


def width(text: str) -> int:
    """How many columns a monospaced font gives a text."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    bare = sum(unicodedata.category(letter) in {"Mn", "Me", "Cf"} for letter in text)
    return len(text) + wide - bare


def test_cells_stand_below_each_other_to_the_left_or_right() -> None:
    assert block([("1", "Ann", "+1"), ("12", "山田", "x")], right={0, 2}).splitlines() == [
        "```",
        " 1 Ann  +1",
        "12 山田  x",
        "```",
    ]


def test_a_name_that_is_too_long_shows_that_it_was_cut() -> None:
    assert in_block("a very long name", 6) == "a ver\N{HORIZONTAL ELLIPSIS}"


@given(st.text(max_size=60), st.integers(1, 20))
def test_no_cell_is_wider_than_it_may_be_or_ends_the_block(text: str, columns: int) -> None:
    cell = in_block(text, columns)
    assert cell
    assert width(cell) <= columns
    assert "`" not in cell
    assert len(cell.splitlines()) == 1
