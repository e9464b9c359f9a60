"""What goes on on the track: stages, cars, laps, results."""

from sandbox.games.ams2.cars import OUT, Car
from sandbox.games.ams2.content import FIRST_LIVERY, Vehicle, track_of, vehicles_of
from sandbox.games.ams2.game import Game
from sandbox.games.ams2.members import Member

TIMED_RACE = 1048576
SETUP = (
    "GridSize",
    "MaxPlayers",
    "PracticeLength",
    "QualifyLength",
    "RaceLength",
    "Flags",
    "TrackId",
    "GameMode",
)

AI_NAMES = (
    "Cedar Flint",
    "Quick Sable",
    "Amber Gale",
    "Basalt",
    "North Wren",
    "Copper Finch",
    "Tidal",
    "Juniper Ash",
)
PLAYER_FLAGS = (1073741824 + 4096 + 1024 + 64 + 32 + 4, 1073741824 + 32768 + 2048 + 1024 + 512 + 2)


class Driving(Game):
    """A session with cars in it."""

    def _begin(self) -> None:
        super()._begin()
        self._hidden: set[Car] = set()
        self._lingering: list[Car] = []

    def load_race(self, ai: int = 4) -> None:
        """Go from the lobby to the track at once, with everybody and *ai* cars that the game drives."""
        self.load()
        self.drive(ai)

    def load(self) -> None:
        """Leave the lobby; the games begin to load."""
        self.change_state("Loading")
        self.log.add("SessionSetup", **{name: self.attributes[name] for name in SETUP})
        for member in self.members:
            member.load_state = "ADMIN_LOADING_RACE" if member is self.host else "CLIENT_LOADING_RACE"
        self.stage_began = self.clock()

    def drive(self, ai: int = 4) -> None:
        """End loading: the cars are created and the first stage begins; one without length is left out."""
        if not self.stage_length("Practice1"):
            first = "Qualifying1" if self.stage_length("Qualifying1") else "Race1"
            self.change_stage(first, self.stage_length(first))
        self.change_state("Race")
        self.attributes["SessionPhase"] = "Green"
        self.stage_began = self.clock()
        for member in self.members:
            self.add_car(member)
        for number in range(ai):
            self._add_ai(number)

    def add_car(self, member: Member) -> Car:
        """Give *member* a car."""
        member.load_state = "ADMIN_STARTED_RACE" if member is self.host else "CLIENT_READY"
        member.race_stat_flags = PLAYER_FLAGS[member.refid % 2]
        return self._create(member.refid, member.name, member.vehicle_id, member.livery_id, is_player=True)

    def car_of(self, member: Member) -> Car | None:
        mine = (car for car in self.cars if car.is_player and car.refid == member.refid)
        return next(mine, None)

    def stage(self, name: str) -> None:
        """End the stage being driven and begin another, for instance Qualifying1."""
        self.end_stage()
        self.begin_stage(name)

    def end_stage(self) -> None:
        """Write the results of practice or qualifying; after qualifying the state is PostRace for a while."""
        self._write_results()
        if self.session_stage.startswith("Qualifying"):
            self.change_state("PostRace")

    def begin_stage(self, name: str) -> None:
        before = [(car, car.state) for car in self.cars]
        self.change_stage(name, self.stage_length(name))
        if self.session_state == "PostRace":
            self.change_state("Race")
        self.attributes["SessionPhase"] = "Green"
        for car, state in before:
            start = self._first_state(name)
            if state != start:
                self.car_state(car, start)
            car.new_stage(start, self.clock())

    def finish(self) -> None:
        """End the race for everybody who is still driving, and write its results."""
        for car in self.standings():
            if car.state not in OUT:
                self.car_state(car, "Finished")
        self.change_state("PostRace")
        self._write_results()

    def to_lobby(self) -> None:
        """Go back to the lobby at once; the cars are gone without an event."""
        self.change_state("Returning")
        self.open_lobby()

    def open_lobby(self) -> None:
        """End the way back; attributes stored for the next session are now in force."""
        self.change_state("Lobby")
        self.cars = []
        self.apply_next()
        self.change_stage("Practice1", self.stage_length("Practice1"))
        self.attributes["SessionPhase"] = "Invalid"
        for member in self.members:
            member.load_state = "UNKNOWN"

    def next_stage(self) -> None:
        """Do what `advance` asks for."""
        if self.session_state == "Lobby":
            self.load_race()
        elif self.session_state == "PostRace" and self.session_stage.startswith("Race"):
            self.to_lobby()
        elif self.session_state == "PostRace":
            self.begin_stage("Race1")
        elif self.session_state == "Race" and self.session_stage.startswith("Race"):
            self.finish()
        elif self.session_state == "Race":
            practice = self.session_stage.startswith("Practice")
            self.stage("Qualifying1" if practice and self.stage_length("Qualifying1") else "Race1")

    def car_state(self, car: Car, new: str) -> None:
        self._log_car("State", car, PreviousState=car.state, NewState=new)
        if car.state == "InGarage":
            car.began = self.clock()
        car.state = new

    def leave_garage(self, car: Car) -> None:
        """Drive out of the garage on to the track."""
        self.car_state(car, "ExitingPits")
        self.car_state(car, "Racing")

    def to_garage(self, car: Car) -> None:
        """Put the car into its garage; a lap it was in is given up, and its number comes again."""
        self.car_state(car, "InGarage")
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
        self._log_car(
            "Sector",
            car,
            Lap=car.laps,
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
        self._log_car("Impact", car, OtherParticipantId=target, CollisionMagnitude=magnitude)

    def cut(self, car: Car, lap_time: int) -> None:
        """Have *car* leave the track; its lap does not count any more."""
        car.lap_counts = False
        self._log_car(
            "CutTrackStart", car, Lap=car.laps, RacePosition=car.position, IsMainBranch=1, LapTime=lap_time
        )

    def cut_end(self, car: Car, elapsed: int, skipped: int) -> None:
        self._log_car(
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
        lap, car.laps, car.at_line = car.laps, car.laps + 1, car.total
        self.standings()
        times = {f"Sector{number}Time": time for number, time in enumerate(car.sectors, start=1)}
        self._log_car(
            "Lap",
            car,
            Lap=lap,
            LapTime=car.last,
            **times,
            RacePosition=car.position,
            DistanceTravelled=track_of(int(self.attributes["TrackId"])).length + (24 if lap == 0 else 0),
            CountThisLapTimes=int(car.lap_counts),
        )

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

    def _write_results(self) -> None:
        for car in self.standings():
            self._log_car(
                "Results",
                car,
                RacePosition=car.position,
                Lap=car.laps,
                VehicleId=car.vehicle_id,
                State=car.state if car.state in OUT else "Finished",
                TotalTime=car.total,
                FastestLapTime=car.best,
            )

    def _first_state(self, stage: str) -> str:
        return "Racing" if stage.startswith("Race") else "InGarage"

    def stage_length(self, stage: str) -> int:
        kind = "Practice" if stage.startswith("P") else "Qualify" if stage.startswith("Q") else "Race"
        return int(self.attributes[f"{kind}Length"])

    def _add_ai(self, number: int) -> None:
        if self.host is None:
            return
        vehicles = vehicles_of(int(self.attributes["VehicleClassId"]))
        vehicle: Vehicle = vehicles[number % len(vehicles)]
        name = AI_NAMES[number % len(AI_NAMES)] + " II" * (number // len(AI_NAMES))
        self._create(self.host.refid, name, vehicle.id, FIRST_LIVERY, is_player=False)

    def _create(self, refid: int, name: str, vehicle_id: int, livery_id: int, *, is_player: bool) -> Car:
        car = Car(self._next_car, refid, name, is_player, vehicle_id, livery_id, self.clock())
        self._next_car += 1
        self.cars.append(car)
        car.grid = car.position = len(self.cars)
        car.state = self._first_state(self.session_stage)
        self._log_car(
            "ParticipantCreated",
            car,
            Name=name,
            IsPlayer=int(is_player),
            VehicleId=vehicle_id,
            LiveryId=livery_id,
        )
        return car

    def _log_car(self, event: str, car: Car, **attributes: int | str) -> None:
        self.log.add(event, car.refid, car.id, **attributes)


def _race_order(car: Car) -> tuple[int, int, int]:
    return (-car.laps, car.at_line, car.grid)


def _best_lap_order(car: Car) -> tuple[int, int, int]:
    return (car.best == 0, car.best, car.grid)
