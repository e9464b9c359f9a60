"""Entries of a select menu, picked as a person picks them."""

from __future__ import annotations

from typing import Any

from sandbox.discord.errors import JSON, ClientRefused
from sandbox.discord.guild import Guild
from sandbox.discord.model import Channel
from sandbox.discord.options import CHANNEL, MENTIONABLE, ROLE, USER, look_up
from sandbox.discord.sending import Mentioned

BUTTON = 2
SELECTS = {3: 0, 5: USER, 6: ROLE, 7: MENTIONABLE, 8: CHANNEL}  # component type -> option type


def picked(guild: Guild, select: JSON, wanted: list[Any]) -> tuple[list[str], list[Mentioned]]:
    """The values to send and, where they are ids, the things behind them."""
    low, high = int(select.get("min_values", 1)), int(select.get("max_values", 1))
    if not low <= len(wanted) <= high:
        raise ClientRefused(f"{low} to {high} entries can be picked, not {len(wanted)}")
    if select["type"] == 3:
        return [_entry(select, one) for one in wanted], []
    things = [look_up(guild, SELECTS[select["type"]], one) for one in wanted]
    kinds = select.get("channel_types")
    if kinds and any(isinstance(one, Channel) and one.kind not in kinds for one in things):
        raise ClientRefused("another kind of channel is asked for")
    return [str(one.id) for one in things], things


def _entry(select: JSON, wanted: Any) -> str:
    for option in select["options"]:
        if wanted in (option["value"], option["label"]):
            return str(option["value"])
    labels = ", ".join(option["label"] for option in select["options"])
    raise ClientRefused(f"the menu has: {labels}; not {wanted!r}")
