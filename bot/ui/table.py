"""Columns that align wherever each letter is as wide as every other: inside a code block."""

import unicodedata
from collections.abc import Collection, Sequence

from discord.utils import escape_mentions

from bot.ui.text import one_line


def in_block(text: str, columns: int) -> str:
    """Make foreign *text* fit for a code block: one line, at most so many columns wide, unable to end it."""
    taken, room = "", columns
    for letter in escape_mentions(one_line(text)).replace("`", "'")[: 3 * columns]:
        room -= _width(letter)
        if room < 0:
            taken = taken[:-1] + "\N{HORIZONTAL ELLIPSIS}" if _width(taken[-1:]) == 1 else taken
            break
        taken += letter
    return taken or "?"


def block(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> str:
    """Return *rows* as a code block, each column as wide as its widest cell; those of *right* end in line."""
    widths = [max(map(_columns, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = []
        for number, (cell, width) in enumerate(zip(row, widths, strict=True)):
            blank = " " * (width - _columns(cell))
            cells.append(blank + cell if number in right else cell + blank)
        lines.append(" ".join(cells).rstrip())
    return "```\n" + "\n".join(lines) + "\n```"


def _columns(text: str) -> int:
    return sum(map(_width, text))


def _width(letter: str) -> int:
    """Return how many columns *letter* takes; marks above others and invisible ones take none."""
    if not letter or unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1
