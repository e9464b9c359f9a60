"""Who hit whom and who left the track, for moderators."""

from collections.abc import Sequence

import discord

from bot.services.incidents import Tally
from bot.ui.fitting import fitted
from bot.ui.table import block, in_block
from bot.ui.text import safe

_NAME = 12
_MOST = 60
_LEGEND = (
    "hits: of others and of walls; worst: from 0 to 1000, as the game weighs it; pen.: cuts that the game"
    " penalised. Each hit is counted for the driver whose game reported it, who is not always to blame:"
    " look at the replay first."
)
_COLUMNS = ("driver", "hits", "worst", "cuts", "pen.")


def incidents_embed(title: str, tallies: Sequence[Tally]) -> discord.Embed:
    """Show what was counted of each driver, most first."""
    embed = discord.Embed(title=safe(title, 120), colour=discord.Colour.orange())
    if not tallies:
        embed.description = "Nothing was counted there: no impact, and nobody left the track."
        return fitted(embed)
    rows = [_COLUMNS, *(_row(one) for one in tallies[:_MOST])]
    left = len(tallies) - _MOST
    embed.description = block(rows, right={1, 2, 3, 4}) + (f"\nand {left} more" if left > 0 else "")
    embed.set_footer(text=_LEGEND)
    return fitted(embed)


def _row(one: Tally) -> tuple[str, str, str, str, str]:
    counted = (one.impacts, one.heaviest, one.cuts, one.penalised)
    hits, worst, cuts, penalised = (str(number or "") for number in counted)
    return in_block(one.driver.name, _NAME), hits, worst, cuts, penalised
