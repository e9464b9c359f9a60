"""A result as Discord shows it; the same values give the same embeds."""

from collections.abc import Sequence

import discord

from bot.domain.classification import Classified
from bot.domain.racing import StageKind
from bot.domain.times import gap
from bot.services.results import Kept
from bot.ui.fitting import fitted
from bot.ui.result_words import (
    gap_words,
    given_words,
    length_words,
    notes,
    penalty_line,
    place_words,
    time_words,
    title_words,
)
from bot.ui.table import block, in_block
from bot.ui.text import clip, fill, pages, safe

_NAME, _SHORT_NAME = 11, 10
"""Columns for a name, so that no line wraps on a phone, which shows 34 columns."""
_ROOM = 2600
"""Characters for the order in a post: what is said above and below it fits too."""
_ON_A_PAGE = 30
_GROUPS = 6
_LEGEND = "ahead: the gap to the car ahead; pit, cut, hit: stops, cut corners and impacts"
_COLOURS = {
    StageKind.PRACTICE: discord.Colour.light_grey(),
    StageKind.QUALIFYING: discord.Colour.blurple(),
    StageKind.RACE: discord.Colour.green(),
}


def result_embed(kept: Kept, server: str = "", *, with_order: bool) -> discord.Embed:
    """Show a result: when, how long, who won; *with_order* all others too, where no picture shows them."""
    result, order = kept.result, kept.order
    when = f"<t:{int(result.ended_at.timestamp())}:f>"
    lines = [" \N{MIDDLE DOT} ".join(part for part in (when, length_words(result)) if part)]
    lines += _winners(result.kind, order)
    lines += [f"*{note}*" for note in notes(result)]
    if with_order:
        lines.append(_order_block(result.kind, order) if order else "Nobody drove.")
    lines.append(_penalty_words(order))
    embed = _headed(kept, server)
    embed.description = "\n".join(line for line in lines if line)
    return fitted(embed)


def details_pages(kept: Kept, server: str = "") -> list[discord.Embed]:
    """Show all that is known of a result, with every penalty that was ever given."""
    order, kind = kept.order, kept.result.kind
    shown = []
    for first in range(0, len(order), _ON_A_PAGE):
        part = order[first : first + _ON_A_PAGE]
        shown.append(f"{_gaps_block(kind, part)}\n{_driving_block(part)}")
    shown += pages(penalty_lines(kept), 3600, 20)
    embeds = []
    for text in shown or ["Nobody drove."]:
        embed = _headed(kept, server)
        embed.description = text
        embed.set_footer(text=_LEGEND)
        embeds.append(fitted(embed))
    return embeds


def penalty_lines(kept: Kept) -> list[str]:
    """Tell every penalty, those taken back too, oldest first."""
    names = {row.driver.key: row.driver.name for row in kept.result.rows}
    return [penalty_line(one, names.get(one.driver, "?")) for one in kept.penalties]


def moved_embed(before: Sequence[Classified], kept: Kept, what: str) -> discord.Embed:
    """Show who stands elsewhere in the order than *before*, which is of the same result."""
    kind = kept.result.kind
    were = {line.row.driver.key: place_words(kind, line) for line in before}
    lines = []
    for line in kept.order:
        place, was = place_words(kind, line), were[line.row.driver.key]
        if place != was:
            lines.append(f"`{place:>3}` **{safe(line.row.driver.name, 32)}** (was {was})")
    embed = discord.Embed(
        title=what,
        description=fill(lines, 3600) or "The order stays as it was.",
        colour=discord.Colour.green(),
    )
    return fitted(embed)


def _headed(kept: Kept, server: str) -> discord.Embed:
    return discord.Embed(title=safe(title_words(kept.result, server), 120), colour=_COLOURS[kept.result.kind])


def _winners(kind: StageKind, order: Sequence[Classified]) -> list[str]:
    """Name the winner, or the first three of each class where several drove."""
    placed = [line for line in order if line.place is not None]
    groups = list(dict.fromkeys(line.row.car.group for line in placed))
    if len(groups) > 1 and all(groups):
        return [_podium(group, placed) for group in groups[:_GROUPS]]
    if not placed:
        return []
    first = placed[0]
    told = "Won by" if kind is StageKind.RACE else "Fastest:"
    parts = (f"**{safe(first.row.driver.name, 32)}**", safe(first.row.car.name, 60), gap_words(kind, first))
    return [f"\N{TROPHY} {told} {', '.join(part for part in parts if part)}"]


def _podium(group: str, placed: Sequence[Classified]) -> str:
    best = [line for line in placed if line.row.car.group == group][:3]
    names = ", ".join(f"{line.group_place}. **{safe(line.row.driver.name, 32)}**" for line in best)
    return f"\N{TROPHY} {safe(group, 40)}: {names}"


def _order_block(kind: StageKind, order: Sequence[Classified]) -> str:
    """Return the order as columns; a field too large for one post ends with how many are left out."""
    rows = [
        (
            place_words(kind, line),
            in_block(line.row.driver.name, _NAME),
            gap_words(kind, line),
            time_words(line.row.best_ms) if kind is StageKind.RACE else "",
        )
        for line in order
    ]
    for shown in range(len(rows), 0, -1):
        text = block(rows[:shown], right={0, 2, 3})
        if len(text) <= _ROOM:
            break
    left = len(rows) - shown
    return f"{text}\nand {left} more: press Details" if left else text


def _gaps_block(kind: StageKind, order: Sequence[Classified]) -> str:
    rows = [("", "driver", "gap", "best")]
    for line in order:
        name, best = in_block(line.row.driver.name, _NAME), time_words(line.row.best_ms)
        rows.append((place_words(kind, line), name, gap_words(kind, line), best))
    return block(rows, right={0, 2, 3})


def _driving_block(order: Sequence[Classified]) -> str:
    rows = [["driver", "ahead", "lap", "pit", "cut", "hit"]]
    for line in order:
        row = line.row
        ahead = gap(line.interval_ms) if line.interval_ms is not None else ""
        counted = [str(number or "") for number in (row.pit_stops, row.cuts, row.impacts)]
        rows.append([in_block(row.driver.name, _SHORT_NAME), ahead, str(row.laps), *counted])
    return block(rows, right={1, 2, 3, 4, 5})


def _penalty_words(order: Sequence[Classified]) -> str:
    given = [
        f"**{safe(line.row.driver.name, 32)}** {given_words(one.kind, one.amount)}"
        for line in order
        for one in line.penalties
    ]
    return clip(f"Penalties: {', '.join(given)}", 900) if given else ""
