"""Readable names for the server's numbers, from its own lists."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cogs.ams2.catalogue import Catalogue
from cogs.ams2.payloads import Lists, NamedList, unsigned

_TIMED_RACE = 1048576
"""What flags/session calls TIMED_RACE on every build seen; taken where that list cannot be read."""

_STAGES = {
    "Practice": "Practice",
    "Qualifying": "Qualifying",
    "Warmup": "Warm-up",
    "FormationLap": "Formation lap",
    "Race": "Race",
}


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Names:
    """Names by unsigned number: the lists print some signed, other texts unsigned."""

    tracks: Mapping[int, str] = field(default_factory=dict)
    vehicles: Mapping[int, str] = field(default_factory=dict)
    groups: Mapping[int, str] = field(default_factory=dict)
    """The class of a vehicle."""
    classes: Mapping[int, str] = field(default_factory=dict)
    weather: Mapping[int, str] = field(default_factory=dict)
    timed_race: int = _TIMED_RACE
    catalogue: Catalogue = field(default_factory=Catalogue)

    @classmethod
    def of(cls, lists: Lists, enums: Mapping[str, Any] | None = None) -> "Names":
        """Take what is needed out of ``api/list/all``, and the *enums* that it lacks."""
        flags = {flag.name: flag.value for flag in lists.session_flags.items}
        classes = {item.name: item.translated_name for item in lists.vehicle_classes.items}
        return cls(
            tracks={number: name.replace("_", " ") for number, name in _by_number(lists.tracks)},
            vehicles=dict(_by_number(lists.vehicles)),
            groups={unsigned(car.id): classes.get(car.group) or car.group for car in lists.vehicles.items},
            classes={
                unsigned(item.value): item.translated_name or item.name.replace("_", " ")
                for item in lists.vehicle_classes.items
            },
            weather={number: _spaced(name) for number, name in _by_number(lists.weather)},
            timed_race=flags.get("TIMED_RACE", _TIMED_RACE),
            catalogue=Catalogue.of(lists, enums or {}),
        )

    def track(self, number: int) -> str:
        """Return a track's name, or its number when no list names it."""
        return self.tracks.get(unsigned(number), f"track {number}") if number else ""

    def vehicle(self, number: int) -> str:
        """Return a car's name, or its number when no list names it."""
        return self.vehicles.get(unsigned(number), f"car {number}") if number else ""

    def group(self, number: int) -> str:
        """Return the class in which a vehicle races, or "" when no list tells."""
        return self.groups.get(unsigned(number), "")

    def livery(self, vehicle: int, number: int) -> str:
        """Return the name of a vehicle's livery, or "" when no list names it."""
        return self.catalogue.liveries.get((unsigned(vehicle), unsigned(number)), "")

    def sky(self, number: int) -> str:
        """Return what a weather slot holds, or its number when no list names it."""
        return self.weather.get(unsigned(number), f"weather {number}")


def _by_number(named: NamedList) -> list[tuple[int, str]]:
    return [(unsigned(item.id or item.value), item.name) for item in named.items]


def _spaced(name: str) -> str:
    """Turn ``HeavyFogWithRain`` into "heavy fog with rain"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def stage_name(stage: str) -> str:
    """Return what people call a SessionStage; the number behind it tells the titles apart, not the stages."""
    return _STAGES.get(stage.rstrip("0123456789"), stage)


def is_stage(stage: str) -> bool:
    """Tell whether a SessionStage is one that the bot has words for."""
    return stage.rstrip("0123456789") in _STAGES


def session_words(state: str, stage: str) -> str:
    """Return what people call the moment of a session, from its SessionState and SessionStage."""
    match state:
        case "" | "None":
            return ""
        case "Lobby" | "Loading":
            return state
        case "Returning":
            return "Returning to the lobby"
        case "PostRace":
            return f"{stage_name(stage)} finished" if stage else "Finished"
    return stage_name(stage)
