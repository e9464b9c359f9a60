"""All that a game's own commands may import: their contract on one page, as `bot.kit` is a backend's.

``cogs/<game>/cog.py``, or a folder ``cog`` in its place, holds the commands that only this game has, below
one root.  Each is marked with `needs`, finds its server with `choose_server` and its game's capability with
`require`; what it changes goes through `Moderation.act`.
"""

from bot.domain.capabilities import require
from bot.domain.errors import BadValue
from bot.domain.outcomes import Outcome, Receipt
from bot.domain.places import Level
from bot.services.servers import Server
from bot.ui.access import needs
from bot.ui.embeds import receipt_embed
from bot.ui.fitting import fitted
from bot.ui.host import Host, Interaction
from bot.ui.paging import send_pages
from bot.ui.parameters import ServerName, choose_server, server_choices
from bot.ui.text import fill, one_line, pages, safe
from bot.ui.views import Form, ask, checking

__all__ = [
    "BadValue",
    "Form",
    "Host",
    "Interaction",
    "Level",
    "Outcome",
    "Receipt",
    "Server",
    "ServerName",
    "ask",
    "checking",
    "choose_server",
    "fill",
    "fitted",
    "needs",
    "one_line",
    "pages",
    "receipt_embed",
    "require",
    "safe",
    "send_pages",
    "server_choices",
]
