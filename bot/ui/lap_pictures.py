"""Laps as a small chart: whether somebody gets faster is seen at once."""

import io
from collections.abc import Sequence

import discord

from bot.domain.racing import Car, Track
from bot.pictures.laps import laps_alt, laps_svg
from bot.pictures.painter import Painter
from bot.services.records import DrivenLap

NAME = "laps.png"


async def laps_picture(painter: Painter, laps: Sequence[DrivenLap]) -> discord.File | None:
    """Draw what can be compared among *laps*; None where that is nothing, or it cannot be drawn."""
    compared = comparable(laps)
    if not compared:
        return None
    title = f"{compared[0].track.name} \N{MIDDLE DOT} {compared[0].car.name}"
    points = [(lap.at, lap.ms, lap.is_valid) for lap in compared]
    png = await painter.paint(laps_svg(title, points))
    if png is None:
        return None
    return discord.File(io.BytesIO(png), NAME, description=laps_alt(title, points))


def comparable(laps: Sequence[DrivenLap]) -> list[DrivenLap]:
    """Return the laps of the one track and car that were driven last at least twice, oldest first."""
    alike: dict[tuple[str, Track, Car], list[DrivenLap]] = {}
    for lap in laps:
        alike.setdefault((lap.game, lap.track, lap.car), []).append(lap)
    return next((theirs[::-1] for theirs in alike.values() if len(theirs) > 1), [])
