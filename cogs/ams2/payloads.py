"""What the server's HTTP API answers, as far as the bot reads it.

Keys differ between titles and builds, so nearly everything has a default.  Numbers beyond 32 bits come as
decimal strings, booleans in attributes as 0 and 1; both are read alike.  Numbers and texts have bounds
because times and databases have them.
"""

from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_pascal

T = TypeVar("T")

LONGEST_TEXT = 500
"""Characters: more than any name has, and than a line of chat can show."""

Int32 = Annotated[int, Field(ge=-(2**31), lt=2**32)]
"""Printed signed here and unsigned there."""
Index = Annotated[int, Field(ge=0, lt=2**53)]
UnixSeconds = Annotated[int, Field(ge=0, lt=2**33)]
Text = Annotated[str, AfterValidator(lambda text: text[:LONGEST_TEXT])]


def unsigned(number: int) -> int:
    """Return the one form of a number that is printed signed here and unsigned there."""
    return number & 0xFFFFFFFF


class Answer(BaseModel, Generic[T]):
    """The envelope of every answer; anything but "ok" in *result* is a refusal."""

    result: str
    message: str = ""
    response: T | None = None


class AttributeMap(BaseModel):
    """Attribute maps have keys such as ``SteamId``."""

    model_config = ConfigDict(alias_generator=to_pascal, coerce_numbers_to_str=True)


class OwnedAttributes(AttributeMap):
    """Those that are not named here are kept as they came: a build may let some be set."""

    model_config = ConfigDict(extra="allow")

    vehicle_id: Int32 = 0


class MemberAttributes(OwnedAttributes):
    """*race_stat_flags* are of the list ``flags/player``, *ping* is in milliseconds."""

    livery_id: Int32 = 0
    race_stat_flags: Int32 = 0
    ping: Int32 = 0


class Member(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)

    refid: Int32
    steamid: Text = ""
    state: Text = ""
    name: Text = ""
    host: bool = False
    attributes: MemberAttributes = MemberAttributes()


class CarAttributes(OwnedAttributes):
    ref_id: Int32 = 0
    name: Text = ""
    is_player: Int32 = 0
    race_position: Int32 = 0
    current_lap: Int32 = 0
    state: Text = ""


class Car(BaseModel):
    id: Int32 = -1
    attributes: CarAttributes = CarAttributes()


class Status(BaseModel):
    """*attributes* is an open map of more than a hundred, read by name where one is shown."""

    state: Text
    name: Text = ""
    max_member_count: Int32 = 0
    now: UnixSeconds = 0
    attributes: dict[str, Any] = {}
    members: list[Member] = []
    participants: list[Car] = []


class WholeStatus(BaseModel):
    """A status with every attribute as it came, for whoever looks for what is new in a build."""

    now: UnixSeconds = 0
    attributes: dict[str, Any] = {}
    members: list[Any] = []
    participants: list[Any] = []


class Ring(BaseModel):
    """*first* and *count* describe the whole log, never the slice that was asked for; *now* may lack."""

    first: Index
    count: Index
    now: UnixSeconds = 0

    @property
    def end(self) -> int:
        """The index that the next event will have."""
        return self.first + self.count


class LoosePage(Ring):
    """A page of the log as it came: its events are read one by one."""

    events: list[Any] = []


class Version(BaseModel):
    """*lua_version* is the major one times 100, and the minor one."""

    build_version: Int32 = 0
    protocol_version: Int32 = 0
    lua_version: Int32 = 0


class Performance(BaseModel):
    """Counters by the length of the sequence of ticks that they are of."""

    tick_recent: dict[str, Any] = {}
    tick_worst: dict[str, Any] = {}


class Method(BaseModel):
    name: Text


class Help(BaseModel):
    """What ``api/help`` tells: builds differ in the methods they have."""

    methods: list[Method]


class Named(BaseModel):
    """An item of a list; its number is called *id* or *value*, and *group* is the class of a vehicle.

    *gridsize* is how many cars fit on a track.
    """

    id: Int32 = 0
    value: Int32 = 0
    name: Text = ""
    translated_name: Text = ""
    group: Text = Field(default="", alias="class")
    gridsize: Int32 = 0


class NamedList(BaseModel):
    items: list[Named] = Field(default=[], alias="list")


class AttributeRow(BaseModel):
    """*type* is int8, int16, int32 or string; *access* is ReadOnly, ReadWrite or WriteOnly."""

    name: Text
    type: Text = ""
    access: Text = ""
    description: Text = ""


class EventRow(BaseModel):
    """*type* is Session, Player (it has a refid) or Participant (it has a refid and a participantid)."""

    name: Text
    type: Text = ""
    attributes: list[AttributeRow] = []


class LiveryRow(BaseModel):
    """A vehicle with its liveries, whose numbers come again with other vehicles."""

    id: Int32
    liveries: list[Named] = []


class LooseLists(BaseModel):
    """Lists as they came, each under its name in `model_extra`."""

    model_config = ConfigDict(extra="allow")


class Lists(LooseLists):
    """Those that the bot cannot do without, and every other one for `Catalogue` to read."""

    tracks: NamedList = NamedList()
    vehicles: NamedList = NamedList()
    vehicle_classes: NamedList = NamedList()
    weather: NamedList = Field(default=NamedList(), alias="enums/weather")
    session_flags: NamedList = Field(default=NamedList(), alias="flags/session")


class WrappedLists(BaseModel):
    """The form that ``api/help`` announces; servers have been seen to send the map itself."""

    lists: Lists
