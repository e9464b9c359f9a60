"""The one function that every embed goes through, because discord.py measures nothing."""

import discord

from bot.ui.text import BLANK, clip

_TITLE, _DESCRIPTION, _FIELD_NAME, _FIELD_VALUE, _FOOTER, _AUTHOR = 256, 4096, 256, 1024, 2048, 256
_FIELDS = 25
_TOTAL = 5700
"""Below Discord's 6000: it may count an emoji twice."""


def fitted(embed: discord.Embed) -> discord.Embed:
    """Return *embed* within Discord's limits; what does not fit is cut where one sees it."""
    small = discord.Embed(colour=embed.colour, timestamp=embed.timestamp, url=embed.url)
    small.set_image(url=embed.image.url) if embed.image.url else None
    left = _TOTAL
    if embed.title:
        small.title = clip(embed.title, _TITLE)
        left -= len(small.title)
    if embed.author.name:
        small.set_author(name=clip(embed.author.name, _AUTHOR))
        left -= len(clip(embed.author.name, _AUTHOR))
    if embed.footer.text:
        small.set_footer(text=clip(embed.footer.text, min(_FOOTER, left // 2)))
        left -= len(small.footer.text or "")
    if embed.description and embed.description.strip():
        small.description = clip(embed.description, min(_DESCRIPTION, left))
        left -= len(small.description)
    for field in embed.fields[:_FIELDS]:
        name = clip((field.name or "").strip() or BLANK, _FIELD_NAME)
        value = clip((field.value or "").strip() or BLANK, _FIELD_VALUE)
        if len(name) + len(value) > left:
            break
        small.add_field(name=name, value=value, inline=field.inline)
        left -= len(name) + len(value)
    return small
