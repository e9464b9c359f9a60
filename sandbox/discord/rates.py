"""Rate limits: counted like Discord's, told in the headers."""

from __future__ import annotations

from sandbox.discord.call import Call
from sandbox.discord.snowflakes import Clock


class Rates:
    def __init__(self, clock: Clock, mode: str) -> None:
        self._clock, self.mode = clock, mode

    def count(self, method: str, template: str, call: Call) -> dict[str, str]:  # noqa: ARG002 - counted below soon
        """The headers of the answer; Refused with 429 when too much was asked."""
        return {}
