"""What is written to the console of a Terraria server, and read from it."""

import pytest

from cogs.tshock.console import chat_line, escaped, plain, quoted


def arguments(typed: str) -> list[str]:
    """Split a command as the server does: a backslash takes a quote, blank or backslash as it is."""
    found, current, in_quotes, at = [], "", False, 0
    while at < len(typed):
        letter = typed[at]
        if letter == "\\" and typed[at + 1 : at + 2] in {'"', " ", "\\"}:
            current, at = current + typed[at + 1], at + 1
        elif letter == '"':
            if in_quotes or current:
                found.append(current)
            current, in_quotes = "", not in_quotes
        elif letter in " \t\n" and not in_quotes:
            if current:
                found.append(current)
            current = ""
        else:
            current += letter
        at += 1
    return [*found, current] if current else found


@pytest.mark.parametrize(
    "name",
    [
        "Ann",
        "Alice In Chains",
        'Bob, the "Builder"',
        '" /off-nosave',
        ";",
        "%41",
        "\\",
        '\\"',
        "a\\ b",
        "x" * 300,
        "two  blanks",
        " around ",
        "a\tb",
        "\u202egnp.exe",
        "\N{FLEXED BICEPS}\N{EMOJI MODIFIER FITZPATRICK TYPE-4}",
        "[c/FF0000:red]",
    ],
)
def test_any_name_is_one_argument(name: str) -> None:
    assert arguments(f"{quoted(name)} hello") == [name, "hello"]


@pytest.mark.parametrize("text", ['say "hi" to\\ me', "a\nb", "\t", '\\"', "one two"])
def test_free_text_opens_no_quote(text: str) -> None:
    assert " ".join(arguments(escaped(text))) == " ".join(text.split())


def test_chat_is_one_bounded_line() -> None:
    assert chat_line("a\r\nb\x00c\u2028d   e") == "a b c d e"
    assert len(chat_line("x" * 5000)) == 400


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("plain", "plain"),
        ("[c/FF0000:red] and [c/00FF00:green]", "red and green"),
        ("Online Players ([c/AAFFAA:4]/8)", "Online Players (4/8)"),
        ("[c/FF0000:[c/00FF00:in]]", "in"),
        ("[i:73] [c/XYZ:no]", "[i:73] [c/XYZ:no]"),
        ("[c/FF0000:open", "[c/FF0000:open"),
    ],
)
def test_colours_are_left_out_of_what_it_tells(line: str, seen: str) -> None:
    assert plain([line]) == [seen]
