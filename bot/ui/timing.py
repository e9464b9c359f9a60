"""The live board of one stage: who is where, and how fast; the same timing gives the same embed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import discord

from bot.domain.racing import Finish, StageKind
from bot.domain.snapshot import Identity
from bot.domain.times import gap, lap_time
from bot.domain.timing import Pace, Timing, TimingRow
from bot.services.servers import Server
from bot.ui.driving import driver_name, fitting, track_name
from bot.ui.fitting import fitted
from bot.ui.text import ago, at, fill, safe

_ROOM = 3600
"""Characters for the drivers: below Discord's 4096, which may count a coloured square twice."""
_SHORT_NAME = 12

_SQUARES = {
    Pace.FASTEST: "\N{LARGE PURPLE SQUARE}",
    Pace.PERSONAL: "\N{LARGE GREEN SQUARE}",
    Pace.SLOWER: "\N{LARGE YELLOW SQUARE}",
}
_FINISHES = {
    Finish.FINISHED: "\N{CHEQUERED FLAG}",
    Finish.RETIRED: "retired",
    Finish.DNF: "did not finish",
    Finish.LEFT: "left",
    Finish.DISQUALIFIED: "disqualified",
}
_LEGEND = " ".join(
    f"{_SQUARES[pace]} {words}"
    for pace, words in (
        (Pace.FASTEST, "everybody's best"),
        (Pace.PERSONAL, "own best"),
        (Pace.SLOWER, "slower"),
    )
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One car to be shown: *row*, its number in the order, and its gaps as far as they can be told."""

    row: TimingRow
    place: int
    behind: str
    interval: str


def timing_embed(server: Server, members: Mapping[Identity, int]) -> discord.Embed | None:
    """Show the stage that is driven on *server*; None while there is none."""
    timing = server.timing
    if timing is None:
        return None
    lines = list(_race_lines(timing) if timing.kind is StageKind.RACE else _best_lap_lines(timing))
    shown = list(_without_ai(lines)) if server.source.hides_ai else lines
    versions = [_whole(shown, timing.kind, members), _whole(shown, timing.kind, {}), _short(shown)]
    drivers = fill(fitting(versions, _ROOM), _ROOM) or "No player drives."
    embed = discord.Embed(
        title=f"\N{STOPWATCH} {safe(server.title, 100)}",
        colour=discord.Colour.green() if server.answers else discord.Colour.light_grey(),
        description=f"{_heading(server, timing)}\n\n{drivers}",
    )
    hidden = len(lines) - len(shown)
    embed.set_footer(text=f"and {hidden} AI \N{MIDDLE DOT} {_LEGEND}" if hidden else _LEGEND)
    return fitted(embed)


def _heading(server: Server, timing: Timing) -> str:
    parts = [f"**{safe(timing.stage)}**", track_name(timing.track)]
    if timing.laps_left is not None:
        parts.append(f"**{timing.laps_left}**" + (f" of {timing.laps}" if timing.laps else "") + " laps left")
    elif timing.laps:
        parts.append(f"{timing.laps} laps")
    if ends_at := _ends_at(server, timing):
        parts.append(f"ends {ago(ends_at)}")
    heading = " \N{MIDDLE DOT} ".join(parts)
    if server.answers or server.seen_at is None:
        return heading
    return f"{heading}\nThe server does not answer; this is how it stood at {at(server.seen_at)}."


def _ends_at(server: Server, timing: Timing) -> datetime | None:
    """Return the end as the snapshot keeps it: computed anew in each look it wanders by a second."""
    stage = server.snapshot.stage if server.snapshot else None
    if timing.ends_at and stage and stage.name == timing.stage and stage.ends_at:
        return stage.ends_at
    return timing.ends_at


def _without_ai(lines: Sequence[_Line]) -> Iterator[_Line]:
    """Leave out the computer's cars, and each gap to a car that is then not shown."""
    ahead_is_ai = False
    for line in lines:
        if not line.row.driver.is_ai:
            yield replace(line, interval="") if ahead_is_ai else line
        ahead_is_ai = line.row.driver.is_ai


def _race_lines(timing: Timing) -> Iterator[_Line]:
    for number, row in enumerate(timing.rows):
        if row.laps_behind:
            behind = f"+{_laps(row.laps_behind)}"
        else:
            behind = gap(row.gap_ms) if number and row.gap_ms is not None else ""
        yield _Line(row, row.place, behind, _interval(number, row.interval_ms))


def _best_lap_lines(timing: Timing) -> Iterator[_Line]:
    """Order the cars by their best laps, whatever their order on the track."""
    ordered = sorted(timing.rows, key=lambda row: (row.best_ms is None, row.best_ms or 0, row.place))
    first = before = ordered[0].best_ms if ordered else None
    for number, row in enumerate(ordered):
        behind = interval = ""
        if number and first is not None and before is not None and row.best_ms is not None:
            behind, interval = gap(row.best_ms - first), _interval(number, row.best_ms - before)
        before = row.best_ms
        yield _Line(row, number + 1, behind, interval)


def _interval(number: int, ms: int | None) -> str:
    """Write the gap to the car ahead; for the second the gap to the first says it."""
    return f"({gap(ms)})" if number > 1 and ms is not None else ""


def _whole(lines: Sequence[_Line], kind: StageKind, members: Mapping[Identity, int]) -> list[str]:
    """Write two lines for each car: where it is, and below how fast."""
    written = []
    for line in lines:
        place = f"`{line.place:>2}`"
        first = [place, driver_name(line.row.driver, members, limit=24), line.behind, line.interval]
        second = _pace(line.row) + ([] if kind is StageKind.RACE else [_laps(line.row.laps)])
        state = _state(line.row)
        head = " ".join(part for part in (*first, f"**{state}**" if state else "") if part)
        written.append(
            "\n".join(part for part in (head, " \N{MIDDLE DOT} ".join(filter(None, second))) if part)
        )
    return written


def _short(lines: Sequence[_Line]) -> list[str]:
    """Write one line for each car, for a grid too large to tell all."""
    written = []
    for line in lines:
        best = _best(line.row) if line.row.best_ms else ""
        parts = (f"`{line.place:>2}`", safe(line.row.driver.name, _SHORT_NAME), line.behind, best)
        written.append(" ".join(part for part in (*parts, _state(line.row)) if part))
    return written


def _pace(row: TimingRow) -> list[str]:
    last = f"last {lap_time(row.last_ms)}" if row.last_ms else ""
    squares = "".join(_SQUARES[sector.pace] for sector in row.sectors)
    stops = f"{row.pit_stops} stop{'s' if row.pit_stops > 1 else ''}" if row.pit_stops else ""
    return [
        " ".join(part for part in (squares, last) if part),
        f"best {_best(row)}" if row.best_ms else "",
        stops,
    ]


def _laps(count: int) -> str:
    return f"{count} lap{'' if count == 1 else 's'}"


def _best(row: TimingRow) -> str:
    square = _SQUARES[Pace.FASTEST] if row.best_pace is Pace.FASTEST else ""
    return f"{square}{lap_time(row.best_ms or 0)}"


def _state(row: TimingRow) -> str:
    if row.finish is not None:
        return _FINISHES[row.finish]
    return "PIT" if row.in_pits else ""
