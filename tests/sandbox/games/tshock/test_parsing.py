import pytest

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
