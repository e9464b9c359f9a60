"""What the cars do on the track, and what the log tells of it: sectors, laps, contacts, results."""

from sandbox.games.ams2.cars import OUT, Car
from sandbox.games.ams2.content import track_of
from sandbox.games.ams2.game import Game


class OnTrack(Game):
    """A session whose cars drive."""

    def _begin(self) -> None:
        super()._begin()
        self._hidden: set[Car] = set()
        self._lingering: list[Car] = []

    def car_state(self, car: Car, new: str) -> None:
        self.log_car("State", car, PreviousState=car.state, NewState=new)
        if car.state == "InGarage":
            car.began = self.clock()
        car.state = new

    def leave_garage(self, car: Car) -> None:
        """Drive out of the garage on to the track."""
        self.car_state(car, "ExitingPits")
        self.car_state(car, "Racing")

    def to_garage(self, car: Car) -> None:
        """Put the car into its garage: a lap it was in is given up, and the last number comes again."""
        self.car_state(car, "InGarage")
        car.number = max(car.number - 1, 0)
        car.sector, car.sectors, car.lap_counts = 0, [0, 0, 0], True

    def lap(self, car: Car, ms: int, *, counts: bool = True) -> None:
        """Drive one whole lap of *ms* milliseconds."""
        if car.state == "InGarage":
            self.leave_garage(car)
        first, second = ms * 31 // 100, ms * 38 // 100
        for time in (first, second, ms - first - second):
            self.sector(car, time, counts=counts)

    def sector(self, car: Car, ms: int, *, counts: bool = True) -> None:
        """End a sector after *ms* milliseconds, and the lap with the third; 0 is a sector of an out lap."""
        car.lap_counts = car.lap_counts and counts
        car.sectors[car.sector] = ms
        car.total += ms
        car.began = self.clock()
        car.sector = (car.sector + 1) % 3
        self.log_car(
            "Sector",
            car,
            Lap=car.number,
            Sector=car.sector,
            SectorTime=ms,
            TotalTime=car.total,
            CountThisLap=int(ms > 0),
            CountThisLapTimes=int(ms > 0 and car.lap_counts),
        )
        if car.sector == 0:
            if ms:
                self._complete_lap(car)
            car.lap_counts = True

    def impact(self, car: Car, other: Car | None, magnitude: int) -> None:
        """Have *car* report that it hit *other*, or the scenery."""
        target = -1 if other is None else other.id
        self.log_car("Impact", car, OtherParticipantId=target, CollisionMagnitude=magnitude)

    def cut(self, car: Car, lap_time: int) -> None:
        """Have *car* leave the track; its lap does not count any more."""
        car.lap_counts = False
        self.log_car(
            "CutTrackStart", car, Lap=car.number, RacePosition=car.position, IsMainBranch=1, LapTime=lap_time
        )

    def cut_end(self, car: Car, elapsed: int, skipped: int) -> None:
        self.log_car(
            "CutTrackEnd",
            car,
            ElapsedTime=elapsed,
            SkippedTime=skipped,
            PlaceGain=0,
            PenaltyValue=skipped // 10,
            PenaltyThreshold=100,
        )

    def standings(self) -> list[Car]:
        """Return the cars in their present order, which also renews their positions.

        A car that is out keeps the place it had, as the real server does even for a disqualified one.
        """
        racing = self.session_stage.startswith("Race")
        moving = [car for car in self.cars if not (racing and car.state in OUT)]
        places = sorted(
            set(range(1, len(self.cars) + 1)) - {c.position for c in self.cars if c not in moving}
        )
        moving.sort(key=_race_order if racing else _best_lap_order)
        for place, car in zip(places, moving, strict=False):
            car.position = place
        return sorted(self.cars, key=lambda car: car.position)

    def _complete_lap(self, car: Car) -> None:
        car.last = sum(car.sectors)
        if car.lap_counts:
            car.best = min(car.best or car.last, car.last)
        car.laps, car.at_line = car.laps + 1, car.total
        self.standings()
        times = {f"Sector{number}Time": time for number, time in enumerate(car.sectors, start=1)}
        self.log_car(
            "Lap",
            car,
            Lap=car.number,
            LapTime=car.last,
            **times,
            RacePosition=car.position,
            DistanceTravelled=track_of(int(self.attributes["TrackId"])).length + (24 if car.laps == 1 else 0),
            CountThisLapTimes=int(car.lap_counts),
        )
        car.number += 1

    def hide(self, car: Car) -> None:
        """Leave *car* out of the next status, as the real server does now and then at the line."""
        self._hidden.add(car)

    def linger(self, car: Car) -> None:
        """Show a car that is gone in the next status, as happens when somebody leaves while driving."""
        self._lingering.append(car)

    def shown_cars(self) -> list[Car]:
        """Return the cars for one status; what is hidden or lingers is so only once."""
        shown = [*(car for car in self.cars if car not in self._hidden), *self._lingering]
        self._hidden.clear()
        self._lingering.clear()
        return shown

    def write_results(self) -> None:
        """Log how each car has done in the stage, in their order."""
        for car in self.standings():
            state, total = self._at_the_end(car)
            self.log_car(
                "Results",
                car,
                RacePosition=car.position,
                Lap=car.laps,
                VehicleId=car.vehicle_id,
                State=state,
                TotalTime=total,
                FastestLapTime=car.best,
            )

    def _at_the_end(self, car: Car) -> tuple[str, int]:
        """Return state and time of *car* as its row of the results tells them."""
        if self.title.ends_qualifying or self.session_stage.startswith("Race"):
            return car.state if car.state in OUT else "Finished", car.total
        return "InGarage" if car.state == "InGarage" else "Racing", 0

    def log_car(self, event: str, car: Car, **attributes: int | str) -> None:
        self.log.add(event, car.refid, car.id, **attributes)


def _race_order(car: Car) -> tuple[int, int, int]:
    return (-car.laps, car.at_line, car.grid)


def _best_lap_order(car: Car) -> tuple[int, int, int]:
    return (car.best == 0, car.best, car.grid)
