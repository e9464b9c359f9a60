"""Text for the game's chat, which is one line, scrolls away fast and has no documented length."""

import re
import textwrap

_UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_PART = 200
_PARTS = 3


def parts_of(text: str) -> list[str]:
    """Return *text* as at most three lines that the chat can show, cut between words."""
    line = " ".join(_UNSHOWABLE.sub(" ", text).split())
    return textwrap.wrap(line, _PART, max_lines=_PARTS, placeholder=" ...", break_on_hyphens=False)
