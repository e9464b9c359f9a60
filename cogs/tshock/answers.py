"""The form of every answer: an object whose ``status`` is a number written as a string.

The HTTP status says the same since 4.5 and was always 200 before, so it is not looked at.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Body: TypeAlias = Mapping[str, Any]

OK, WRONG, NO_TOKEN, REFUSED, UNKNOWN_PATH = 200, 400, 401, 403, 404
_LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said; *status* as an HTTP status, *body* with all its keys."""

    status: int
    body: Body

    @property
    def words(self) -> str:
        """What is said to people, on one line: never ``errormsg`` or ``stacktrace``, which hold paths."""
        said = self.body.get("error") or self.body.get("response") or ""
        return " ".join(said.split())[:_LONGEST_WORDS] if isinstance(said, str) else ""


def read_answer(body: bytes) -> Answer | None:
    """Return the answer that *body* is, or None when it is something else, such as a proxy's page."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return None
    status = raw.get("status") if isinstance(raw, dict) else None
    if isinstance(status, int) and not isinstance(status, bool):  # some plugins of the server write it so
        status = str(status)
    if not isinstance(status, str) or not status.isascii() or not status.isdecimal() or len(status) != 3:
        return None
    return Answer(int(status), raw)


def is_answer(body: bytes) -> bool:
    """Tell whether *body* is an answer of this API."""
    return read_answer(body) is not None
