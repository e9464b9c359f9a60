"""Lists that are leafed through."""

from collections.abc import Sequence

import discord

from bot.ui.kit import fitted, pages

_ON_A_PAGE, _MOST_PAGES = 1500, 40


def list_pages(title: str, lines: Sequence[str]) -> list[discord.Embed]:
    """Show *lines*, on as many pages as they need."""
    heading = f"{title} ({len(lines)})"
    return [
        fitted(discord.Embed(title=heading, description=page, colour=discord.Colour.blurple()))
        for page in pages(list(lines) or ["Nobody."], _ON_A_PAGE, _MOST_PAGES)
    ]
