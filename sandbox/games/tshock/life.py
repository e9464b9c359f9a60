"""A server that people come to by themselves: who comes when, what they say, how they fare."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sandbox.games.tshock.crowd import JoinRefused
from sandbox.games.tshock.people import LOADING, NAMED, Item, Player
from sandbox.games.tshock.server import TShockServer
from sandbox.games.tshock.world import INVASIONS

COMES, GOES, TALKS, GIVES_UP, INVADED = 1 / 90, 1 / 500, 1 / 45, 1 / 60, 1 / 1500
"""Chances in one second: that somebody comes, and for one person that they go, write, or lose the connection
on the way in; and that an invasion begins."""
STEP_IN = 1 / 3
"""The chance in one second that somebody who is coming in gets one step further."""
REACH = 6
"""Tiles that somebody walks in a second at most."""
REVIVAL, LOADING_TIME = 5.0, 5.0
"""Seconds until a server that was switched off is started again, and then until it has loaded its world."""


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    account: str | None
    ip: str
    team: int = 0


CAST = (
    Person("Nell", "nell", "203.0.113.10", 1),
    Person("Old Bram", None, "203.0.113.11"),
    Person('Kaï "K"', "kai", "203.0.113.12", 3),
    Person("Nellie", None, "203.0.113.13", 1),
    Person("Ana, the Brave", "ana", "203.0.113.14", 2),
    Person("7", None, "203.0.113.15"),
    Person("Олег", "oleg", "203.0.113.16", 4),
    Person("Grub", None, "203.0.113.17"),
    Person("*Star*Fall_", "star", "203.0.113.18", 5),
)
LINES = (
    "hi all",
    "anyone seen a magic mirror?",
    "meteor landed east of the desert",
    "boss in 5, be at the arena",
    "who took the gold from the chest",
    "[i:73] selling hooks",
    "brb",
    "ночью осторожно",
    "@everyone come to spawn",
)
LOOT = (Item(8, "Torch", 12), Item(73, "Gold Coin", 1), Item(9, "Wood", 30), Item(2, "Dirt Block", 99))
BUFFS = (1, 2, 5, 11, 26)


class Life:
    """Plays a server by its seed; whatever is done over HTTP it takes as it comes.

    The same seed and the same seconds give the same people, words and worlds, however the seconds are cut up.
    """

    def __init__(self, server: TShockServer, *, seed: int = 1, speed: float = 1.0) -> None:
        self.speed = speed
        """How much faster than real time it goes; may be set at any time."""
        self._server = server
        self._random = random.Random(seed)
        self._left_over = 0.0
        self._plans: dict[Player, Person] = {}

    def tick(self, seconds: float = 1.0) -> None:
        """Let *seconds* go by, in whole seconds; what is left over counts the next time."""
        whole, self._left_over = divmod(self._left_over + seconds, 1.0)
        for _ in range(int(whole)):
            self._second()

    async def run(self, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Play until cancelled.

        A server that is switched off is started again after a while and then takes a moment to load.
        """
        while True:
            await sleep(1.0)
            self.tick(self.speed)
            if self._server.ending == "off":
                await sleep(REVIVAL)
                await self._server.up()
                self._server.loading = True
                await sleep(LOADING_TIME)
                self._server.finish_loading()

    def _second(self) -> None:
        server = self._server
        server.tick(1.0)
        if server.loading or server.ending:
            return
        if self._happens(COMES):
            self._come()
        for player in server.present:
            self._be(player) if player.active else self._come_in(player)
        if not server.world.invasion_size and server.players and self._happens(INVADED):
            server.world.invade(self._random.choice(sorted(INVASIONS)))

    def _come(self) -> None:
        here = {player.ip for player in self._server.present}
        away = [person for person in CAST if person.ip not in here]
        if not away:
            return
        person = self._random.choice(away)
        self._try(lambda: self._plans.update({self._server.connect(ip=person.ip): person}))

    def _come_in(self, player: Player) -> None:
        """Go one step further in, or lose the connection."""
        person = self._plans.get(player)
        if person is None or player.stale or not self._happens(STEP_IN):
            return
        if self._happens(GIVES_UP):
            self._server.leave(player)
        elif player.state == LOADING:
            player.team = person.team
            self._server.enter(player)
        elif player.state == NAMED:
            self._server.approach(player)
        else:
            self._try(lambda: self._server.introduce(player, person.name, account=person.account))

    def _try(self, step: Callable[[], object]) -> None:
        try:
            step()
        except JoinRefused:
            return

    def _be(self, player: Player) -> None:
        """Walk, find something, write, go."""
        across, down = player.position
        player.position = (
            across + self._random.randint(-REACH, REACH),
            max(100, down + self._random.randint(-1, 1)),
        )
        if self._happens(TALKS):
            self._find_something(player)
            self._server.say(player, self._random.choice(LINES))
        if self._happens(GOES):
            self._server.leave(player)

    def _find_something(self, player: Player) -> None:
        found = self._random.choice(LOOT)
        kept = [item for item in player.inventory if item.id != found.id]
        before = next((item.stack for item in player.inventory if item.id == found.id), 0)
        player.inventory = [*kept, Item(found.id, found.name, before + found.stack)]
        player.buffs = [self._random.choice(BUFFS)]

    def _happens(self, chance: float) -> bool:
        return self._random.random() < chance
