"""How a link between a name in a game and a member is shown."""

from collections.abc import Iterable

from discord import app_commands

from bot.storage.links import Link
from bot.ui.text import ago, safe

_CHOSEN = "link:"
"""Marks a value from the list, so that it is never taken for a name."""


def link_words(link: Link) -> str:
    """Show one link, and whether it goes by a name that anybody can take."""
    return f"**{safe(link.name)}** {safe(_where(link))}, linked {ago(link.at)}"


def link_choices(links: Iterable[Link], typed: str) -> list[app_commands.Choice[str]]:
    """Offer those of somebody's own *links* whose name holds what was *typed*."""
    fits = [link for link in links if typed.casefold() in link.name.casefold()]
    return [
        app_commands.Choice(name=f"{link.name} {_where(link)}"[:100], value=f"{_CHOSEN}{_moment(link)}")
        for link in fits[:25]
    ]


def chosen_links(links: Iterable[Link], asked: str | None) -> list[Link]:
    """Return those of *links* that *asked* means: a value from the list, or a name; None means all."""
    if asked is None:
        return list(links)
    return [
        link
        for link in links
        if asked == f"{_CHOSEN}{_moment(link)}" or link.name[:100].casefold() == asked.casefold()
    ]


def _where(link: Link) -> str:
    """Name who vouches for the link; one name can be linked in several games."""
    kind, _, entry = link.identity.kind.partition(":")
    weak = ", weak: by name alone" if link.identity.is_weak else ""
    return f"({f'on {entry}' if entry else kind.capitalize()}{weak})"


def _moment(link: Link) -> int:
    return round(link.at.timestamp() * 1000)
