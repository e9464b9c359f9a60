"""The bodies of `api/list/...`, put together from the tables of a title."""

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.games.ams2.attributes import Attribute
from sandbox.games.ams2.content import CLASS_IDS, CLASSES, FIRST_LIVERY, TRACKS, VEHICLES, Track, Vehicle
from sandbox.games.ams2.enums import Named
from sandbox.games.ams2.events import EventKind, Fields

Listing = dict[str, Any]
Attributes = tuple[Attribute, ...]

WITH_EXTRA = ("all", "vehicles", "tracks")
"""The lists to which `extra_data=1` adds something."""

# `list/all` of the real server has no entry for these three, although `list/enums` has them.
LEFT_OUT_OF_ALL = {"grid_positions", "pit_control", "online_rep"}


def listing(description: str, rows: Iterable[Any]) -> Listing:
    return {"description": description, "list": list(rows)}


def attribute_lists(session: Attributes, member: Attributes, participant: Attributes) -> dict[str, Listing]:
    tables = {"session": session, "member (a person)": member, "participant (a car)": participant}
    return {
        of.split()[0]: listing(f"Attributes of a {of}", (attribute.listed() for attribute in table))
        for of, table in tables.items()
    }


def content_lists(
    events: Iterable[EventKind], *, later_keys: bool, extra: bool = False
) -> dict[str, Listing]:
    """List events and content; *later_keys* are those which only Automobilista 2 has."""
    return {
        "events": listing("Events of the log", map(_event, events)),
        "vehicle_classes": listing(
            "Vehicle classes",
            (
                {"value": CLASS_IDS[name], "name": name}
                | ({"translated_name": readable} if later_keys else {})
                for name, readable in CLASSES.items()
            ),
        ),
        "vehicles": listing("Vehicles with their class", (_vehicle(one, extra=extra) for one in VEHICLES)),
        "liveries": listing("Vehicles with their liveries", map(_liveries, VEHICLES)),
        "tracks": listing("Tracks", (_track(one, dated=later_keys, extra=extra) for one in TRACKS)),
    }


def enum_lists(enums: Mapping[str, tuple[str, Named]]) -> dict[str, Listing]:
    return {name: listing(description, _named(rows)) for name, (description, rows) in enums.items()}


def flag_lists(session: Named, player: Named) -> dict[str, Listing]:
    return {
        "session": listing("Flags of a session", _named(session)),
        "player": listing("Flags of a player", _named(player)),
    }


def all_lists(
    attributes: dict[str, Listing],
    content: dict[str, Listing],
    enums: dict[str, Listing],
    flags: dict[str, Listing],
) -> dict[str, Any]:
    """Return what follows `api/list/` in a path, to the response."""
    return {
        "all": _everything(attributes, content, enums, flags),
        "attributes": attributes,
        **_under("attributes", attributes),
        **content,
        "enums": enums,
        **_under("enums", enums),
        "flags": flags,
        **_under("flags", flags),
    }


def _everything(
    attributes: dict[str, Listing],
    content: dict[str, Listing],
    enums: dict[str, Listing],
    flags: dict[str, Listing],
) -> dict[str, Listing]:
    """Return `list/all` with the irregularities of the real one.

    In Automobilista 2 the key `livetrack_preset` lacks its prefix, its description and that of
    `enums/scheduledfcy` are swapped, and three enums are missing.
    """
    shown = {name: dict(enums[name]) for name in enums if name not in LEFT_OUT_OF_ALL}
    preset = {name: shown.pop(name) for name in ("livetrack_preset",) if name in shown}
    for odd in preset.values():
        chances = shown["scheduledfcy"]
        odd["description"], chances["description"] = chances["description"], odd["description"]
    return {
        **_under("attributes", attributes),
        **content,
        **_under("enums", shown),
        **preset,
        **_under("flags", flags),
    }


def _under(prefix: str, lists: dict[str, Listing]) -> dict[str, Listing]:
    return {f"{prefix}/{name}": one for name, one in lists.items()}


def _fields(fields: Fields) -> list[dict[str, str]]:
    return [{"name": name, "type": kind, "description": text} for name, kind, text in fields]


def _event(kind: EventKind) -> dict[str, Any]:
    return {
        "name": kind.name,
        "type": kind.type,
        "description": kind.description,
        "attributes": _fields(kind.attributes),
    }


def _vehicle(vehicle: Vehicle, *, extra: bool) -> dict[str, Any]:
    row: dict[str, Any] = {"id": vehicle.id, "name": vehicle.name, "class": vehicle.category}
    return row | ({"translated_name": vehicle.name, "dlc": 0} if extra else {})  # the real keys are not known


def _liveries(vehicle: Vehicle) -> dict[str, Any]:
    names = enumerate(vehicle.liveries, start=FIRST_LIVERY)
    return {
        "id": vehicle.id,
        "name": vehicle.name,
        "liveries": [{"id": number, "name": f"{vehicle.name} {name}"} for number, name in names],
        "class": vehicle.category,
    }


def _track(track: Track, *, dated: bool, extra: bool) -> dict[str, Any]:
    row: dict[str, Any] = {"id": track.id, "name": track.name, "gridsize": track.gridsize}
    if dated:
        row |= {"default_day": track.day, "default_month": track.month, "default_year": track.year}
    return row | ({"translated_name": track.name.replace("_", " "), "dlc": 0} if extra else {})


def _named(rows: Named) -> list[dict[str, Any]]:
    return [{"value": value, "name": name} for value, name in rows]
