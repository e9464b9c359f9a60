"""Who wrote what, whatever stands around a name and in a text."""

import pytest

from cogs.tshock.chat_format import DEFAULT, ChatFormat

HERE = ["Ann", "Anna", "Bob", "b", "Admin", "*Star*", "Kaï: x", "[c/FF0000:R]", "Old Bram"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Ann: hi", ("Ann", "hi")),
        ("Ann: ", ("Ann", "")),
        ("Anna: hi", ("Anna", "hi")),
        ("Old Bram: a: b", ("Old Bram", "a: b")),
        ("(Super Admin) Ann: hi", ("Ann", "hi")),
        ("[Admin] Ann: hi", ("Ann", "hi")),
        ("VIP Bob~: hi", ("Bob", "hi")),
        ("Bob [10]: hi", ("Bob", "hi")),
        ("Bob: ask Ann: she knows", ("Bob", "ask Ann: she knows")),
        ("[VIP] Bob*: ask Ann: she knows", ("Bob", "ask Ann: she knows")),
        ("*Star*: hi", ("*Star*", "hi")),
        ("[c/FF0000:R]: hi", ("[c/FF0000:R]", "hi")),
        ("Kaï: x: hi", ("Kaï: x", "hi")),
    ],
)
def test_a_line_tells_who_wrote_it(line: str, said: tuple[str, str]) -> None:
    assert ChatFormat().read(line, HERE) == said


@pytest.mark.parametrize(
    "line",
    [
        "Ann has joined.",
        "Ann has left.",
        "Nobody: Ann: hi",
        "(Server Broadcast) Ann: hi",
        "(Server Broadcast) [Discord] Ann: hi",
        "steward kicked Ann for 'spam: much'",
        "Ann has been muted by steward for: spam",
        "Annabel: hi",
        "Joanna: hi",
        "",
    ],
)
def test_what_the_server_says_is_nobodys_chat(line: str) -> None:
    assert ChatFormat().read(line, HERE) is None


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("<{2}> {4}", "<Ann> hi"),
        ("[{0}] {1}{2}{3} > {4}", "[vip] ~Ann > hi"),
        ("{2} {4}", "Ann hi"),
        ("{{{2}}} {4}!", "{Ann} hi!"),
        ("{2}{4}", "Annhi"),
    ],
)
def test_a_format_of_the_operators_is_read(written: str, line: str) -> None:
    assert ChatFormat(written).read(line, HERE) == ("Ann", "hi")


@pytest.mark.parametrize("written", ["", "{2}", "{4}: {2}", "{2}{2}: {4}", "name: text"])
def test_a_format_without_name_and_text_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"\{2\}"):
        ChatFormat(written)


def test_nobody_wrote_while_nobody_is_there() -> None:
    assert ChatFormat(DEFAULT).read(": hi", []) is None


def test_a_long_line_is_read_in_no_time() -> None:
    names = [f"name {number}" for number in range(255)]
    for line in ("(" * 2000, "name 7" * 300, "name 7 " * 280 + ": x"):
        ChatFormat().read(line, names)
