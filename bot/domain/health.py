"""How a source is doing, judged by its last looks."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from bot.domain.errors import AuthFailed, BackendError

LOST_AFTER = 3
"""Failed looks in a row until a server counts as lost and people are told."""


class Condition(Enum):
    """The states that a board can show."""

    WAITING = "waiting"  # not looked at yet
    LIVE = "live"
    LATE = "late"  # first or second failed look in a row
    LOST = "lost"
    REFUSED = "refused"  # the credentials are not accepted


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The condition of a source, since when (UTC), and the error that caused it."""

    condition: Condition
    since: datetime
    failures: int = 0
    cause: BackendError | None = None

    def succeeded(self, at: datetime) -> "Health":
        """Return the health after a look that brought an answer."""
        if self.condition is Condition.LIVE:
            return self
        return Health(condition=Condition.LIVE, since=at)

    def failed(self, error: BackendError, at: datetime) -> "Health":
        """Return the health after a look that failed."""
        failures = self.failures + 1
        condition = Condition.LATE if failures < LOST_AFTER else Condition.LOST
        if isinstance(error, AuthFailed):
            condition = Condition.REFUSED
        since = self.since if condition is self.condition else at
        return replace(self, condition=condition, since=since, failures=failures, cause=error)
