"""How a session goes from stage to stage, and the cars that it puts on the grid."""

from sandbox.games.ams2.cars import OUT, Car
from sandbox.games.ams2.content import FIRST_LIVERY
from sandbox.games.ams2.members import Member
from sandbox.games.ams2.on_track import OnTrack

TIMED_RACE = 1048576
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


class Driving(OnTrack):
    """A session with cars in it."""

    def load_race(self, ai: int = 4) -> None:
        """Go from the lobby to the track at once, with everybody and *ai* cars that the game drives."""
        self.load()
        self.drive(ai)

    def load(self) -> None:
        """Leave the lobby; the games begin to load."""
        self.change_state("Loading")
        self.log.add("SessionSetup", **{name: self.attributes[name] for name in self.title.setup})
        for member in self.members:
            member.load_state = "ADMIN_LOADING_RACE" if member is self.host else "CLIENT_LOADING_RACE"
        self.stage_began = self.clock()

    def drive(self, ai: int = 4) -> None:
        """End loading: the cars are created and the first stage begins; one without length is left out."""
        if not self.stage_length("Practice1"):
            first = self._after_practice()
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
        """Write the results of practice or qualifying; AMS2 is in PostRace for a while after qualifying."""
        self.write_results()
        if self.session_stage.startswith("Qualifying") and self.title.ends_qualifying:
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
        self.write_results()

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
        allowed = {vehicle.id for vehicle in self.vehicles()}
        for member in self.members:
            member.load_state = "UNKNOWN"
            if member.vehicle_id not in allowed:
                self._choose_vehicle(member)

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
            self.stage(self.following_stage())

    def following_stage(self) -> str:
        """Return what comes after practice or qualifying."""
        return self._after_practice() if self.session_stage.startswith("Practice") else "Race1"

    def _after_practice(self) -> str:
        return self.title.qualifying if self.stage_length(self.title.qualifying) else "Race1"

    def _first_state(self, stage: str) -> str:
        return "Racing" if stage.startswith("Race") else "InGarage"

    def stage_length(self, stage: str) -> int:
        return int(self.attributes[self.title.lengths[stage[0]]])

    def _add_ai(self, number: int) -> None:
        if self.host is None:
            return
        vehicles = self.vehicles()
        vehicle = vehicles[number % len(vehicles)]
        name = AI_NAMES[number % len(AI_NAMES)] + " II" * (number // len(AI_NAMES))
        self._create(self.host.refid, name, vehicle.id, FIRST_LIVERY, is_player=False)

    def _create(self, refid: int, name: str, vehicle_id: int, livery_id: int, *, is_player: bool) -> Car:
        car = Car(self._next_car, refid, name, is_player, vehicle_id, livery_id, self.clock())
        self._next_car += 1
        self.cars.append(car)
        car.grid = car.position = len(self.cars)
        car.state = self._first_state(self.session_stage)
        self.log_car(
            "ParticipantCreated",
            car,
            Name=name,
            IsPlayer=int(is_player),
            VehicleId=vehicle_id,
            LiveryId=livery_id,
        )
        return car
