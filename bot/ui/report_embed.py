"""What the staff see of a report that a player typed in a game."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import discord

from bot.services.evidence import Happening
from bot.ui.fitting import fitted
from bot.ui.text import fill, safe

_LONGEST_REPORT = 400
_ROOM = 2400


def report_embed(
    payload: Mapping[str, Any], server: str, member: int | None, before: Sequence[Happening]
) -> discord.Embed:
    """Show who reported whom and what happened before; *server* is what people call it."""
    who = f"**{safe(payload['name'], 40)}**" + (f" <@{member}>" if member else "")
    about = f"**{safe(payload['about'], 40)}**" if payload["about"] else "somebody"
    lines = [_line(one) for one in before]
    embed = discord.Embed(
        title=f"\N{POLICE CARS REVOLVING LIGHT} Report on {safe(server, 100)}",
        description=f"{who} reports {about}:\n> {safe(payload['words'], _LONGEST_REPORT)}",
        colour=discord.Colour.red(),
    )
    parts = _split(lines[::-1])  # the newest first: those just before it matter most
    for number, part in enumerate(parts or ["Nothing was noted."]):
        name = "The two minutes before, newest first" if number == 0 else "and before that"
        embed.add_field(name=name, value=part, inline=False)
    return fitted(embed)


def _split(lines: Sequence[str]) -> list[str]:
    """Put lines into fields, as many as there is room for."""
    parts: list[list[str]] = []
    for line in fill(list(lines), _ROOM).splitlines():
        if not parts or sum(len(one) + 1 for one in parts[-1]) + len(line) > 1000:
            parts.append([])
        parts[-1].append(line)
    return ["\n".join(part) for part in parts]


def _line(one: Happening) -> str:
    name = f"**{safe(one.name, 24)}**"
    match one.what:
        case "said":
            words = f"{name}: {safe(one.more, 120)}"
        case "impact":
            words = f"{name} hit {safe(one.more, 24) if one.more else 'the scenery'} (weight {one.weight})"
        case "cut":
            words = f"{name} left the track"
        case _:
            words = f"{name} {one.what}"
    return f"{_clock_time(one.at)} {words}"


def _clock_time(moment: datetime) -> str:
    """Show a moment with its seconds, in the reader's own zone."""
    return f"<t:{int(moment.timestamp())}:T>"
