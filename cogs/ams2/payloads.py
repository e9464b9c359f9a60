"""What the server's HTTP API answers, as far as the bot reads it.

Everything has a default: titles and builds differ in their keys, and a missing one must not cost a look.
Numbers beyond 32 bits come as decimal strings, booleans in attributes as 0 and 1; both are read alike.
"""

from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.alias_generators import to_pascal

M = TypeVar("M", bound=BaseModel)


class Attributes(BaseModel):
    """Attribute maps have keys such as ``TrackId``."""

    model_config = ConfigDict(alias_generator=to_pascal)


class SessionAttributes(Attributes):
    max_players: int = 0
    track_id: int = 0
    flags: int = 0
    race_length: int = 0
    race1_length: int = 0  # Project CARS 1
    session_state: str = ""
    session_stage: str = ""
    session_time_elapsed: int = 0  # s
    session_time_duration: int = 0  # s; 0 in a race by laps
    rain_density: int = 0  # 0 to 1000, as wetness
    wetness_average: int = 0
    temperature_ambient: int = 0  # thousandths of a degree Celsius
    temperature_track: int = 0


class MemberAttributes(Attributes):
    vehicle_id: int = 0


class Member(BaseModel):
    refid: int
    steamid: str = ""
    state: str = ""
    name: str = ""
    host: bool = False
    attributes: MemberAttributes = MemberAttributes()


class CarAttributes(Attributes):
    ref_id: int = 0
    is_player: int = 0
    vehicle_id: int = 0
    race_position: int = 0
    current_lap: int = 0


class Car(BaseModel):
    attributes: CarAttributes = CarAttributes()


class Status(BaseModel):
    state: str
    name: str = ""
    max_member_count: int = 0
    now: int = 0  # unix s
    attributes: SessionAttributes = SessionAttributes()
    members: list[Member] = []
    participants: list[Car] = []


class LogEvent(BaseModel):
    index: int
    time: int  # unix s
    name: str
    refid: int | None = None
    attributes: dict[str, Any] = {}


class LogRange(BaseModel):
    """*first* and *count* describe the whole ring, never the slice that was asked for."""

    first: int
    count: int
    events: list[Any] = []


class Answer(BaseModel):
    """The envelope of every answer; anything but "ok" in *result* is a refusal."""

    result: str
    message: str = ""


class StatusAnswer(Answer):
    response: Status | None = None


class LogAnswer(Answer):
    response: LogRange | None = None


class LooseStatusAnswer(Answer):
    """A status of which some member or car is odd: the others count all the same."""

    response: dict[str, Any] | None = None


class Version(BaseModel):
    build_version: int = 0


class VersionAnswer(Answer):
    response: Version | None = None


class Named(BaseModel):
    id: int = 0
    value: int = 0
    name: str = ""


class NamedList(BaseModel):
    list: list[Named] = []


class Lists(BaseModel):
    tracks: NamedList = NamedList()
    vehicles: NamedList = NamedList()
    session_flags: NamedList = Field(default=NamedList(), alias="flags/session")


class ListsAnswer(Answer):
    response: Lists | None = None


def read_status(body: bytes) -> StatusAnswer:
    """Read a status; one odd member or car is left out rather than failing the look.

    Raises `pydantic.ValidationError` when the whole is not a status.
    """
    try:
        return StatusAnswer.model_validate_json(body)
    except ValidationError:
        loose = LooseStatusAnswer.model_validate_json(body)
        if loose.response is None:
            raise
        sound = {
            "members": keep_sound(Member, loose.response.get("members")),
            "participants": keep_sound(Car, loose.response.get("participants")),
        }
        return StatusAnswer(
            result=loose.result,
            message=loose.message,
            response=Status.model_validate({**loose.response, **sound}),
        )


def keep_sound(model: type[M], items: Any) -> list[M]:
    """Return those of *items* that are a *model*."""
    adapter, sound = TypeAdapter(model), []
    for item in items if isinstance(items, list) else []:
        try:
            sound.append(adapter.validate_python(item))
        except ValidationError:
            continue
    return sound
