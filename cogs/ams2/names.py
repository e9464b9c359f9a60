"""Readable names for the server's numbers, from its own lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cogs.ams2.payloads import Lists, NamedList

_TIMED_RACE = 1048576
"""What flags/session calls TIMED_RACE on every build seen."""

_STAGES = {
    "Practice": "Practice",
    "Qualifying": "Qualifying",
    "Warmup": "Warm-up",
    "FormationLap": "Formation lap",
    "Race": "Race",
}


@dataclass(frozen=True, slots=True)
class Names:
    """Names by unsigned number: the lists print some signed, other texts unsigned."""

    tracks: Mapping[int, str] = field(default_factory=dict)
    vehicles: Mapping[int, str] = field(default_factory=dict)
    timed_race: int = _TIMED_RACE

    @classmethod
    def of(cls, lists: Lists) -> "Names":
        """Take what is needed out of ``api/list/all``."""
        flags = {flag.name: flag.value for flag in lists.session_flags.list}
        return cls(
            tracks=_by_number(lists.tracks),
            vehicles=_by_number(lists.vehicles),
            timed_race=flags.get("TIMED_RACE", _TIMED_RACE),
        )

    def track(self, number: int) -> str:
        """Return a track's name, or its number when no list names it."""
        return self.tracks.get(unsigned(number), f"track {number}") if number else ""

    def vehicle(self, number: int) -> str:
        """Return a car's name, or nothing when no list names it."""
        return self.vehicles.get(unsigned(number), "")


def unsigned(number: int) -> int:
    """Return the one form of a number that is printed signed here and unsigned there."""
    return number & 0xFFFFFFFF


def _by_number(named: NamedList) -> dict[int, str]:
    return {unsigned(item.id): item.name.replace("_", " ") for item in named.list}


def stage_name(stage: str) -> str:
    """Return what people call a SessionStage; the number behind it tells the titles apart, not the stages."""
    return _STAGES.get(stage.rstrip("0123456789"), stage)


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
            return f"{stage_name(stage)} finished"
    return stage_name(stage)
