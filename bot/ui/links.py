"""How a link between a name in a game and a member is shown."""

from bot.storage.links import Link
from bot.ui.text import ago, safe


def link_words(link: Link) -> str:
    """Show one link, and whether it goes by a name that anybody can take."""
    weak = " (weak: by name alone)" if link.identity.is_weak else ""
    return f"**{safe(link.name)}**{weak}, linked {ago(link.at)}"
