"""What /records and /laps show, page by page."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby

import discord

from bot.domain.racing import Car, StageKind, Track
from bot.domain.snapshot import Identity
from bot.domain.times import gap, lap_time
from bot.services.records import DrivenLap, Record
from bot.ui.driving import driver_name, track_name
from bot.ui.fitting import fitted
from bot.ui.text import safe

RECORDS_ON_A_PAGE = 10
LAPS_ON_A_PAGE = 12
_WET = "\N{UMBRELLA WITH RAIN DROPS}"
_BEST = "\N{WHITE MEDIUM STAR}"
_DOT = " \N{MIDDLE DOT} "
_STAGES = {
    StageKind.PRACTICE: "practice",
    StageKind.QUALIFYING: "qualifying",
    StageKind.RACE: "race",
}


def records_pages(
    title: str, records: Sequence[Record], members: Mapping[Identity, int]
) -> list[discord.Embed]:
    """Show who is fastest, two lines for each driver and car; at least one page, though it be empty."""
    lines = [_record(number, one, records[0], members) for number, one in enumerate(records, 1)]
    embeds = [
        discord.Embed(
            title=title,
            description="\n".join(lines[start : start + RECORDS_ON_A_PAGE]),
            colour=discord.Colour.blurple(),
        )
        for start in range(0, len(lines), RECORDS_ON_A_PAGE)
    ]
    if any(one.wet for one in records):
        for embed in embeds:
            embed.set_footer(text=f"{_WET} driven in the wet")
    nobody = discord.Embed(
        title=title,
        description="Nobody drove a valid lap of that kind yet.",
        colour=discord.Colour.light_grey(),
    )
    return [fitted(embed) for embed in embeds or [nobody]]


def _record(number: int, one: Record, first: Record, members: Mapping[Identity, int]) -> str:
    behind = f" {gap(one.ms - first.ms)}" if number > 1 else ""
    who = driver_name(one.driver, members, limit=24)
    below = [_car_name(one.car), _date(one.at), *([_WET] if one.wet else [])]
    return f"`{number:>2}` **{lap_time(one.ms)}** {who}{behind}\n{_DOT.join(below)}"


def laps_pages(
    title: str, laps: Sequence[DrivenLap], bests: Collection[Record], titles: Mapping[str, str]
) -> list[discord.Embed]:
    """Show laps, newest first, those of one stage together; at least one page, though it be empty.

    *bests* are the driver's best laps, *titles* what people call each server.
    """
    best = _best_times(bests)
    embeds = []
    for start in range(0, len(laps), LAPS_ON_A_PAGE):
        parts = [
            "\n".join([heading, *(_lap(one, best) for one in theirs)])
            for heading, theirs in _together(laps[start : start + LAPS_ON_A_PAGE], titles)
        ]
        embed = discord.Embed(title=title, description="\n\n".join(parts), colour=discord.Colour.blurple())
        embed.set_footer(text=f"{_BEST} personal best on that track in that car{_DOT}{_WET} in the wet")
        embeds.append(embed)
    nothing = discord.Embed(
        title=title, description="No lap of that kind is stored yet.", colour=discord.Colour.light_grey()
    )
    return [fitted(embed) for embed in embeds or [nothing]]


def _best_times(bests: Collection[Record]) -> Mapping[tuple[str, Track, Car], int]:
    """Return the best time by game, track and car, on whatever server and in whatever weather."""
    best: dict[tuple[str, Track, Car], int] = {}
    for one in bests:
        on = (one.game, one.track, one.car)
        best[on] = min(one.ms, best.get(on, one.ms))
    return best


def _together(laps: Sequence[DrivenLap], titles: Mapping[str, str]) -> Iterator[tuple[str, list[DrivenLap]]]:
    """Put the laps that follow each other in one stage under one heading."""

    def stage(lap: DrivenLap) -> tuple[str, StageKind, Track, Car]:
        return lap.server, lap.kind, lap.track, lap.car

    for (server, kind, track, car), group in groupby(laps, stage):
        theirs = list(group)
        where = [f"**{track_name(track)}**", _car_name(car), _STAGES[kind], _date(theirs[0].at)]
        if len(titles) > 1:
            where.append(safe(titles.get(server, server), 40))
        yield _DOT.join(where), theirs


def _lap(lap: DrivenLap, best: Mapping[tuple[str, Track, Car], int]) -> str:
    sectors = " / ".join(lap_time(ms).removeprefix("0:") for ms in lap.sectors)
    is_best = lap.is_valid and best.get((lap.game, lap.track, lap.car)) == lap.ms
    time = f"**{lap_time(lap.ms)}**" if lap.is_valid else f"~~{lap_time(lap.ms)}~~ invalid"
    parts = (f"`{lap.number:>3}`", time, sectors, _BEST if is_best else "", _WET if lap.wet else "")
    return " ".join(part for part in parts if part)


def _car_name(car: Car) -> str:
    return f"car {car.name}" if car.name.isdecimal() else safe(car.name, 40)


def _date(moment: datetime) -> str:
    return f"<t:{int(moment.timestamp())}:d>"
