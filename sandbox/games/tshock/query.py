"""The parameters of a request: only those of the query string count."""

import re
from urllib.parse import parse_qsl, unquote

from sandbox.games.tshock.answers import missing

_BLANK = re.compile(r"\s*")


class Parameters:
    """Names are the same in any case and the last of several wins.

    Values are percent-decoded *decodings* times. A plus is a blank in the first decoding only. A percent sign
    that starts no escape stays. The second decoding of today was only read in the source.
    """

    def __init__(self, query: str, decodings: int = 1) -> None:
        self._values: dict[str, str] = {}
        for name, first in parse_qsl(query, keep_blank_values=True, errors="replace"):
            value = first
            if name.lower() != "token":
                for _ in range(decodings - 1):
                    value = unquote(value)
            self._values[name.lower()] = value

    def get(self, name: str) -> str | None:
        return self._values.get(name.lower())

    def all(self) -> dict[str, str]:
        """Return every parameter by its name in small letters."""
        return dict(self._values)

    def text(self, name: str) -> str:
        """Return a required parameter; one that is empty or blank is missing."""
        value = self.get(name)
        if is_blank(value):
            raise missing(name)
        return value or ""

    def truth(self, name: str) -> bool | None:
        """Return a truth value, or None for whatever is none."""
        return truth(self.get(name))


def is_blank(value: str | None) -> bool:
    return value is None or _BLANK.fullmatch(value) is not None


def truth(value: str | None) -> bool | None:
    """Read a truth value as .NET does: any case, blanks around it, and neither 1 nor yes."""
    return {"true": True, "false": False}.get((value or "").strip().lower())
