"""The events of the log, read by hand: they come by the ten thousand, and each has few of many attributes.

A value as nearly all are costs one comparison; any other is left to pydantic, which takes digits for a
number, cuts a text and refuses the rest, as in every other payload.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.alias_generators import to_pascal

from cogs.ams2.decoding import first_fault
from cogs.ams2.payloads import LONGEST_TEXT, Index, Int32, Text, UnixSeconds

T = TypeVar("T")


class OddEventError(Exception):
    """An event that cannot be read; tells the place of the first fault, and no value."""


class EventAttributes:
    """Of all events; each has its own few.  Times are milliseconds, laps are counted from zero."""

    name: str = ""
    steam_id: str = ""
    reason: str = ""
    game_reason_id: int = 0
    message: str = ""
    previous_state: str = ""
    new_state: str = ""
    previous_stage: str = ""
    new_stage: str = ""
    length: int = 0
    is_player: int = 0
    vehicle_id: int = 0
    lap: int = 0
    lap_time: int = 0
    sector1_time: int = 0
    sector2_time: int = 0
    sector3_time: int = 0
    sector: int = 0
    sector_time: int = 0
    total_time: int = 0
    fastest_lap_time: int = 0
    count_this_lap_times: int = 0
    race_position: int = 0
    distance_travelled: int = 0
    state: str = ""
    other_participant_id: int = -1
    collision_magnitude: int = 0
    skipped_time: int = 0
    penalty_value: int = 0
    penalty_threshold: int = 0
    flags: int = 0
    track_id: int = 0
    practice_length: int = 0
    practice1_length: int = 0
    practice2_length: int = 0
    qualify_length: int = 0
    warmup_length: int = 0
    race_length: int = 0
    race1_length: int = 0
    race2_length: int = 0

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__ = values


@dataclass(slots=True)
class LogEvent:
    """*keys* name its attributes, known or not.  *body* is what else came with it, as JSON."""

    index: int
    time: int
    name: str
    refid: int | None = None
    participantid: int | None = None
    attributes: EventAttributes = field(default=EventAttributes({}), repr=False)
    keys: tuple[str, ...] = ()
    body: str = field(default="{}", repr=False)


@dataclass(slots=True, kw_only=True)
class Blank(LogEvent):
    """Stands in the log where an event cannot be read; *fault* says why."""

    time: int = 0
    name: str = ""
    fault: str


def read(raw: Any) -> LogEvent:
    """Return an event from what JSON holds, its body still empty; raises `OddEventError`."""
    if not isinstance(raw, dict):
        raise OddEventError("not an object")
    get = raw.get
    index, time, name, attributes = get("index"), get("time"), get("name"), get("attributes", {})
    refid, car = get("refid"), get("participantid")
    return LogEvent(
        index if type(index) is int and 0 <= index <= _MOST else _slowly(_ANY_INDEX, index, "index"),
        time if type(time) is int and 0 <= time <= _MOST else _slowly(_ANY_TIME, time, "time"),
        name if type(name) is str and len(name) <= LONGEST_TEXT else _slowly(_ANY_TEXT, name, "name"),
        refid if type(refid) is int and _LEAST <= refid <= _MOST else _optional(refid, "refid"),
        car if type(car) is int and _LEAST <= car <= _MOST else _optional(car, "participantid"),
        _attributes(attributes),
        tuple(attributes),
    )


def _attributes(raw: Any) -> EventAttributes:
    """Read those that are known; the loop that a full log goes through most often."""
    if not isinstance(raw, dict):
        raise OddEventError("attributes: not an object")
    values = {}
    for key, value in raw.items():
        known = _KNOWN.get(key)
        if known is not None:
            name, is_number = known
            if is_number:
                is_plain = type(value) is int and _LEAST <= value <= _MOST
            else:
                is_plain = type(value) is str and len(value) <= LONGEST_TEXT
            values[name] = value if is_plain else _slowly(_ANY[is_number], value, f"attributes.{key}")
    return EventAttributes(values)


_LEAST, _MOST = -(2**31), 2**31 - 1
"""Numbers within which nothing more must be asked of any."""
_ANY_INDEX, _ANY_TIME = TypeAdapter(Index), TypeAdapter(UnixSeconds)
_ANY_NUMBER = TypeAdapter(Int32)
_ANY_TEXT = TypeAdapter(Text, config=ConfigDict(coerce_numbers_to_str=True))
_ANY: Mapping[bool, TypeAdapter[Any]] = {True: _ANY_NUMBER, False: _ANY_TEXT}


def _optional(value: Any, place: str) -> int | None:
    return None if value is None else _slowly(_ANY_NUMBER, value, place)


def _slowly(kind: TypeAdapter[T], value: Any, place: str) -> T:
    try:
        return kind.validate_python(value)
    except ValidationError as error:
        raise OddEventError(first_fault(error, place)) from None


_KNOWN = {to_pascal(name): (name, kind is int) for name, kind in get_type_hints(EventAttributes).items()}
"""By its key on the wire: what an attribute is called here, and whether it is a number."""
