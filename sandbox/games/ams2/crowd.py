"""The people of the script: they come, talk, drop out, and come back."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sandbox.games.ams2.agenda import Agenda
from sandbox.games.ams2.driving import Driving
from sandbox.games.ams2.members import JoinRefused, Member

PLAIN = (
    "brake_l8_otter",
    "ApexGoblin",
    "tin.teacup",
    "kerb_hopper77",
    "SlowInFastOut",
    "Mossy Diffuser",
    "pit_wall_penguin",
    "NullTorque",
    "Lift&Coast",
    "gravel.trap",
)
# Names that a careless reader stumbles over: Markdown, mentions, emoji, length, direction, a link.
HOSTILE = (
    "**bold** _claims_ `code`",
    "@everyone",
    "🏁🦥 sloth racing 🏁",
    "the_one_with_the_very_long_handle_that_no_column_of_any_table_was_made_for",
    "\u202eesrever\u202c",
    "[free skins](https://example.invalid)",
    "żółw_żużel",
)

LINES = (
    "hi all",
    "gl hf",
    "anyone got a setup for this one?",
    "that was close :D",
    "sorry, my fault",
    "blue flags pls",
    "how many laps?",
    "box this lap",
    "nice move!",
    "@here who hit me???",
    "my *wheel* just went `dead`",
    "is there rain coming?",
    "1.2s off, what am I doing wrong",
    "gg 👏",
)

AWAY = (30.0, 90.0)
"""Seconds before somebody who was thrown out tries to come back."""


@dataclass(slots=True, eq=False)
class Person:
    name: str
    steamid: str | None = None
    """What the server gave them at their first visit; it stays theirs."""
    member: Member | None = None
    """Who they are on the server; not there any more if they were thrown out."""
    willing: bool = True
    """Whether they want to be here now."""


class Crowd:
    """A dozen people, more or less, and their whims."""

    def __init__(
        self, server: Driving, agenda: Agenda, rng: random.Random, settled: Callable[[Member], None]
    ) -> None:
        self._server = server
        self._agenda = agenda
        self._random = rng
        self._settled = settled
        self.people = [Person(name) for name in (*rng.sample(PLAIN, rng.randint(5, 7)), *HOSTILE)]
        rng.shuffle(self.people)

    def present(self) -> list[Person]:
        return [person for person in self.people if person.member in self._server.members]

    def gather(self, within: float) -> None:
        """Have everybody who is not here come in *within* seconds."""
        for person in self.people:
            if person.member not in self._server.members:
                person.willing, person.member = True, None
                self._agenda.surely_after(self._random.uniform(1, within), partial(self._come, person))

    def disperse(self, within: float, *, all_of_them: bool) -> None:
        """Have everybody, or about half of those here, leave *within* seconds."""
        for person in self.present():
            if all_of_them or self._random.random() < 0.5:
                wait = self._random.uniform(2, within)
                self._agenda.surely_after(wait, partial(self.go, person))

    def mingle(self) -> None:
        """Let something small happen now and again, for ever."""
        self._agenda.surely_after(self._random.uniform(8, 20), self.mingle)
        self._wobble_pings()
        here = self.present()
        if here and self._random.random() < 0.4:
            talker = self._random.choice(here).member
            if talker is not None:
                self._server.say(talker, self._random.choice(LINES))
        for person in self.people:
            if person.willing and person.member and person.member not in self._server.members:
                person.member = None
                self._agenda.surely_after(self._random.uniform(*AWAY), partial(self._come, person))

    def go(self, person: Person, reason: str = "left", reason_id: int = 1) -> None:
        """Have *person* leave for good, if they are still here."""
        person.willing = False
        self.drop(person, reason, reason_id)

    def drop(self, person: Person, reason: str = "disconnected", reason_id: int = 0) -> None:
        """Have *person* be gone, if they are still here; a willing one comes back after a while."""
        if person.member is None or person.member not in self._server.members:
            return
        car = self._server.car_of(person.member)
        self._server.leave(person.member, reason, reason_id)
        if car is not None and self._server.members:
            self._server.linger(car)

    def _come(self, person: Person) -> None:
        if not person.willing or person.member in self._server.members:
            return
        if self._server.members and not self._server.joinable:
            self._agenda.surely_after(60, lambda: self._come(person))
            return
        try:
            member = self._server.join(person.name, steamid=person.steamid, authenticated=False)
        except JoinRefused:
            self._agenda.surely_after(120, lambda: self._come(person))
            return
        person.member, person.steamid = member, member.steamid
        self._agenda.surely_after(self._random.uniform(0, 1), lambda: self._authenticate(member))

    def _authenticate(self, member: Member) -> None:
        if member in self._server.members:
            self._server.authenticate(member)
            self._settled(member)

    def _wobble_pings(self) -> None:
        for member in self._server.members:
            member.ping = max(8, min(400, member.ping + self._random.randint(-6, 6)))
