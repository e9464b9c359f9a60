"""Which of the two APIs a server speaks: that of 4.3 and 4.4, or that since 4.5."""

import re
from dataclasses import dataclass

from pydantic import BaseModel, Field

Version = tuple[int, ...]
_NEW: Version = (4, 5)
_NAMES_EXACTLY: Version = (4, 5, 4)
_HASHES_PASSWORDS: Version = (4, 4)
_NO_RESTART: Version = (4, 4)
_OLDEST: Version = (4, 2)


class VersionParts(BaseModel):
    """How 4.x writes its version; from 5.0 on it is text."""

    major: int = Field(alias="Major")
    minor: int = Field(alias="Minor")
    build: int = Field(alias="Build", default=0)


@dataclass(frozen=True, slots=True)
class Dialect:
    """What differs between versions."""

    version: Version

    @property
    def words(self) -> str:
        """The version, as people write it."""
        return ".".join(map(str, self.version))

    @property
    def is_new(self) -> bool:
        """Whether bans have tickets, old paths are gone, and parameters are decoded once more."""
        return self.version >= _NEW

    @property
    def names_exactly(self) -> bool:
        """Whether ``tsn:`` before a name prefers the one who has exactly that name."""
        return self.version >= _NAMES_EXACTLY

    @property
    def can_restart(self) -> bool:
        """Whether the server can be told to begin anew."""
        return self.version < _NO_RESTART

    @property
    def spoils_new_passwords(self) -> bool:
        """Whether nobody can log in to an account made by the API until its password is set again."""
        return self.version < _HASHES_PASSWORDS

    def encode(self, value: str) -> str:
        """Return *value* so that the server reads it as it is: the new API decodes ``%41`` a second time."""
        return value.replace("%", "%25") if self.is_new else value


UNKNOWN = Dialect((5,))
"""What is taken for true until the server told its version."""


def dialect_of(version: VersionParts | str | None) -> Dialect:
    """Return the dialect of the version in a status; the oldest tell none."""
    if isinstance(version, VersionParts):
        return Dialect((version.major, version.minor, version.build))
    numbers = tuple(int(number) for number in re.findall(r"\d{1,6}", version or "")[:4])
    return Dialect(numbers or _OLDEST)
