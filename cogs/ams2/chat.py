"""Text for the game's chat, which is one line, scrolls away fast and has no documented length."""

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_PART = 200
_PARTS = 3


def parts_of(text: str) -> list[str]:
    """Return *text* as at most three lines that the chat can show, cut between words."""
    words = _CONTROL.sub(" ", text).split()
    lines = [""]
    for word in words:
        for piece in (word[i : i + _PART] for i in range(0, len(word), _PART)):
            if lines[-1] and len(lines[-1]) + 1 + len(piece) > _PART:
                lines.append("")
            lines[-1] = f"{lines[-1]} {piece}".strip()
    if len(lines) > _PARTS:
        lines = [*lines[: _PARTS - 1], lines[_PARTS - 1][: _PART - 3] + "..."]
    return [line for line in lines if line]
