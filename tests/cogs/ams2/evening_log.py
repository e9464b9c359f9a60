"""A log written by hand, and what the fold tells of it."""

from datetime import timedelta
from typing import Any

from bot.domain.racing import Incident, Lap, ResultRow, StageResult
from cogs.ams2 import log_events
from cogs.ams2.fold import Fold
from cogs.ams2.memory import Memory
from cogs.ams2.names import Names

STEAMIDS = {"Ann": "76561190000002001", "Bob": "76561190000002002", "Cid": "76561190000002003"}
REFIDS = {"Ann": 65412, "Bob": 131, "Cid": 7, "AI": 65412}
TRACK, VEHICLE = -7, -100


class Log:
    """Writes events and folds them at once; a car has the number of its line in *cars*."""

    def __init__(self, names: Names | None = None) -> None:
        self.memory = Memory(is_sure=True)
        self.fold = Fold(self.memory, 0, names or Names(), ahead=timedelta(0))
        self.time = 1_800_000_000
        self.next = 0
        self.cars: dict[str, int] = {}

    def add(self, name: str, refid: int | None = None, car: int | None = None, /, **values: Any) -> None:
        event = {"index": self.next, "time": self.time, "name": name, "attributes": values}
        event |= {"refid": refid, "participantid": car}
        self.fold.take(log_events.read(event))
        self.next += 1

    def of_car(self, name: str, who: str, /, **values: Any) -> None:
        self.add(name, REFIDS[who.rstrip("0123456789")], self.cars[who], **values)

    def state(self, new: str) -> None:
        self.add("StateChanged", PreviousState=self.memory.session.state, NewState=new)

    def stage(self, new: str, length: int = 5) -> None:
        self.add("StageChanged", PreviousStage=self.memory.session.stage, NewStage=new, Length=length)

    def load(self, *people: str, ai: int = 0, flags: int = 0) -> None:
        """Bring *people* from an empty server on to the track, for practice."""
        self.add("SessionCreated")
        for who in people:
            self.join(who)
        self.state("Lobby")
        self.state("Loading")
        self.add("SessionSetup", PracticeLength=20, RaceLength=5, Flags=flags, TrackId=TRACK)
        self.state("Race")
        for who in people:
            self.seat(who)
        for number in range(ai):
            self.cars[f"AI{number}"] = len(self.cars)
            name = f"Cedar {number}"
            self.of_car("ParticipantCreated", f"AI{number}", Name=name, IsPlayer=0, VehicleId=VEHICLE)

    def race(self, *people: str, ai: int = 0) -> None:
        """Bring *people* into a race over five laps."""
        self.load(*people, ai=ai)
        self.stage("Race1")

    def join(self, who: str) -> None:
        self.add("PlayerJoined", REFIDS[who], Name=who, SteamId=STEAMIDS.get(who, ""))

    def leave(self, who: str) -> None:
        self.add("PlayerLeft", REFIDS[who], Reason="left", GameReasonId=1)

    def seat(self, who: str) -> None:
        self.cars[who] = max(self.cars.values(), default=-1) + 1
        self.of_car("ParticipantCreated", who, Name=who, IsPlayer=1, VehicleId=VEHICLE)

    def lap(self, who: str, ms: int, number: int = 0, *, counts: int = 1, place: int = 1) -> None:
        sectors = {"Sector1Time": ms // 4, "Sector2Time": ms // 4, "Sector3Time": ms - 2 * (ms // 4)}
        self.of_car(
            "Lap",
            who,
            Lap=number,
            LapTime=ms,
            **sectors,
            RacePosition=place,
            DistanceTravelled=4000,
            CountThisLapTimes=counts,
        )

    def car_state(self, who: str, new: str) -> None:
        self.of_car("State", who, PreviousState="", NewState=new)

    def results(
        self, who: str, place: int, laps: int, total: int, best: int, state: str = "Finished"
    ) -> None:
        self.of_car(
            "Results",
            who,
            RacePosition=place,
            Lap=laps,
            VehicleId=VEHICLE,
            State=state,
            TotalTime=total,
            FastestLapTime=best,
        )

    @property
    def laps(self) -> list[Lap]:
        return list(self.fold.driven.laps)

    @property
    def incidents(self) -> list[Incident]:
        return list(self.fold.driven.incidents)

    @property
    def told(self) -> list[StageResult]:
        return list(self.fold.driven.results)

    @property
    def result(self) -> StageResult:
        [result] = self.told
        return result

    @property
    def rows(self) -> dict[str, ResultRow]:
        return {row.driver.name: row for row in self.result.rows}
