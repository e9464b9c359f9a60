"""Forms: filled in by label or custom_id, within the lengths they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.discord.errors import JSON, ClientRefused
from sandbox.discord.guild import Guild
from sandbox.discord.picking import SELECTS, picked
from sandbox.discord.sending import Mentioned

ROW, TEXT_INPUT, LABEL = 1, 4, 18


def filled_in(guild: Guild, modal: JSON, values: Mapping[str, Any]) -> tuple[list[JSON], list[Mentioned]]:
    """The components to send, and the things behind ids that were picked."""
    left = dict(values)
    components: list[JSON] = []
    things: list[Mentioned] = []
    for number, part in enumerate(modal["components"], 1):
        if part["type"] == LABEL:
            field = _field(guild, part["component"], part["label"], left, things)
            components.append({"type": LABEL, "id": number, "component": field})
        elif part["type"] == ROW:
            fields = [_field(guild, one, one.get("label", ""), left, things) for one in part["components"]]
            components.append({"type": ROW, "id": number, "components": fields})
    if left:
        raise ClientRefused(f"the form has no field {', '.join(left)}")
    return components, things


def _field(guild: Guild, part: JSON, label: str, left: dict[str, Any], things: list[Mentioned]) -> JSON:
    name = part["custom_id"] if part["custom_id"] in left else label
    value = left.pop(name, None)
    body: JSON = {"type": part["type"], "custom_id": part["custom_id"], "id": part.get("id") or 0}
    if part["type"] in SELECTS:
        wanted = [] if value is None else [value] if isinstance(value, str) else list(value)
        if not wanted and part.get("required") is False:
            return body | {"values": []}
        texts, found = picked(guild, part, wanted)
        things += found
        return body | {"values": texts}
    return body | {"value": _text(part, label, part.get("value") or "" if value is None else str(value))}


def _text(part: JSON, label: str, text: str) -> str:
    low, high = int(part.get("min_length") or 0), int(part.get("max_length") or 4000)
    if not text and part.get("required") is False:
        return text
    if not max(low, 1) <= len(text) <= high:
        raise ClientRefused(f"{label or part['custom_id']} takes {max(low, 1)} to {high} characters")
    return text
