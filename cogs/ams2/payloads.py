"""What the server's HTTP API answers, as far as the bot reads it.

Keys differ between titles and builds, so nearly everything has a default.  Numbers beyond 32 bits come as
decimal strings, booleans in attributes as 0 and 1; both are read alike.  Numbers have bounds because times
and databases have them.
"""

from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.alias_generators import to_pascal

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)

_ANYTHING: TypeAdapter[Any] = TypeAdapter(Any)

Int32 = Annotated[int, Field(ge=-(2**31), lt=2**32)]
"""Printed signed here and unsigned there."""
Index = Annotated[int, Field(ge=0, lt=2**53)]
UnixSeconds = Annotated[int, Field(ge=0, lt=2**33)]


class Answer(BaseModel, Generic[T]):
    """The envelope of every answer; anything but "ok" in *result* is a refusal."""

    result: str
    message: str = ""
    response: T | None = None


class AttributeMap(BaseModel):
    """Attribute maps have keys such as ``SteamId``."""

    model_config = ConfigDict(alias_generator=to_pascal, coerce_numbers_to_str=True)


class MemberAttributes(AttributeMap):
    vehicle_id: Int32 = 0


class Member(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)

    refid: Int32
    steamid: str = ""
    state: str = ""
    name: str = ""
    host: bool = False
    attributes: MemberAttributes = MemberAttributes()


class CarAttributes(AttributeMap):
    ref_id: Int32 = 0
    is_player: Int32 = 0
    vehicle_id: Int32 = 0
    race_position: Int32 = 0
    current_lap: Int32 = 0


class Car(BaseModel):
    attributes: CarAttributes = CarAttributes()


class Status(BaseModel):
    """*attributes* is an open map of more than a hundred, read by name where one is shown."""

    state: str
    name: str = ""
    max_member_count: Int32 = 0
    now: UnixSeconds = 0
    attributes: dict[str, Any] = {}
    members: list[Member] = []
    participants: list[Car] = []


class EventAttributes(AttributeMap):
    """Of all events; each has its own few."""

    name: str = ""
    steam_id: str = ""
    reason: str = ""
    game_reason_id: Int32 = 0
    message: str = ""
    new_state: str = ""
    new_stage: str = ""


class LogEvent(BaseModel):
    index: Index
    time: UnixSeconds
    name: str
    refid: Int32 | None = None
    attributes: EventAttributes = EventAttributes()


class Blank(LogEvent):
    """Stands in the log where an event cannot be read; *fault* says why."""

    index: int
    time: UnixSeconds = 0
    name: str = ""
    fault: str


class Ring(BaseModel):
    """*first* and *count* describe the whole log, never the slice that was asked for."""

    first: Index
    count: Index

    @property
    def end(self) -> int:
        """The index that the next event will have."""
        return self.first + self.count


class Page(Ring):
    events: list[LogEvent] = []


class LoosePage(Ring):
    """A page on which some event is odd."""

    events: list[Any] = []


class Version(BaseModel):
    build_version: Int32 = 0


class Named(BaseModel):
    """An item of a list; its number is called *id* or *value*."""

    id: Int32 = 0
    value: Int32 = 0
    name: str = ""


class NamedList(BaseModel):
    items: list[Named] = Field(default=[], alias="list")


class Lists(BaseModel):
    tracks: NamedList = NamedList()
    vehicles: NamedList = NamedList()
    weather: NamedList = Field(default=NamedList(), alias="enums/weather")
    session_flags: NamedList = Field(default=NamedList(), alias="flags/session")


class WrappedLists(BaseModel):
    """The form that ``api/help`` announces; servers have been seen to send the map itself."""

    lists: Lists


def first_fault(error: ValidationError) -> str:
    """Return the first wrong place and what is wrong there, without any value of it."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    return f"{'.'.join(map(str, first['loc'])) or 'the answer'}: {first['msg']}"[:200]


def mend(model: type[M], body: bytes, error: ValidationError) -> M:
    """Read *body*, in which *error* was found, without its odd items: one costs only itself.

    Raises *error* when it is not about items, or when no item of a list is sound.
    """
    places = {_item_of(fault["loc"]) for fault in error.errors(include_url=False, include_input=False)}
    if () in places:
        raise error
    raw = _ANYTHING.validate_json(body)
    for place in sorted(places, reverse=True):  # from the end, so that the other indices stay right
        items = raw
        for key in place[:-1]:
            items = items[key]
        del items[place[-1]]
        if not items:
            raise error
    return model.model_validate(raw)


def _item_of(place: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Return the place of the innermost list item that holds *place*."""
    depth = max((at for at, key in enumerate(place, start=1) if isinstance(key, int)), default=0)
    return place[:depth]
