"""A result as a picture, in which columns align for everybody."""

import io
from datetime import tzinfo

import discord

from bot.pictures.painter import Painter
from bot.pictures.result import result_alt, result_svg
from bot.services.results import Kept
from bot.ui.result_words import subtitle_words, title_words
from bot.ui.text import clip

NAME = "result.png"
_LONGEST_ALT = 1024


async def result_picture(
    painter: Painter, kept: Kept, server: str = "", *, zone: tzinfo
) -> discord.File | None:
    """Return the picture with what it says in words; None where it cannot be drawn: show columns then."""
    order = kept.order
    if not order:
        return None
    title = title_words(kept.result, server)
    png = await painter.paint(result_svg(title, subtitle_words(kept.result, zone), kept.result, order))
    if png is None:
        return None
    alt = clip(result_alt(title, kept.result, order), _LONGEST_ALT)
    return discord.File(io.BytesIO(png), NAME, description=alt)
