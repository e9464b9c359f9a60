"""What a cog finds in the client that loads it."""

from dataclasses import dataclass, field
from datetime import tzinfo
from typing import TypeAlias

import discord
from discord.ext import commands

from bot.clock import Clock
from bot.pictures.painter import Painter
from bot.services.incidents import Incidents
from bot.services.linking import Linking
from bot.services.moderation import Moderation
from bot.services.playtime import Playtime
from bot.services.records import Records
from bot.services.results import Results
from bot.services.sanctions import Sanctions
from bot.services.servers import Servers
from bot.ui.access import Access


@dataclass(kw_only=True)
class Services:
    """All that the commands are made of."""

    servers: Servers
    moderation: Moderation
    sanctions: Sanctions
    linking: Linking
    results: Results
    records: Records
    incidents: Incidents
    playtime: Playtime
    painter: Painter
    access: Access
    clock: Clock
    zone: tzinfo
    """The community's: in which a day begins that somebody types."""
    last_server: dict[int, str] = field(default_factory=dict)
    """The server that each member used last, by member id."""
    open_questions: set[str] = field(default_factory=set)
    """The ids of the buttons that this client still waits for."""


class Host(commands.Bot):
    """The client as a cog knows it."""

    services: Services


Interaction: TypeAlias = discord.Interaction[Host]
