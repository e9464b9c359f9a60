"""The bodies of `api/list/...`, put together from the tables."""

from collections.abc import Iterable
from typing import Any

from sandbox.games.ams2.attributes import MEMBER, PARTICIPANT, Attribute
from sandbox.games.ams2.content import CLASS_IDS, CLASSES, FIRST_LIVERY, TRACKS, VEHICLES, Vehicle
from sandbox.games.ams2.enums import ENUMS, PLAYER_FLAGS, SESSION_FLAGS
from sandbox.games.ams2.events import EVENTS, EventKind, Fields
from sandbox.games.ams2.session_attributes import SESSION

Listing = dict[str, Any]

# `list/all` of the real server has no entry for these three, although `list/enums` has them.
LEFT_OUT_OF_ALL = {"grid_positions", "pit_control", "online_rep"}


def _listing(description: str, rows: Iterable[Any]) -> Listing:
    return {"description": description, "list": list(rows)}


def _attributes(of: str, table: tuple[Attribute, ...]) -> Listing:
    return _listing(f"Attributes of a {of}", (attribute.listed() for attribute in table))


def _fields(fields: Fields) -> list[dict[str, str]]:
    return [{"name": name, "type": kind, "description": text} for name, kind, text in fields]


def _event(kind: EventKind) -> dict[str, Any]:
    return {
        "name": kind.name,
        "type": kind.type,
        "description": kind.description,
        "attributes": _fields(kind.attributes),
    }


def _liveries(vehicle: Vehicle) -> dict[str, Any]:
    names = enumerate(vehicle.liveries, start=FIRST_LIVERY)
    return {
        "id": vehicle.id,
        "name": vehicle.name,
        "liveries": [{"id": number, "name": f"{vehicle.name} {name}"} for number, name in names],
        "class": vehicle.category,
    }


def _named(rows: Iterable[tuple[int, str]]) -> list[dict[str, Any]]:
    return [{"value": value, "name": name} for value, name in rows]


ATTRIBUTES = {
    "session": _attributes("session", SESSION),
    "member": _attributes("member (a person)", MEMBER),
    "participant": _attributes("participant (a car)", PARTICIPANT),
}

CONTENT = {
    "events": _listing("Events of the log", map(_event, EVENTS)),
    "vehicle_classes": _listing(
        "Vehicle classes",
        (
            {"value": CLASS_IDS[name], "name": name, "translated_name": readable}
            for name, readable in CLASSES.items()
        ),
    ),
    "vehicles": _listing(
        "Vehicles with their class",
        ({"id": vehicle.id, "name": vehicle.name, "class": vehicle.category} for vehicle in VEHICLES),
    ),
    "liveries": _listing("Vehicles with their liveries", map(_liveries, VEHICLES)),
    "tracks": _listing(
        "Tracks",
        (
            {
                "id": track.id,
                "name": track.name,
                "gridsize": track.gridsize,
                "default_day": track.day,
                "default_month": track.month,
                "default_year": track.year,
            }
            for track in TRACKS
        ),
    ),
}

ENUM_LISTS = {name: _listing(description, _named(rows)) for name, (description, rows) in ENUMS.items()}

FLAGS = {
    "session": _listing("Flags of a session", _named(SESSION_FLAGS)),
    "player": _listing("Flags of a player", _named(PLAYER_FLAGS)),
}


def _under(prefix: str, lists: dict[str, Listing]) -> dict[str, Listing]:
    return {f"{prefix}/{name}": listing for name, listing in lists.items()}


def _everything() -> dict[str, Listing]:
    """Return `list/all` with the irregularities of the real one.

    The key `livetrack_preset` lacks its prefix, its description and that of `enums/scheduledfcy` are swapped,
    and three enums are missing.
    """
    enums = {name: dict(ENUM_LISTS[name]) for name in ENUM_LISTS if name not in LEFT_OUT_OF_ALL}
    preset = enums.pop("livetrack_preset")
    chances = enums["scheduledfcy"]
    preset["description"], chances["description"] = chances["description"], preset["description"]
    return {
        **_under("attributes", ATTRIBUTES),
        **CONTENT,
        **_under("enums", enums),
        "livetrack_preset": preset,
        **_under("flags", FLAGS),
    }


LISTS: dict[str, Any] = {
    "all": _everything(),
    "attributes": ATTRIBUTES,
    **_under("attributes", ATTRIBUTES),
    **CONTENT,
    "enums": ENUM_LISTS,
    **_under("enums", ENUM_LISTS),
    "flags": FLAGS,
    **_under("flags", FLAGS),
}
"""What follows `api/list/` in a path, to the response."""
