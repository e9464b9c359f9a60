"""What the server's lists tell besides names: its attributes, events, enums, flags, liveries and grids.

Builds add lists and rows, so each is read by itself: an odd row costs only itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from cogs.ams2.payloads import AttributeRow, EventRow, Lists, LiveryRow, Named, NamedList, unsigned

R = TypeVar("R", bound=BaseModel)

_ENUMS = "enums/"
_NO_PREFIX = ("livetrack_preset",)
"""Enums that ``api/list/all`` has been seen to print without the beginning that the others have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Empty while nobody has read the lists.

    *session*, *member* and *participant* are the attributes by name.  *enums* go from the name of a list
    (``tire_wear``) to its values, unsigned; flags stand as the server prints them, masks and zeros among
    them.  *liveries* are by vehicle and livery: one number is used by many vehicles.  *grids* are how many
    cars fit on a track.  *sizes* are the rows of every list.
    """

    session: Mapping[str, AttributeRow] = field(default_factory=dict)
    member: Mapping[str, AttributeRow] = field(default_factory=dict)
    participant: Mapping[str, AttributeRow] = field(default_factory=dict)
    events: Mapping[str, EventRow] = field(default_factory=dict)
    enums: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    session_flags: Sequence[tuple[int, str]] = ()
    player_flags: Sequence[tuple[int, str]] = ()
    liveries: Mapping[tuple[int, int], str] = field(default_factory=dict)
    grids: Mapping[int, int] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, lists: Lists, enums: Mapping[str, Any]) -> "Catalogue":
        """Take it out of ``api/list/all``, and out of ``api/list/enums`` the *enums* that the first lacks."""
        others = lists.model_extra or {}
        session, member, participant = (
            {row.name: row for row in _rows(others.get(f"attributes/{of}"), AttributeRow)}
            for of in ("session", "member", "participant")
        )
        return cls(
            session=session,
            member=member,
            participant=participant,
            events={row.name: row for row in _rows(others.get("events"), EventRow)},
            enums=_enums(lists, enums),
            session_flags=_flags(lists.session_flags.items),
            player_flags=_flags(_rows(others.get("flags/player"), Named)),
            liveries=dict(_liveries(_rows(others.get("liveries"), LiveryRow))),
            grids={unsigned(track.id): track.gridsize for track in lists.tracks.items if track.gridsize > 0},
            sizes=_sizes(lists, enums),
        )


def _rows(raw: Any, model: type[R]) -> list[R]:
    """Return the sound rows of a list as it came."""
    items = raw.get("list") if isinstance(raw, dict) else None
    rows = []
    for item in items if isinstance(items, list) else ():
        try:
            rows.append(model.model_validate(item))
        except ValidationError:
            continue
    return rows


def _enums(lists: Lists, more: Mapping[str, Any]) -> dict[str, dict[int, str]]:
    found = {name: _rows(raw, Named) for name, raw in more.items()}
    for key, raw in (lists.model_extra or {}).items():
        if key.startswith(_ENUMS) or key in _NO_PREFIX:
            found[key.removeprefix(_ENUMS)] = _rows(raw, Named)
    found["weather"] = lists.weather.items or found.get("weather", [])
    return {name: {unsigned(row.value): row.name for row in rows} for name, rows in found.items() if rows}


def _flags(rows: Sequence[Named]) -> tuple[tuple[int, str], ...]:
    return tuple((unsigned(row.value), row.name) for row in rows)


def _liveries(vehicles: Sequence[LiveryRow]) -> Iterator[tuple[tuple[int, int], str]]:
    for vehicle in vehicles:
        for livery in vehicle.liveries:
            yield (unsigned(vehicle.id), unsigned(livery.id)), livery.name


def _sizes(lists: Lists, more: Mapping[str, Any]) -> dict[str, int]:
    known = {info.alias or name: getattr(lists, name) for name, info in Lists.model_fields.items()}
    sizes = {name: len(one.items) for name, one in known.items() if isinstance(one, NamedList)}
    others = (lists.model_extra or {}) | {f"{_ENUMS}{name}": raw for name, raw in more.items()}
    return sizes | {
        f"{_ENUMS}{name}" if name in _NO_PREFIX else name: len(raw["list"])
        for name, raw in others.items()
        if isinstance(raw, dict) and isinstance(raw.get("list"), list)
    }
