"""What must be known of the looks before: plain values, kept as JSON beside the place in the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter, ValidationError

_LATER = timedelta(seconds=30)
"""How much later than we thought a process must have begun to be another one: its age is in whole seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """When the server's process *booted*, as far as it tells, and the *names* of who was there."""

    booted: datetime | None = None
    names: Sequence[str] = ()

    def is_another(self, booted: datetime | None) -> bool:
        """Tell whether a process that *booted* then is another one than the one remembered."""
        return booted is not None and self.booted is not None and booted > self.booted + _LATER

    def steady(self, booted: datetime | None) -> datetime | None:
        """Return when the process that *booted* did so, as was told first: its age is in whole seconds."""
        return booted if self.booted is None or self.is_another(booted) else self.booted

    def dump(self) -> str:
        """Return it as text."""
        return _ADAPTER.dump_json(self).decode()


_ADAPTER = TypeAdapter(Memory)


def recall(text: str) -> Memory:
    """Return what *text* remembers; what cannot be read was forgotten."""
    try:
        return _ADAPTER.validate_json(text)
    except ValidationError:
        return Memory()
