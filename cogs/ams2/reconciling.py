"""What a status adds where the log leaves gaps: at first contact, and after events were lost."""

from collections.abc import Iterable

from cogs.ams2 import entries
from cogs.ams2.event_log import Session, session_before
from cogs.ams2.fold import Fold
from cogs.ams2.log_events import Blank, LogEvent
from cogs.ams2.memory import Memory, Person, Seat
from cogs.ams2.names import Names
from cogs.ams2.payloads import Status, unsigned
from cogs.ams2.snapshots import number, present, session_of

_TURNS = {"SessionCreated", "SessionDestroyed", "SessionSetup", "StateChanged", "StageChanged"}
"""Events after which the session is not what it was before."""
_DRIVEN = {"", "Race", "PostRace"}
_DAMP = 50
"""WetnessAverage, of 1000, above which a track is not dry."""


def lose_track(memory: Memory) -> None:
    """Doubt what is remembered: events were lost."""
    memory.is_sure, memory.session, memory.previous = False, Session(), None
    if memory.stage is not None and memory.stage.ended_at is not None:
        memory.stage = None
    elif memory.stage is not None:
        memory.stage.is_complete = False


def begin(fold: Fold, fresh: list[LogEvent], status: Status | None, names: Names) -> None:
    """Make up for what is not known before *fresh*; *status* is there when *fresh* is the end of the log."""
    memory = fold.memory
    if any(isinstance(event, Blank) for event in fresh):
        memory.is_sure = False
    known, shown = memory.session, session_of(status) if status else Session()
    memory.session = session_before(fresh, Session(known.state or shown.state, known.stage or shown.stage))
    if memory.is_sure:
        return
    stage, session = memory.stage, memory.session
    is_other = stage is not None and session.stage not in {"", stage.name} and bool(stage.name)
    if stage is not None and stage.ended_at is None and (is_other or session.state not in _DRIVEN):
        fold.abandon()
        memory.stage = None
    if status is not None and not any(event.name in _TURNS for event in fresh):
        reconcile(memory, status, names)


def reconcile(memory: Memory, status: Status, names: Names) -> None:
    """Take from *status*, a look at the moment up to which the log was read, what *memory* lacks."""
    shown = session_of(status)
    memory.session = Session(memory.session.state or shown.state, memory.session.stage or shown.stage)
    for member in present(status):
        memory.people.setdefault(member.refid & 0xFFFF, Person(member.name, member.steamid))
    if memory.session != shown or shown.state not in {"Race", "PostRace"}:
        return
    memory.is_sure = True
    _take_setup(memory, status, names)
    _take_cars(memory, status)
    stage = memory.stage
    if stage is None or stage.ended_at is not None:
        return
    stage.name = stage.name or shown.stage
    stage.track = stage.track or memory.track
    if not stage.length:
        stage.length = memory.lengths.get(stage.name.rstrip("0123456789"), 0)
        stage.is_timed = memory.is_timed_race or not stage.is_race
    for car in memory.seats:
        entry = stage.entry(car)
        if entry is None or not entry.name:
            entries.enter(memory, stage, car)


def wetness(status: Status) -> bool | None:
    """Tell whether the track is wet; None while nobody drives, when the number is left over."""
    if session_of(status).state not in {"Race", "PostRace"} or "WetnessAverage" not in status.attributes:
        return None
    return number(status.attributes, "WetnessAverage") > _DAMP


def _take_setup(memory: Memory, status: Status, names: Names) -> None:
    session = status.attributes
    if memory.track:
        return
    memory.track = unsigned(number(session, "TrackId"))
    memory.is_timed_race = bool(number(session, "Flags") & names.timed_race)
    lengths = {
        "Practice": number(session, "PracticeLength", "Practice1Length"),
        "Qualifying": number(session, "QualifyLength"),
        "Race": number(session, "RaceLength", "Race1Length"),
    }
    memory.lengths = {stage: length for stage, length in lengths.items() if 0 < length < 2**31}


def _take_cars(memory: Memory, status: Status) -> None:
    """Take the cars of those who are there; one can be missing in a single look, or outlive its owner."""
    here = {member.refid & 0xFFFF for member in present(status)}
    vehicles = {member.refid & 0xFFFF: member.attributes.vehicle_id for member in present(status)}
    shown = {car.id: car.attributes for car in status.participants if car.attributes.ref_id & 0xFFFF in here}
    for car, values in shown.items():
        owner, is_ai = values.ref_id & 0xFFFF, not values.is_player
        vehicle = unsigned(values.vehicle_id or (0 if is_ai else vehicles[owner]))
        memory.seats.setdefault(car, Seat(owner, values.name, is_ai, vehicle))
    for car in _gone(memory, shown, here):
        del memory.seats[car]


def _gone(memory: Memory, shown: Iterable[int], here: set[int]) -> list[int]:
    cars = set(shown)
    return [
        car
        for car, seat in memory.seats.items()
        if car not in cars and (seat.is_ai or seat.refid not in here)
    ]
