"""Tokens of three kinds, and the counter that slows down whoever guesses passwords."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.games.tshock.config import Config
from sandbox.games.tshock.dialects import Dialect
from sandbox.games.tshock.groups import SUPERADMIN

LEAST_MAXIMUM = 5
"""4.x takes no lower maximum of tries."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who stands behind a token."""

    user: str
    group: str
    kind: str
    """created, application or start."""


class Tokens:
    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._holders: dict[str, Holder] = {}

    def find(self, token: str) -> Holder | None:
        return self._holders.get(token)

    def create(self, user: str, group: str) -> str:
        """Make a token for somebody who logged in; it does not survive a restart."""
        token = f"{self._random.getrandbits(256):064X}"
        self._holders[token] = Holder(user, group, "created")
        return token

    def add_application(self, token: str, user: str, group: str) -> str:
        """Write a token into config.json: it survives everything, its group need not exist."""
        self._holders[token] = Holder(user, group, "application")
        return token

    def add_start_flag(self, token: str) -> str:
        """Start the server with `-rest-token`: a superadmin without a name."""
        self._holders[token] = Holder("null", SUPERADMIN, "start")
        return token

    @property
    def start_flag(self) -> str | None:
        return next((token for token, holder in self._holders.items() if holder.kind == "start"), None)

    def destroy(self, token: str) -> None:
        """Forget a created token; any other stays valid."""
        holder = self._holders.get(token)
        if holder is not None and holder.kind == "created":
            del self._holders[token]

    def destroy_all(self) -> None:
        self._holders = {token: one for token, one in self._holders.items() if one.kind != "created"}


class LoginCounter:
    """Counts tries to log in per address; it falls by one every so many minutes.

    How it counts was recorded for 4.x and only read in the source for today.
    """

    def __init__(self, dialect: Dialect, config: Config, clock: Callable[[], float]) -> None:
        self._modern, self._config, self._clock = dialect.modern, config, clock
        self._counts: dict[str, int] = {}
        self._began = clock()
        self._fallen = 0

    def admits(self, address: str) -> bool:
        """Count the beginning of a try and tell whether it may go on."""
        self._fall()
        count = self._counts.get(address, 0)
        if count >= self._maximum():
            self.count(address)
            return False
        if self._modern or not self._config.rest_limit_only_failed_logins:
            self.count(address)
        return True

    def count(self, address: str) -> None:
        """Count the end of a try, however it went."""
        self._counts[address] = self._counts.get(address, 0) + 1

    def _maximum(self) -> int:
        least = 0 if self._modern else LEAST_MAXIMUM
        return max(self._config.rest_maximum_requests, least)

    def _fall(self) -> None:
        interval = 60 * max(1, self._config.rest_decrease_minutes)
        passed = int((self._clock() - self._began) // interval)
        fresh, self._fallen = passed - self._fallen, passed
        self._counts = {one: count - fresh for one, count in self._counts.items() if count > fresh}
