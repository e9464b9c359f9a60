"""One server process: its people, its world, its tokens, its end and its next start."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from sandbox.games.tshock.config import Config
from sandbox.games.tshock.crowd import Crowd
from sandbox.games.tshock.dialects import V6, Dialect
from sandbox.games.tshock.groups import STEWARD
from sandbox.games.tshock.log import TextLog
from sandbox.games.tshock.people import Player
from sandbox.games.tshock.tokens import LoginCounter, Tokens
from sandbox.games.tshock.world import World

TOKEN = "STEWARD-APPLICATION-TOKEN"  # noqa: S105 - opens a simulated server

Ending = Literal["", "off", "restart"]


class Game(Crowd):
    """Everything behind the API; the same seed gives the same tokens, moons and creatures.

    Its one token at first is an application token of the group `steward`, which may do all that a bot needs.
    """

    def __init__(
        self,
        dialect: Dialect = V6,
        *,
        config: Config | None = None,
        clock: Callable[[], float] = time.time,
        seed: int = 1,
        log_folder: Path | None = None,
        token: str = TOKEN,
    ) -> None:
        super().__init__(dialect, config or Config(), clock, TextLog(log_folder, clock))
        self.world = World(seed=seed)
        self.tokens = Tokens(seed)
        self.token = self.tokens.add_application(token, "steward", STEWARD)
        self.logins = LoginCounter(dialect, self.config, clock)
        self.ending: Ending = ""
        """What the process does once it has sent the answer that it is sending."""
        self.starts = 1
        self._began = clock()

    @property
    def uptime(self) -> str:
        """The age of the process as days.hours:minutes:seconds."""
        age = int(self.clock() - self._began)
        hours = age // 3600
        return f"{hours // 24}.{hours % 24:02}:{age // 60 % 60:02}:{age % 60:02}"

    def tick(self, seconds: float = 1.0) -> None:
        """Let *seconds* go by in the world."""
        if not self.loading:
            self.world.tick(seconds)

    def restart(self, *, loading: bool = False) -> None:
        """Start the process anew: people, created tokens, mutes and the login counter are gone.

        With *loading* the world is not there yet until `finish_loading`.
        """
        for player in self.present:
            self.disconnect(player, player.parted or "Lost connection")
        self.log.rotate()
        self.tokens.destroy_all()
        self.groups.reload()
        self.logins = LoginCounter(self.dialect, self.config, self.clock)
        self.ending = ""
        self.starts += 1
        self.loading = loading
        self._began = self.clock()

    def finish_loading(self) -> None:
        self.loading = False

    def shut_down(self, message: str, ending: Ending, *, save: bool) -> None:
        """Throw everybody out with *message*, and end the process after the answer."""
        for player in self.present:
            self.disconnect(player, message)
        if save:
            self.world.saves += 1
        self.ending = ending

    def kick(
        self, player: Player, reason: str, *, force: bool, silent: bool = False, by: str | None = None
    ) -> bool:
        done = super().kick(player, reason, force=force, silent=silent, by=by)
        if done and not self.players:
            self.world.saves += 1  # a server that empties saves its world
        return done
