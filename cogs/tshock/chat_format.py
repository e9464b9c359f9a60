"""Who wrote what, in a line that the server made by its ``ChatFormat``.

The group's prefix and suffix stand in the line as they are set on the server, and the API does not tell them.
So a name is found by the people who are there, and none may stand in what somebody wrote.
"""

import re
from collections.abc import Collection

DEFAULT = "{1}{2}{3}: {4}"
_GROUP, _PREFIX, _NAME, _SUFFIX, _TEXT = "{0}", "{1}", "{2}", "{3}", "{4}"
_PLACES = re.compile(r"(\{[0-4]\}|\{\{|\}\})")
_ANNOUNCED = "(Server Broadcast) "
"""What the command /say puts before its text."""


class ChatFormat:
    """Reads the lines of one format: {0} group, {1} prefix, {2} name, {3} suffix, {4} text.

    Raises `ValueError` for a format that does not tell name and text, one behind the other.
    """

    def __init__(self, written: str = DEFAULT) -> None:
        self._parts = [part for part in _PLACES.split(written) if part]
        self._parts = [{"{{": "{", "}}": "}"}.get(part, part) for part in self._parts]
        places = [part for part in self._parts if part in {_NAME, _TEXT}]
        if places != [_NAME, _TEXT] or any(self._parts.count(part) > 1 for part in self._parts if _is(part)):
            raise ValueError("a format with {2}, the name, and behind it {4}, the text, such as " + DEFAULT)
        self._names: frozenset[str] = frozenset()
        self._patterns: list[re.Pattern[str]] = []

    def read(self, line: str, names: Collection[str]) -> tuple[str, str] | None:
        """Return who of *names* wrote, and what; None where it is no chat of theirs.

        Two names can fit where one begins with the other or a prefix looks like a name: one without a suffix
        is preferred, then the first, then the longest.
        """
        if line.startswith(_ANNOUNCED) or not names:
            return None
        if self._names != frozenset(names):
            self._names = frozenset(names)
            self._patterns = [self._pattern(suffix=False), self._pattern(suffix=True)]
        for pattern in self._patterns:
            if found := pattern.fullmatch(line):
                return found["name"], found["text"]
        return None

    def _pattern(self, *, suffix: bool) -> re.Pattern[str]:
        free = self._free()
        longest_first = sorted(self._names, key=lambda name: (-len(name), name))
        kinds = {
            _GROUP: f"{free}{{0,32}}?",
            _PREFIX: f"{free}{{0,40}}?",
            _NAME: rf"(?<!\w)(?P<name>{'|'.join(map(re.escape, longest_first))})",
            _SUFFIX: rf"(?!\s*\w){free}{{1,40}}?" if suffix else "",
            _TEXT: "(?P<text>.*)",
        }
        return re.compile(
            "".join(kinds.get(part) or ("" if _is(part) else re.escape(part)) for part in self._parts)
        )

    def _free(self) -> str:
        """Return a character of what stands around a name: never what ends the name and begins the text."""
        behind = self._parts[self._parts.index(_NAME) + 1 :]
        ends = next((part for part in behind if not _is(part)), "")
        return f"(?:(?!{re.escape(ends)}).)" if ends else "."


def _is(part: str) -> bool:
    """Tell whether *part* of a format is filled in."""
    return part in {_GROUP, _PREFIX, _NAME, _SUFFIX, _TEXT}
