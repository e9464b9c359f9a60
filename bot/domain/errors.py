"""The one family of errors; everything else that is raised is a bug.

BotError
  ConfigError            problems: file, line, key, found, expected     one line each, exit code 78
  UserError              the person can mend it                         a private reply
    NotSupported, NotAllowed, NoSuchServer, NoSuchPlayer, SeveralPlayers, BadValue, PresetRefused,
    LinkRefused, NoSuchResult, NoSuchDriver, NoSuchPenalty
  BackendError           server, operation
    Unreachable          nothing was changed; a read may be tried again
    OutcomeUnknown       a change was sent and no answer came
    Rejected             the server said no, in its words
      AuthFailed         told once, tried again every five minutes
    RateLimited          when it may be tried again
    ProtocolError        the answer is not what that API promises
  StorageError
    SchemaTooNew         the file is from a later version; refuse to start

Errors carry fields, not prose; the words for people stand in one table in ``bot/ui/words.py``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto


class BotError(Exception):
    """Something that the bot expects to happen."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place of the settings."""

    file: str
    line: int | None
    key: str
    found: str
    expected: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.key}: found {self.found}, expected {self.expected}"


class ConfigError(BotError):
    """The settings cannot be used; every problem is told at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


class UserError(BotError):
    """The person who asked can mend it."""


class NotSupported(UserError):
    """This game has no such thing."""

    def __init__(self, server: str, wanted: str) -> None:
        super().__init__(f"{server} cannot {wanted}")
        self.server = server
        self.wanted = wanted


class NotAllowed(UserError):
    """This person may not do that."""

    def __init__(self, needed: str, server: str | None = None) -> None:
        super().__init__(f"needs {needed}" + (f" on {server}" if server else ""))
        self.needed = needed
        self.server = server


class NoSuchServer(UserError):
    """No configured server answers to that name, or none was named and several fit."""

    def __init__(self, asked: str | None, known: Sequence[str]) -> None:
        super().__init__(f"no server {asked!r}")
        self.asked = asked
        self.known = tuple(known)


class NoSuchPlayer(UserError):
    """Nobody of that name is on the server now."""

    def __init__(self, asked: str, server: str) -> None:
        super().__init__(f"no player {asked!r} on {server}")
        self.asked = asked
        self.server = server


class SeveralPlayers(UserError):
    """More than one person answers to that name."""

    def __init__(self, asked: str, names: Sequence[str]) -> None:
        super().__init__(f"several players {asked!r}")
        self.asked = asked
        self.names = tuple(names)


class BadValue(UserError):
    """What was typed for an option is not of its kind; *known* are values that would be."""

    def __init__(self, option: str, found: str, expected: str, known: Sequence[str] = ()) -> None:
        self.option = option
        self.found = found
        self.expected = expected
        self.known = tuple(known)
        super().__init__(f"{option}: {found!r}, expected {self.wanted}")

    @property
    def wanted(self) -> str:
        """What is expected, with the values that would be."""
        return f"{self.expected}: {', '.join(self.known)}" if self.known else self.expected


class PresetRefused(UserError):
    """A preset asks for what the server does not know; every such place is told at once."""

    def __init__(self, preset: str, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.preset = preset
        self.problems = tuple(problems)


class NoSuchResult(UserError):
    """No result is stored under that number."""


class NoSuchDriver(UserError):
    """That driver is not in the result."""


class NoSuchPenalty(UserError):
    """That penalty is not one of the result, or was revoked already."""


class LinkRefusal(Enum):
    """Why a link was not made."""

    NO_SUCH_CODE = auto()
    EXPIRED = auto()
    USED = auto()
    ALREADY_YOURS = auto()
    TAKEN = auto()
    TOO_MANY_TRIES = auto()
    TOO_MANY_WHISPERS = auto()
    NO_IDENTITY = auto()
    NEEDS_A_NAME = auto()
    SOMEBODY_ELSE = auto()
    NOT_LINKED = auto()


class LinkRefused(UserError):
    """A name and a member were not bound to each other."""

    def __init__(self, why: LinkRefusal) -> None:
        super().__init__(why.name.lower())
        self.why = why


class BackendError(BotError):
    """A game server, or the way to it, failed."""

    def __init__(self, server: str, operation: str, detail: str = "") -> None:
        super().__init__(f"{server}: {operation}: {detail}" if detail else f"{server}: {operation}")
        self.server = server
        self.operation = operation
        self.detail = detail


class Unreachable(BackendError):
    """No answer, and nothing was changed; a read may be tried again."""


class OutcomeUnknown(BackendError):
    """A change was sent and no usable answer came: it may have happened."""


class Rejected(BackendError):
    """The server said no; *detail* holds its words."""


class AuthFailed(Rejected):
    """The server does not accept the credentials, or their user lacks the right."""


class RateLimited(BackendError):
    """The server asks for a pause."""

    def __init__(self, server: str, operation: str, retry_after: float) -> None:
        super().__init__(server, operation, f"again in {retry_after:.0f} s")
        self.retry_after = retry_after


class ProtocolError(BackendError):
    """The answer is not what that API promises."""


class StorageError(BotError):
    """The database cannot be used."""


class SchemaTooNew(StorageError):
    """The database was written by a later version of the bot."""

    def __init__(self, found: str) -> None:
        super().__init__(f"schema {found} is newer than this program")
        self.found = found
