"""Components as Discord stores them: numbered, with their defaults filled in."""

from itertools import count
from typing import Any

from sandbox.discord.errors import JSON

SELECTS = (3, 5, 6, 7, 8)
DEFAULTS: dict[int, JSON] = {
    2: {"disabled": False},
    14: {"spacing": 1, "divider": True},
    17: {"accent_color": None, "spoiler": False},
    **{kind: {"min_values": 1, "max_values": 1, "disabled": False} for kind in SELECTS},
}


def stored_components(components: list[JSON]) -> list[JSON]:
    numbers = count(1)
    return [_stored(part, numbers) for part in components]


def _stored(part: JSON, numbers: "count[int]") -> JSON:
    number = next(numbers)
    body: JSON = {**DEFAULTS.get(part["type"], {}), **{k: v for k, v in part.items() if v is not None}}
    body["id"] = body.get("id") or number
    if part["type"] in SELECTS:
        body.pop("required", None)  # only forms ask for it
    for key, value in body.items():
        body[key] = _inner(key, value, numbers)
    return body


def _inner(key: str, value: Any, numbers: "count[int]") -> Any:
    if key == "components":
        return [_stored(part, numbers) for part in value]
    if key in ("accessory", "component"):
        return _stored(value, numbers)
    return value
