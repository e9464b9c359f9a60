"""How the cars of the script are driven."""

import random
from collections.abc import Sequence
from functools import partial

from sandbox.games.ams2.agenda import Agenda
from sandbox.games.ams2.cars import OUT, Car
from sandbox.games.ams2.content import track_of, vehicle_of
from sandbox.games.ams2.driving import TIMED_RACE, Driving

STOP = ("EnteringPits", "InPits", "ExitingPits", "Racing")
DRIVE_THROUGH = ("EnteringPits", "Racing")
IN_PITS = 24.0
WET = 0.15
"""How much longer a lap takes where the racing line is as wet as can be."""


class Drivers:
    """Drives every car sector by sector, with stops, mistakes and contacts."""

    def __init__(self, server: Driving, agenda: Agenda, rng: random.Random) -> None:
        self._server = server
        self._agenda = agenda
        self._random = rng
        self._skill: dict[str, float] = {}
        self._chequered = False
        self._race_began = 0.0
        self._stops: dict[Car, int] = {}
        self.offender = ""
        """Who drives through the pits in this race instead of stopping there."""

    @property
    def lap_seconds(self) -> float:
        return track_of(int(self._server.attributes["TrackId"])).lap / 1000

    def practise(self) -> None:
        """Have all cars go out from their garages, now and again."""
        for car in self._server.cars:
            self.wait_in_garage(car, self._random.uniform(3, 60))

    def wait_in_garage(self, car: Car, seconds: float) -> None:
        self._agenda.after(seconds, lambda: self._go_out(car))

    def race(self) -> None:
        """Have all cars race from the grid."""
        self._chequered = False
        self._race_began = self._server.clock()
        laps = self._server.stage_length("Race1")
        self._stops = {
            car: self._random.randint(max(1, laps // 3), max(1, laps * 2 // 3)) for car in self._server.cars
        }
        self.offender = next((car.name for car in self._server.cars if not car.is_player), "")
        for car in self._server.cars:
            self._drive(car, delay=car.grid * 350)

    def give_up(self, car: Car, state: str) -> None:
        """End the race of *car* as Retired, DNF or Disqualified."""
        if self._drives(car):
            self._end_race(car, state)

    def end_if_all_out(self) -> None:
        """End the race when nobody is driving any more."""
        if all(car.state in OUT for car in self._server.cars):
            self._server.finish()

    def _end_race(self, car: Car, state: str) -> None:
        self._server.car_state(car, state)
        self.end_if_all_out()

    def _drives(self, car: Car) -> bool:
        return car in self._server.cars and car.state not in OUT

    def _go_out(self, car: Car) -> None:
        if car not in self._server.cars:
            return
        self._server.car_state(car, "ExitingPits")
        self._agenda.after(6, lambda: self._join_track(car))

    def _join_track(self, car: Car) -> None:
        if car in self._server.cars:
            self._server.car_state(car, "Racing")
            self._drive(car, out_lap=True)

    def _drive(self, car: Car, *, delay: int = 0, out_lap: bool = False) -> None:
        """Drive one sector; *delay* are milliseconds lost at the start."""
        share = (0.31, 0.38, 0.31)[car.sector]
        skill = self._skill.setdefault(car.name, self._random.uniform(0.998, 1.035))
        pace = vehicle_of(car.vehicle_id).pace * skill * self._random.gauss(1.0, 0.004)
        wet = WET * int(self._server.attributes["WetnessOnPath"]) / 1000
        ms = int(self.lap_seconds * 1000 * share * pace * (1 + wet)) + delay
        ms += ms // 6 if out_lap else 0
        self._mishaps(car, ms)
        self._agenda.after(ms / 1000, lambda: self._end_sector(car, ms, out_lap=out_lap))

    def _end_sector(self, car: Car, ms: int, *, out_lap: bool) -> None:
        if not self._drives(car):
            return
        self._server.sector(car, 0 if out_lap else ms)
        if car.sector:
            self._drive(car, out_lap=out_lap)
        elif self._server.session_stage.startswith("Race"):
            self._at_line_in_race(car)
        else:
            self._at_line_in_practice(car, out_lap=out_lap)

    def _at_line_in_race(self, car: Car) -> None:
        if self._random.random() < 0.05:
            self._server.hide(car)
        self._chequered = self._chequered or self._distance_done(car)
        if self._chequered:
            self._end_race(car, "Finished")
        elif self._stops.get(car) == car.laps:
            self._visit_pits(car, DRIVE_THROUGH if car.name == self.offender else STOP)
        else:
            self._drive(car)

    def _distance_done(self, car: Car) -> bool:
        length = self._server.stage_length("Race1")
        if int(self._server.attributes["Flags"]) & TIMED_RACE:
            return (self._server.clock() - self._race_began) * self._server.pace >= length * 60
        return car.laps >= length

    def _at_line_in_practice(self, car: Car, *, out_lap: bool) -> None:
        mood = self._random.random()
        if out_lap or mood < 0.65:
            self._drive(car)
        elif mood < 0.75:  # back to the garage in the middle of a lap, whose number then comes again
            self._agenda.after(self.lap_seconds / 4, lambda: self._to_garage(car))
        else:
            self._server.car_state(car, "EnteringPits")
            self._agenda.after(15, lambda: self._to_garage(car))

    def _to_garage(self, car: Car) -> None:
        if car in self._server.cars:
            self._server.to_garage(car)
            self.wait_in_garage(car, self._random.uniform(30, 150))

    def _visit_pits(self, car: Car, states: Sequence[str]) -> None:
        for number, state in enumerate(states):
            wait = number * IN_PITS / len(states)
            self._agenda.after(wait, partial(self._pit_state, car, state))
        self._drive(car, delay=int(IN_PITS * 1000))

    def _pit_state(self, car: Car, state: str) -> None:
        if self._drives(car):
            self._server.car_state(car, state)

    def _mishaps(self, car: Car, ms: int) -> None:
        """Perhaps have the car cut the track or hit something within the next *ms* milliseconds."""
        chance = self._random.random()
        when = self._random.uniform(0.2, 0.7) * ms / 1000
        if chance < 0.02:
            self._agenda.after(when, lambda: self._cut(car, int(when * 1000)))
        elif chance < 0.035:
            self._agenda.after(when, lambda: self._hit(car))

    def _cut(self, car: Car, lap_time: int) -> None:
        if not self._drives(car):
            return
        self._server.cut(car, lap_time)
        if self._random.random() < 0.75:  # some cuts never end in the log
            elapsed = self._random.randint(600, 2800)
            self._agenda.after(elapsed / 1000, lambda: self._cut_end(car, elapsed))

    def _cut_end(self, car: Car, elapsed: int) -> None:
        if self._drives(car):
            self._server.cut_end(car, elapsed, self._random.randint(-elapsed, elapsed // 2))

    def _hit(self, car: Car) -> None:
        if not self._drives(car):
            return
        others = [other for other in self._server.cars if other is not car and self._drives(other)]
        other = self._random.choice(others) if others and self._random.random() < 0.7 else None
        self._server.impact(car, other, self._random.randint(300, 900))
        if other is not None and self._random.random() < 0.5:
            self._server.impact(other, car, self._random.randint(300, 900))
