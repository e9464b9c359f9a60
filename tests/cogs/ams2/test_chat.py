import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.ams2.chat import parts_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("hello", ["hello"]),
        ("  two\r\nlines\t\x00here \u2028", ["two lines here"]),
        ("", []),
        ("\n\x07", []),
        ("x" * 450, ["x" * 200, "x" * 200, "x" * 50]),
        ("a" * 150 + " " + "b" * 100, ["a" * 150, "b" * 100]),
        ("a" * 199 + " b", ["a" * 199, "b"]),
        ("a" * 198 + " b", ["a" * 198 + " b"]),
        ("x" * 190 + " well-known", ["x" * 190, "well-known"]),
        ("half \ud800 a pair", ["half a pair"]),
    ],
)
def test_a_text_is_cut_between_words_into_lines_without_control_characters(
    text: str, parts: list[str]
) -> None:
    assert parts_of(text) == parts


def test_what_does_not_fit_into_three_lines_is_cut_and_shown_to_be() -> None:
    parts = parts_of("word " * 200)
    assert len(parts) == 3
    assert parts[-1].endswith("word ...")


@given(st.text(alphabet=st.characters(), max_size=1500))
def test_no_text_makes_more_or_longer_lines_than_the_chat_shows(text: str) -> None:
    parts = parts_of(text)
    assert len(parts) <= 3
    assert all(0 < len(part) <= 200 for part in parts)
    assert not any(ord(character) < 32 for part in parts for character in part)
    "".join(parts).encode()
