"""What staff are shown of one player when they ask for more, and everybody of a server's own texts."""

from collections.abc import Iterable, Sequence

import discord

from bot.domain.details import Notice, Pile, PlayerDetails
from bot.ui.fitting import fitted
from bot.ui.table import block, in_block
from bot.ui.text import ago, fill, safe

_ROOM = 3000
"""Characters for the list of things; a full bag of 59 takes about 2000."""
_NAME_COLUMNS = 32
_NOTICE_ROOM = 1000


def details_embed(title: str, details: PlayerDetails) -> discord.Embed:
    """Show what somebody carries as a table, and the rest as facts; *title* is safe already."""
    embed = discord.Embed(title=title, description=_table(details.items), colour=discord.Colour.blurple())
    for fact in details.facts:
        embed.add_field(name=safe(fact.label), value=ago(fact.at) if fact.at else safe(fact.value, 400))
    return fitted(embed)


def add_notices(embed: discord.Embed, notices: Iterable[Notice]) -> None:
    """Put the texts of a server below what *embed* shows."""
    for notice in notices:
        lines = [safe(line, 200) for line in notice.lines]
        embed.add_field(name=safe(notice.title), value=fill(lines, _NOTICE_ROOM), inline=False)


def _table(items: Sequence[Pile]) -> str:
    rows, room = [], _ROOM
    for pile in items:
        row = (f"{pile.count:,}", in_block(pile.name, _NAME_COLUMNS))
        room -= len(row[1]) + 10
        if room < 0:
            break
        rows.append(row)
    if not rows:
        return "They carry nothing."
    left_out = len(items) - len(rows)
    return block(rows, right=[0]) + (f"\nand {left_out} more" if left_out else "")
