"""Text that came out of a game or a person's hands, made fit to be shown in Discord."""

import re
from datetime import datetime

from discord.utils import escape_markdown, escape_mentions

BLANK = "\u200b"
"""What Discord takes for a value although nothing is seen."""
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")


def safe(text: str, limit: int = 64) -> str:
    """Make foreign *text* one line of at most *limit*, without markup, mentions, links or direction marks."""
    plain = one_line(text).replace("://", f":{BLANK}//")
    escaped = escape_mentions(escape_markdown(clip(plain, limit), ignore_links=False))
    return clip(escaped.replace("<", "\\<").replace("](", "]\\("), 2 * limit) or "?"


def one_line(text: str) -> str:
    """Return *text* without line ends, direction marks and what nobody sees."""
    return _INVISIBLE.sub(" ", text).strip()


def clip(text: str, limit: int) -> str:
    """Cut *text* to *limit* characters, so that one sees that it was cut."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rstrip("\\") + "\N{HORIZONTAL ELLIPSIS}"


def ago(moment: datetime) -> str:
    """Show *moment* as how long ago it was, counted by the reader's own client."""
    return f"<t:{int(moment.timestamp())}:R>"


def at(moment: datetime) -> str:
    """Show *moment* as a time of day in the reader's own zone."""
    return f"<t:{int(moment.timestamp())}:t>"


def fill(lines: list[str], limit: int, rest: str = "\N{HORIZONTAL ELLIPSIS} and {count} more") -> str:
    """Join as many whole *lines* as fit into *limit*, and say how many did not."""
    text = "\n".join(lines)
    if len(text) <= limit:
        return text
    room, taken = limit - len(rest) - 6, []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        taken.append(line)
    return "\n".join([*taken, rest.format(count=len(lines) - len(taken))])


def pages(lines: list[str], limit: int, most: int) -> list[str]:
    """Put whole *lines* on up to *most* pages of *limit* characters; the last says how many are left out."""
    done: list[str] = []
    rest = list(lines)
    while rest and len(done) < most - 1:
        taken, room = 0, limit
        while taken < len(rest) and len(rest[taken]) + 1 <= room:
            room -= len(rest[taken]) + 1
            taken += 1
        done.append("\n".join(rest[: max(taken, 1)]))
        rest = rest[max(taken, 1) :]
    return [*done, fill(rest, limit)] if rest else done
