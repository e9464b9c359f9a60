"""Values of autocomplete that tell nothing: what stands for a person must tell nobody who they are."""

import secrets
from typing import Generic, TypeVar

T = TypeVar("T")
_MOST = 2000


class Offered(Generic[T]):
    """Remembers what was offered under numbers of its own; the oldest are forgotten."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._offered: dict[str, T] = {}

    def value(self, one: T) -> str:
        """Return what stands for *one*; the same each time it is offered."""
        for value, known in self._offered.items():
            if known == one:
                return value
        while len(self._offered) >= _MOST:  # nobody has that list open any more
            del self._offered[next(iter(self._offered))]
        value = self._prefix + secrets.token_hex(8)
        self._offered[value] = one
        return value

    def meant(self, value: str) -> T | None:
        """Return what *value* stood for, unless it was forgotten, or somebody typed it."""
        return self._offered.get(value)

    def is_value(self, asked: str) -> bool:
        """Tell whether *asked* looks like a value and not like words."""
        return asked.startswith(self._prefix)
