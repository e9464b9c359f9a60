"""The titles whose dedicated server this is: the same program, and what differs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.games.ams2 import lists, pc1_attributes, session_attributes
from sandbox.games.ams2.attributes import MEMBER, PARTICIPANT, Attribute, renamed
from sandbox.games.ams2.enums import ENUMS, PLAYER_FLAGS, SESSION_FLAGS
from sandbox.games.ams2.events import EVENTS, PC1_EVENTS, EventKind
from sandbox.games.ams2.methods import METHODS, PC1_METHODS, Method
from sandbox.games.ams2.pc1_enums import PC1_ENUMS, PC1_FLAGS


@dataclass(frozen=True, slots=True, eq=False)
class Title:
    name: str
    program: str
    """As the answers name the server."""
    version: Mapping[str, int]
    session: Mapping[str, Attribute]
    """The session attributes by name, in order."""
    member: Mapping[str, Attribute]
    participant: Mapping[str, Attribute]
    setup: tuple[str, ...]
    """The attributes that the event SessionSetup carries, in order."""
    lengths: Mapping[str, str]
    """From the first letter of a stage to the attribute that holds its length."""
    weather: tuple[str, ...]
    """The attributes with the weather of practice, qualifying and race."""
    hour: str
    """The attribute with the hour at which the race begins."""
    qualifying: str
    """How the stage is called."""
    ends_qualifying: bool
    """Whether the state is PostRace after qualifying, and results before the race say Finished."""
    wipers: str
    """How the attribute of a car is called."""
    methods: Mapping[str, Method]
    lists: Mapping[str, Any]
    """What follows `api/list/` in a path, to the response."""
    extra_lists: Mapping[str, Any]
    """The same with `extra_data=1`."""

    @property
    def help(self) -> dict[str, Any]:
        return {"methods": [method.listed() for method in self.methods.values()]}

    @property
    def start(self) -> dict[str, int | str]:
        """The attributes of a lobby that was just opened."""
        return {name: attribute.start for name, attribute in self.session.items()}

    @property
    def empty(self) -> dict[str, int | str]:
        """The attributes of an idle server."""
        return {name: attribute.empty for name, attribute in self.session.items()}


def _setup(events: tuple[EventKind, ...]) -> tuple[str, ...]:
    return tuple(name for name, _, _ in events[0].attributes)


def _by_name(session: tuple[Attribute, ...]) -> dict[str, Attribute]:
    return {attribute.name: attribute for attribute in session}


def _ams2_lists(*, extra: bool) -> dict[str, Any]:
    return lists.all_lists(
        lists.attribute_lists(session_attributes.SESSION, MEMBER, PARTICIPANT),
        lists.content_lists(EVENTS, later_keys=True, extra=extra),
        lists.enum_lists(ENUMS),
        lists.flag_lists(SESSION_FLAGS, PLAYER_FLAGS),
    )


_PC1_CARS = tuple(renamed(one, "WipersLevel", "WipersOn", "1 with wipers on.") for one in PARTICIPANT)


def _pc1_lists() -> dict[str, Any]:
    return lists.all_lists(
        lists.attribute_lists(pc1_attributes.SESSION, MEMBER, _PC1_CARS),
        lists.content_lists(PC1_EVENTS, later_keys=False),
        lists.enum_lists(PC1_ENUMS),
        lists.flag_lists(PC1_FLAGS, PLAYER_FLAGS),
    )


AMS2 = Title(
    name="AMS2",
    program="Automobilista 2 DedicatedServer",
    version={"build_version": 1, "protocol_version": 90, "lua_version": 301},
    session=_by_name(session_attributes.SESSION),
    member=_by_name(MEMBER),
    participant=_by_name(PARTICIPANT),
    setup=_setup(EVENTS),
    lengths={"P": "PracticeLength", "Q": "QualifyLength", "R": "RaceLength"},
    weather=("PracticeWeatherSlot1", "QualifyWeatherSlot1", "RaceWeatherSlot1"),
    hour="RaceDateHour",
    qualifying="Qualifying1",
    ends_qualifying=True,
    wipers="WipersLevel",
    methods={method.name: method for method in METHODS},
    lists=_ams2_lists(extra=False),
    extra_lists=_ams2_lists(extra=True),
)

PC1 = Title(
    name="PC1",
    program="Project CARS DedicatedServer",  # how it really calls itself is not known
    version={"build_version": 87, "protocol_version": 135, "lua_version": 301},
    session=_by_name(pc1_attributes.SESSION),
    member=_by_name(MEMBER),
    participant=_by_name(_PC1_CARS),
    setup=_setup(PC1_EVENTS),
    lengths={"P": "Practice1Length", "Q": "QualifyLength", "R": "Race1Length"},
    weather=("WeatherSlot1", "WeatherSlot2", "WeatherSlot3"),
    hour="DateHour",
    qualifying="Qualifying",
    ends_qualifying=False,
    wipers="WipersOn",
    methods={method.name: method for method in PC1_METHODS},
    lists=_pc1_lists(),
    extra_lists=_pc1_lists(),
)
