"""Bans as they were until 4.4: rows of a name, an address and a reason."""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.games.tshock.config import Config


@dataclass(slots=True, eq=False)
class Row:
    name: str
    ip: str
    reason: str
    uuid: str = ""
    """Kept, and never shown."""
    until: float | None = None
    """Unix seconds; None is for ever. Never shown either."""


class Rows:
    def __init__(self, config: Config, clock: Callable[[], float]) -> None:
        self._config, self._clock = config, clock
        self.rows: list[Row] = []

    def add(
        self, *, name: str = "", ip: str = "", reason: str = "", uuid: str = "", until: float | None = None
    ) -> None:
        """Ban somebody; an address that is banned already only gets its new end."""
        known = next((row for row in self.rows if ip and row.ip == ip), None)
        if known is not None:
            known.until = until
        else:
            self.rows.append(Row(name, ip, reason, uuid, until))

    def by(self, kind: str, value: str, *, ignore_case: bool = False) -> list[Row]:
        """Return the rows with that `name` or `ip`."""
        wanted = value.lower() if ignore_case else value
        found: list[Row] = []
        for row in self.rows:
            own = row.name if kind == "name" else row.ip
            if own and (own.lower() if ignore_case else own) == wanted:
                found.append(row)
        return found

    def remove(self, rows: list[Row]) -> None:
        self.rows = [row for row in self.rows if row not in rows]

    def refusal(self, name: str, ip: str, uuid: str) -> str | None:
        """Return what a banned player reads on joining; a ban that is over is forgotten."""
        now = self._clock()
        self.rows = [row for row in self.rows if row.until is None or row.until > now]
        for row in self.rows:
            named = self._config.enable_ban_on_usernames and row.name == name
            if named or (row.ip and row.ip == ip) or (row.uuid and row.uuid == uuid):
                return f"You are banned {_how_long(row.until, now)}: {row.reason}"
        return None


def _how_long(until: float | None, now: float) -> str:
    """Write the two greatest units of what is left."""
    if until is None:
        return "forever"
    left, words = round(until - now), []
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)):
        count, left = divmod(left, size)
        if count:
            words.append(f"{count} {unit}{'s' if count > 1 else ''}")
    return "for " + " and ".join(words[:2])
