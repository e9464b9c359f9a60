"""What befalls the people and cars of the script, so that every evening has something to tell."""

import random
from functools import partial
from itertools import pairwise

from sandbox.games.ams2.agenda import Agenda
from sandbox.games.ams2.cars import OUT, Car
from sandbox.games.ams2.crowd import Crowd, Person
from sandbox.games.ams2.drivers import Drivers
from sandbox.games.ams2.driving import Driving

GIVE_UP = (("DNF", 0.3), ("Retired", 0.45))
"""How two cars end their race, and after which share of its distance."""
ENOUGH = 4
"""People with whom there is still a race when two of them leave."""


class Fates:
    """Puts down beforehand who drops out, gives up, leaves and is thrown out."""

    def __init__(
        self, server: Driving, agenda: Agenda, rng: random.Random, crowd: Crowd, drivers: Drivers
    ) -> None:
        self._server = server
        self._agenda = agenda
        self._random = rng
        self._crowd = crowd
        self._drivers = drivers

    def of_practice(self, seconds: float) -> None:
        """Have somebody lose the connection, to come back under another number and in another car."""
        guests = [person for person in self._crowd.present() if person.member is not self._server.host]
        if guests:
            self._agenda.after(seconds / 4, partial(self._crowd.drop, self._random.choice(guests)))

    def of_race(self, seconds: float) -> None:
        """Have two people leave, two cars give up, and one that is well placed thrown out."""
        leaving = self._lose_two(seconds)
        staying = [car for car in self._server.cars if car.name not in leaving | {self._drivers.offender}]
        unlucky = self._random.sample(staying, min(len(GIVE_UP), len(staying)))
        for car, (state, share) in zip(unlucky, GIVE_UP, strict=False):
            self._agenda.after(seconds * share, partial(self._drivers.give_up, car, state))
        self._agenda.after(seconds * 0.8, self._throw_out_the_second)

    def pile_up(self, lap: float) -> None:
        """Have the field collide at the start, and the race restarted in the second lap."""
        cars = self._server.standings()[:5]
        for number, (car, other) in enumerate(pairwise(cars)):
            self._agenda.after(12 + number, partial(self._hit, car, other))
        self._agenda.after(lap * 1.4, self._restart)

    def _lose_two(self, seconds: float) -> set[str]:
        """Have somebody lose the connection and the host leave; return their names."""
        people = self._crowd.present()
        if len(people) < ENOUGH:
            return set()
        host = next((one for one in people if one.member is self._server.host), people[0])
        dropped: Person = self._random.choice([one for one in people if one is not host])
        self._agenda.after(seconds * 0.35, partial(self._crowd.go, dropped, "disconnected", 0))
        self._agenda.after(seconds * 0.6, partial(self._crowd.go, host))
        return {dropped.name, host.name}

    def _throw_out_the_second(self) -> None:
        racing = [car for car in self._server.standings() if car.state not in OUT]
        if len(racing) > 1:
            self._drivers.give_up(racing[1], "Disqualified")

    def _hit(self, car: Car, other: Car) -> None:
        if car in self._server.cars and other in self._server.cars:
            self._server.impact(car, other, self._random.randint(400, 1000))

    def _restart(self) -> None:
        self._server.log.add("SoftRestart")
        self._agenda.surely_after(1.0, self._server.put_out)
