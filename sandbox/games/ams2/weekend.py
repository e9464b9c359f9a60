"""A scripted race evening on a simulated server, and the next one, for ever."""

import asyncio
import random
from collections.abc import Iterator

from sandbox.games.ams2.agenda import Agenda, Step, What
from sandbox.games.ams2.content import CLASS_IDS, TRACKS
from sandbox.games.ams2.crowd import Crowd
from sandbox.games.ams2.drivers import Drivers
from sandbox.games.ams2.driving import Driving
from sandbox.games.ams2.fates import Fates
from sandbox.games.ams2.members import Member
from sandbox.games.ams2.weather import Weather

LOBBY = 200.0
EMPTY = 60.0
LOADING = (12.0, 40.0)
AFTER_QUALIFYING = 12.5
AFTER_RACE = (15.0, 31.0)
LATE = (20.0, 38.0)
AI = 6
RACES = 2
"""After so many races everybody leaves for a while."""
SAME_CLASS, SEVERAL_CLASSES = 512, 1024
"""Session flags of Automobilista 2."""

Phase = tuple[str, str, str]


class Weekend:
    """Lobby, practice, qualifying, race and the way back, with people who come and go.

    The first of two races is one of two classes, where the title has those.  The second is restarted, where
    it can be: everybody is out and comes back, and everything begins anew.

    It follows the server: when somebody advances the session over HTTP, kicks people or restarts the process,
    the script goes on from there. The same seed gives the same evening as long as nobody does.
    """

    def __init__(self, server: Driving, *, seed: int, speed: float = 1.0) -> None:
        self._server = server
        self._random = random.Random(seed)
        self._agenda = Agenda()
        self._crowd = Crowd(server, self._agenda, self._random, self._settle)
        self._drivers = Drivers(server, self._agenda, self._random)
        self._fates = Fates(server, self._agenda, self._random, self._crowd, self._drivers)
        self._weather = Weather(server, self._agenda, self._random)
        self._seen: Phase = ("", "", "")
        self._races = 0
        self._was_restarted = False
        self._first_wait = 2.0
        self.speed = speed

    @property
    def speed(self) -> float:
        """Seconds of the script that go into one real second; may be changed while it runs."""
        return self._server.pace

    @speed.setter
    def speed(self, speed: float) -> None:
        self._server.change_pace(speed)

    async def run(self) -> None:
        """Play the script until cancelled."""
        for wait, step in self.course():
            await asyncio.sleep(wait / self.speed)
            step()

    def course(self) -> Iterator[Step]:
        """Yield (seconds to wait at speed 1, step to call then) without end."""
        self._crowd.mingle()
        self._weather.go_on()
        self._notice()
        yield from self._agenda.steps(self._step)

    def _step(self, what: What) -> None:
        self._notice()  # somebody else may have changed the session while the script waited
        what()
        self._notice()

    def _notice(self) -> None:
        server = self._server
        phase = (server.state, server.session_state, server.session_stage)
        if phase != self._seen:
            self._seen = phase
            self._agenda.new_phase()
            self._enter()

    def _enter(self) -> None:
        """Put down what happens in the phase that has just begun."""
        race = self._server.session_stage.startswith("Race")
        match self._server.session_state:
            case "":
                self._be_empty()
            case "Lobby":
                self._be_in_lobby()
            case "Loading":
                self._agenda.after(self._random.uniform(*LOADING), lambda: self._server.drive(AI))
            case "Race":
                self._race() if race else self._practise()
            case "PostRace" if race:
                self._agenda.after(self._random.uniform(*AFTER_RACE), self._return)
            case "PostRace":
                self._agenda.after(AFTER_QUALIFYING, lambda: self._server.begin_stage("Race1"))
            case "Returning":
                self._agenda.after(self._random.uniform(0, 5), self._server.open_lobby)

    def _be_empty(self) -> None:
        self._choose_next()
        self._agenda.after(self._first_wait, lambda: self._crowd.gather(LOBBY * 0.7))
        self._first_wait = EMPTY

    def _be_in_lobby(self) -> None:
        if self._races:
            ends = self._races == RACES
            self._crowd.disperse(50, all_of_them=ends)
            self._agenda.after(60, lambda: self._crowd.gather(90))
            self._races = 0 if ends else self._races
            self._was_restarted = self._was_restarted and not ends
        self._agenda.after(LOBBY, self._server.load)

    def _practise(self) -> None:
        qualifying = self._server.session_stage.startswith("Qualifying")
        seconds = self._server.stage_length(self._server.session_stage) * 60
        self._drivers.practise()
        if not qualifying:
            self._fates.of_practice(seconds)
        if not self._server.title.ends_qualifying:
            self._agenda.after(seconds, self._end_stage_late)
        else:
            self._agenda.after(seconds, self._server.end_stage if qualifying else self._server.next_stage)

    def _end_stage_late(self) -> None:
        """Write the results, and let everybody drive on for a while before the next stage, as PC1 does."""
        self._server.end_stage()
        following = self._server.following_stage()
        self._agenda.after(self._random.uniform(*LATE), lambda: self._server.begin_stage(following))

    def _race(self) -> None:
        self._drivers.race()
        lap = self._drivers.lap_seconds
        self._fates.of_race(lap * self._server.stage_length("Race1"))
        if self._races and not self._was_restarted and "api/restart" in self._server.title.methods:
            self._was_restarted = True
            self._fates.pile_up(lap)
        self._watch_race()

    def _watch_race(self) -> None:
        """End the race also when those who were still driving have left."""
        self._agenda.after(1.0, self._watch_race)
        self._drivers.end_if_all_out()

    def _return(self) -> None:
        self._races += 1
        self._choose_next()
        self._server.change_state("Returning")

    def _settle(self, member: Member) -> None:
        """Give a car to somebody who comes while others drive, once their game has loaded."""
        if self._server.session_state == "Race":
            self._agenda.after(25.0, lambda: self._seat(member))

    def _seat(self, member: Member) -> None:
        if member in self._server.members and self._server.car_of(member) is None:
            self._drivers.wait_in_garage(self._server.add_car(member), 10.0)

    def _choose_next(self) -> None:
        """Choose track, classes and weather of the next lobby, unless somebody has chosen them."""
        here = self._server.attributes["TrackId"]
        track = self._random.choice([track for track in TRACKS if track.id != here])
        self._server.next_attributes.setdefault("TrackId", track.id)
        self._weather.choose()
        if "MultiClassSlots" in self._server.title.session:
            several = self._races in {0, RACES}
            flags = int(self._server.title.start["Flags"])
            self._server.next_attributes.setdefault("MultiClassSlots", int(several))
            self._server.next_attributes.setdefault("MultiClassSlot1", CLASS_IDS["GT4_Cup"] if several else 0)
            self._server.next_attributes.setdefault(
                "Flags", flags - SAME_CLASS + SEVERAL_CLASSES if several else flags
            )
