"""What the server's console reads and writes."""

import re
from collections.abc import Iterable

_TAG = re.compile(r"\[c/[0-9A-Fa-f]{3,6}:(.*?)\]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_LONGEST_CHAT = 400
"""Characters that the bot puts into one line of chat; the game itself shows far longer ones as a wall."""


def escaped(text: str) -> str:
    """Return *text* as one line in which nothing opens or closes a quote."""
    return _escaped(one_line(text))


def quoted(name: str) -> str:
    """Return *name* as one argument of a command, whatever stands in it; two blanks are not one."""
    return f'"{_escaped(name)}"'


def one_line(text: str) -> str:
    """Return *text* without control characters; a line break would begin another line of chat."""
    return " ".join(_CONTROL.sub(" ", text).split())


def chat_line(text: str) -> str:
    """Return *text* as the line of chat that the bot sends."""
    return one_line(text)[:_LONGEST_CHAT]


def plain(lines: Iterable[str]) -> list[str]:
    """Return what a command told without the colour tags of newer servers, innermost first."""
    return [_untagged(line) for line in lines]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _untagged(line: str) -> str:
    while (without := _TAG.sub(r"\1", line)) != line:
        line = without
    return line
