"""The values of a session's attributes in words, and the server's words as people write them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain

from bot.kit import Choice
from cogs.ams2.attributes import (
    CLASSES,
    MORE_CLASSES,
    PIT_SPEEDS,
    PRIVACY,
    TRACKS,
    VEHICLES,
    About,
)
from cogs.ams2.names import Names
from cogs.ams2.payloads import unsigned

UNKNOWN = "not known"
_KEPT = {"AI", "ABS", "MP", "OC", "RS", "RX", "SP"}
_BETTER = {
    "PERFORMANCEIMPACTING": "Costs performance",
    "COOLDOWNLAP": "Cooldown lap",
    "SC_ALLOWED": "Stability control allowed",
    "TCS_ALLOWED": "Traction control allowed",
}
_PRIVACY = (Choice("0", "Public"), Choice("1", "Friends only"), Choice("2", "Private"))
_PIT_SPEEDS = (
    Choice("0", "As the track has it"),
    *(Choice(str(speed), f"{speed} km/h") for speed in range(40, 201, 5)),
)
"""Of others the game makes the next lower one."""
_PLACES = range(1, 33)
"""Of a grid; ten more than a place as its layout puts the host there."""


def readable(name: str) -> str:
    """Turn ``VISUAL_ONLY``, ``CockpitHelmet`` and ``X5`` into "Visual only", "Cockpit helmet" and "5x"."""
    if name in _BETTER:
        return _BETTER[name]
    if re.fullmatch(r"X[0-9]+", name):
        return f"{name[1:]}x"
    parts = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_", " ", name).split()
    words = " ".join(part if part in _KEPT else part.lower() for part in parts)
    return words[:1].upper() + words[1:]


def in_words(about: About, number: int, choices: Iterable[Choice]) -> str:
    """Return what *number* means."""
    value = str(number)
    named = next((choice.name for choice in choices if choice.value == value), None)
    if named is not None:
        return named
    if about.is_switch:
        return "on" if number else "off"
    if number == 0 and about.zero:
        return about.zero
    scaled = value if about.scale == 1 else f"{number / about.scale:g}"
    return f"{scaled} {about.unit}".strip()


def choices_of(names: Names) -> Mapping[str, tuple[Choice, ...]]:
    """Return by the name of their list what values can have, as the server prints them."""
    enums = {
        name: _choices((value, readable(words)) for value, words in rows.items())
        for name, rows in names.catalogue.enums.items()
    }
    if "grid_positions" in enums:
        places = (Choice(str(place + 10), f"Host in place {place}") for place in _PLACES)
        enums["grid_positions"] = (*enums["grid_positions"], *places)
    classes = _sorted(names.classes.items())
    return enums | {
        PIT_SPEEDS: _PIT_SPEEDS,
        PRIVACY: _PRIVACY,
        TRACKS: _sorted(names.tracks.items()),
        VEHICLES: _sorted(_vehicles(names)),
        CLASSES: classes,
        MORE_CLASSES: tuple(chain([Choice("0", "None")], classes)),
    }


def liveries_of(vehicle: int, names: Names) -> tuple[Choice, ...]:
    """Return the liveries of a vehicle; their numbers mean others on other vehicles."""
    liveries = names.catalogue.liveries.items()
    return _sorted((livery, name) for (of, livery), name in liveries if of == unsigned(vehicle))


def _vehicles(names: Names) -> Iterable[tuple[int, str]]:
    """Name the vehicles; those of one name in several classes with their class."""
    seen = Counter(names.vehicles.values())
    for number, name in names.vehicles.items():
        yield number, f"{name} ({names.group(number)})" if seen[name] > 1 else name


def _sorted(named: Iterable[tuple[int, str]]) -> tuple[Choice, ...]:
    return _choices(sorted(named, key=lambda item: item[1].casefold()))


def _choices(named: Iterable[tuple[int, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(str(signed(number)), name) for number, name in named if name.strip())


def signed(number: int) -> int:
    """Return an unsigned 32-bit number as the server prints it."""
    return number - 2**32 if number >= 2**31 else number
