import pytest

from sandbox.games.tshock.commands.command import filled
from sandbox.games.tshock.commands.parsing import split_command, split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("  a\tb\nc ", ["a", "b", "c"]),
        ('"a b" c', ["a b", "c"]),
        ('a"b"c', ["a", "b", "c"]),
        ('"" x', ["", "x"]),
        (r'"say \"hi\" \\ there"', ['say "hi" \\ there']),
        (r"two\ words", ["two words"]),
        (r"C:\temp end\\", ["C:\\temp", "end\\"]),
        ("alone\\", ["alone\\"]),
        ('"never closed and on', ["never closed and on"]),
    ],
)
def test_words_are_split_as_the_server_splits_them(text: str, words: list[str]) -> None:
    assert split_words(text) == words


def test_the_name_of_a_command_ends_at_the_first_blank() -> None:
    assert split_command("KICK  Ann") == ("kick", "  Ann")
    assert split_command("who") == ("who", "")
    assert split_command(" who") == ("", " who")


def test_a_line_is_filled_to_eighty_letters_with_the_comma_that_ends_it() -> None:
    assert list(filled(["a" * 38, "b" * 38, "c"])) == [f"{'a' * 38}, {'b' * 38}, ", "c"]
    assert list(filled(["a" * 38, "b" * 39, "c"])) == [f"{'a' * 38}, ", f"{'b' * 39}, c"]
    assert list(filled(["a" * 90])) == ["a" * 90]
    assert list(filled([])) == []
