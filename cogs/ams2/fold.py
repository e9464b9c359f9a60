"""The driving that a server's log tells: laps, incidents, and how each stage ended.

A pure fold: what it tells of an event depends on the events before it and on nothing else, however the log
was cut into slices.  Protocol facts are from the log of real servers: the results of practice and
qualifying come up to 40 s before the next stage begins, those of a race just after it ended, and whoever
left has none.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import ClassVar

from bot.kit import Driven, Ending, Lap, StageResult
from cogs.ams2 import entries
from cogs.ams2.event_log import moved
from cogs.ams2.incidents import Incidents
from cogs.ams2.laps import count_lap, count_sector, lap_of
from cogs.ams2.log_events import Blank, LogEvent
from cogs.ams2.memory import Entry, Final, Memory, Person, Seat, Stage
from cogs.ams2.names import Names
from cogs.ams2.payloads import unsigned
from cogs.ams2.stage_results import result_of

_LATE_RESULTS = timedelta(seconds=5)
"""How long after the beginning of a stage results are still those of the one before."""


class Fold:
    """Takes events in their order and changes *memory*; *wet* is how the track was in the laps they tell."""

    def __init__(
        self, memory: Memory, epoch: int, names: Names, *, ahead: timedelta, wet: bool | None = None
    ) -> None:
        self.memory = memory
        self._epoch = epoch
        self._names = names
        self._ahead = ahead
        self._wet = wet
        self._laps: list[Lap] = []
        self._incidents = Incidents(epoch)
        self._told: list[Stage] = []
        self._second = -1
        self._at = datetime.fromtimestamp(0, UTC)

    def take(self, event: LogEvent) -> None:
        """Take the next event; one that is odd or unknown changes nothing."""
        if isinstance(event, Blank):
            return
        if event.time != self._second:  # a full log has many events of each second
            self._second = event.time
            self._at = self.memory.at = datetime.fromtimestamp(event.time, UTC) + self._ahead
        act = self.ACTS.get(event.name)
        if act is not None:
            act(self, event)

    def abandon(self) -> None:
        """End the stage that runs: its server is gone, or nobody knows what became of it."""
        if self.memory.at is not None:
            self._at = self.memory.at
        self._close(Ending.ABANDONED)

    @property
    def driven(self) -> Driven:
        """What was told since the beginning of this fold; each result once, with all that is in it now."""
        results: list[StageResult] = []
        for stage in self._told:
            result = result_of(stage, self._names)
            if result is not None:
                results.append(result)
        return Driven(laps=tuple(self._laps), incidents=tuple(self._incidents.told), results=tuple(results))

    def _ref(self, event: LogEvent) -> str:
        return f"{self._epoch}:{event.index}"

    # The session

    def _session_changed(self, event: LogEvent) -> None:
        self._close(Ending.ABANDONED)
        self.memory.session = moved(self.memory.session, event)
        self.memory.seats.clear()
        self.memory.people.clear()

    def _set_up(self, event: LogEvent) -> None:
        values, memory = event.attributes, self.memory
        memory.track = unsigned(values.track_id)
        memory.is_timed_race = bool(values.flags & self._names.timed_race)
        lengths = {
            "Practice": values.practice_length or values.practice1_length or values.practice2_length,
            "Qualifying": values.qualify_length,
            "Warmup": values.warmup_length,
            "Race": values.race_length or values.race1_length,
        }
        memory.lengths = {stage: length for stage, length in lengths.items() if length > 0}

    def _state_changed(self, event: LogEvent) -> None:
        memory = self.memory
        memory.session = moved(memory.session, event)
        match memory.session.state:
            case "Race":
                self._begin(event)
            case "PostRace":
                self._close(Ending.FLAG)
            case "Returning" | "Lobby":
                self._close(self._ending_without_flag())
                memory.seats.clear()
            case _:
                self._close(self._ending_without_flag())

    def _ending_without_flag(self) -> Ending:
        """The moment after a flag can be left out; whoever finished has seen one."""
        stage = self.memory.stage
        seen = stage is not None and any(entry.state == "Finished" for entry in stage.entries)
        return Ending.FLAG if seen else Ending.ABANDONED

    def _stage_changed(self, event: LogEvent) -> None:
        memory, values = self.memory, event.attributes
        stage = memory.stage
        if stage is not None and not stage.name:  # now it is told what has been driven
            stage.name = values.previous_stage
            self._tell(stage)
        memory.session = moved(memory.session, event)
        if memory.session.state in {"", "Race"}:
            self._close(Ending.FLAG)
            self._begin(event, length=values.length)
        elif values.length > 0:
            memory.lengths[memory.session.stage.rstrip("0123456789")] = values.length

    def _restarted(self, event: LogEvent) -> None:
        self._close(Ending.RESTARTED)
        if self.memory.session.state == "Race":
            self._begin(event)

    def _begin(self, event: LogEvent, *, length: int = 0, is_complete: bool = True) -> None:
        memory = self.memory
        self._close(Ending.ABANDONED)
        memory.previous = memory.stage
        name = memory.session.stage
        memory.stage = Stage(
            ref=self._ref(event),
            name=name,
            track=memory.track,
            began_at=self._at,
            is_complete=is_complete,
            length=max(length, 0) or memory.lengths.get(name.rstrip("0123456789"), 0),
            is_timed=memory.is_timed_race or not name.startswith("Race"),
        )
        entries.seat_all(memory, memory.stage)

    def _close(self, ending: Ending) -> None:
        stage = self.memory.stage
        if stage is not None and stage.ended_at is None:
            stage.ended_at, stage.ending = self._at, ending
            self._tell(stage)

    def _tell(self, stage: Stage) -> None:
        if stage.ended_at is not None and not any(told is stage for told in self._told):
            self._told.append(stage)

    # People and cars

    def _joined(self, event: LogEvent) -> None:
        if event.refid is not None:
            person = Person(event.attributes.name, event.attributes.steam_id)
            self.memory.people[event.refid & 0xFFFF] = person

    def _left(self, event: LogEvent) -> None:
        if event.refid is None:
            return
        refid = event.refid & 0xFFFF
        self.memory.people.pop(refid, None)
        mine = [car for car, seat in self.memory.seats.items() if seat.refid == refid and not seat.is_ai]
        for car in mine:
            self._unseat(car)

    def _car_came(self, event: LogEvent) -> None:
        car, values, memory = event.participantid, event.attributes, self.memory
        if car is None or event.refid is None:
            return
        owner, vehicle = event.refid & 0xFFFF, unsigned(values.vehicle_id)
        memory.seats[car] = Seat(owner, values.name, is_ai=not values.is_player, vehicle=vehicle)
        if memory.stage is not None and memory.stage.ended_at is None:
            entries.enter(memory, memory.stage, car)

    def _car_went(self, event: LogEvent) -> None:
        if event.participantid is not None:
            self._unseat(event.participantid)

    def _unseat(self, car: int) -> None:
        stage = self.memory.stage
        self.memory.seats.pop(car, None)
        entry = stage.entry(car) if stage else None
        if stage is None or entry is None:
            return
        self._incidents.end_open_cut(stage, entry)
        if stage.ended_at is None:
            entry.has_left = True

    # Driving

    def _driving(self, event: LogEvent) -> tuple[Stage, Entry] | None:
        """Return what *event* belongs to; a stage whose beginning was never seen begins here."""
        memory = self.memory
        if event.participantid is None or memory.session.state not in {"", "Race", "PostRace"}:
            return None
        if memory.stage is None:
            self._begin(event, is_complete=False)
        stage = memory.stage
        entry = entries.of_unknown_car(stage, event.participantid) if stage else None
        return (stage, entry) if stage and entry else None

    def _sector_ended(self, event: LogEvent) -> None:
        stage = self.memory.stage
        entry = stage.entry(event.participantid) if stage else None
        if stage is not None and entry is not None and stage.ended_at is None:
            count_sector(entry, event)

    def _lap_ended(self, event: LogEvent) -> None:
        found = self._driving(event)
        if found is None:
            return
        stage, entry = found
        self._incidents.end_open_cut(stage, entry)
        is_valid = event.attributes.count_this_lap_times != 0 and not entry.has_cut
        entry.has_cut = False
        lap = lap_of(
            stage,
            entry,
            event,
            self._names,
            epoch=self._epoch,
            at=self._at,
            is_valid=is_valid,
            wet=self._wet,
        )
        if lap is not None:
            self._laps.append(lap)
        if stage.ended_at is None:
            count_lap(stage, entry, event, is_valid=is_valid)

    def _car_state_changed(self, event: LogEvent) -> None:
        found = self._driving(event)
        if found is not None and found[0].ended_at is None:
            found[1].state = event.attributes.new_state
            found[1].pit_stops += found[1].state == "InPits"

    def _hit(self, event: LogEvent) -> None:
        found = self._driving(event)
        if found is not None:
            self._incidents.hit(*found, event, self._at)

    def _cut_began(self, event: LogEvent) -> None:
        found = self._driving(event)
        if found is not None:
            self._incidents.cut_began(*found, event, self._at)

    def _cut_ended(self, event: LogEvent) -> None:
        found = self._driving(event)
        if found is not None:
            self._incidents.cut_ended(*found, event, self._at)

    def _results_came(self, event: LogEvent) -> None:
        stage, values = self._stage_of_results(event), event.attributes
        if stage is None or event.participantid is None:
            return
        entry = entries.of_unknown_car(stage, event.participantid)
        if entry is None:
            return
        if stage is self.memory.stage:
            self._close(Ending.FLAG)
        entry.final = Final(
            position=values.race_position,
            laps=values.lap,
            state=values.state,
            total_ms=values.total_time,
            best_ms=values.fastest_lap_time,
        )
        entry.vehicle = unsigned(values.vehicle_id) or entry.vehicle
        if stage.ending is Ending.ABANDONED:  # the game made results of it
            stage.ending = Ending.FLAG
        self._tell(stage)

    def _stage_of_results(self, event: LogEvent) -> Stage | None:
        """Return the stage that results are of: for a moment after the next began, still the one before."""
        stage, previous = self.memory.stage, self.memory.previous
        if stage is None or previous is None or stage.ended_at is not None:
            return stage
        known = previous.entry(event.participantid)
        is_late = self._at - stage.began_at <= _LATE_RESULTS and not any(one.laps for one in stage.entries)
        return previous if is_late and known is not None and known.final is None else stage

    ACTS: ClassVar[Mapping[str, Callable[["Fold", LogEvent], None]]] = MappingProxyType(
        {
            "SessionCreated": _session_changed,
            "SessionDestroyed": _session_changed,
            "SessionSetup": _set_up,
            "StateChanged": _state_changed,
            "StageChanged": _stage_changed,
            "SoftRestart": _restarted,
            "PlayerJoined": _joined,
            "PlayerLeft": _left,
            "ParticipantCreated": _car_came,
            "ParticipantDestroyed": _car_went,
            "Sector": _sector_ended,
            "Lap": _lap_ended,
            "State": _car_state_changed,
            "Results": _results_came,
            "Impact": _hit,
            "CutTrackStart": _cut_began,
            "CutTrackEnd": _cut_ended,
        }
    )
    """What changes the driving; everything else in the log is only kept."""
