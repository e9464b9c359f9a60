"""What ``python -m bot check --live`` found: one plain line for each thing that it tried."""

from dataclasses import dataclass
from enum import StrEnum

from bot.settings.check import EX_CONFIG


class Sign(StrEnum):
    """How one thing stands."""

    OK = "ok"
    NOTE = "note"  # worth knowing, and neither good nor bad as far as the program can tell
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried; *code* is what the program ends with because of it."""

    sign: Sign
    subject: str
    text: str
    code: int = 0

    def __str__(self) -> str:
        return f"{self.sign:8}{self.subject}: {self.text}"


def ok(subject: str, text: str) -> Finding:
    return Finding(Sign.OK, subject, text)


def note(subject: str, text: str) -> Finding:
    return Finding(Sign.NOTE, subject, text)


def warning(subject: str, text: str) -> Finding:
    return Finding(Sign.WARNING, subject, text)


def failed(subject: str, text: str, code: int = EX_CONFIG) -> Finding:
    return Finding(Sign.FAILED, subject, text, code)
