"""The kinds of board there are: where each stands, and what it shows."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import discord

from bot.services.linking import Linking
from bot.services.servers import Server
from bot.ui.board_buttons import board_view
from bot.ui.embeds import overview_embed, status_embed
from bot.ui.fitting import fitted
from bot.ui.panel import panel_embed, panel_view
from bot.ui.text import safe
from bot.ui.timing import timing_embed


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in a board's message."""

    embed: discord.Embed
    view: discord.ui.View


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardKind:
    """What all boards of one kind have in common.

    Each server has a board of its own in its channel for *purpose*; without a purpose there is one for all
    servers, in *channel*.  *show* makes a board of the servers that it is about; its first button must have
    the id that `mark_of` gives.
    """

    name: str
    show: Callable[[Sequence[Server]], Awaitable[Shown]]
    purpose: str = ""
    channel: int | None = None

    def subject(self, server: Server) -> str:
        """Return whose board shows *server*: its own, or "" for that of all."""
        return server.name if self.purpose else ""

    def channel_of(self, server: Server | None) -> int | None:
        """Return where the board that shows *server* belongs; None where none is wanted."""
        if not self.purpose:
            return self.channel
        return server.place.channels.get(self.purpose) if server else None


def status_boards(linking: Linking) -> BoardKind:
    """Make the boards of one server each, for everybody."""

    async def show(servers: Sequence[Server]) -> Shown:
        (server,) = servers
        players = server.snapshot.players if server.snapshot else ()
        return Shown(status_embed(server, await linking.members(players)), board_view("status", server.name))

    return BoardKind(name="status", purpose="status", show=show)


def overview_board(channel: int | None) -> BoardKind:
    """Make the board of all servers."""

    async def show(servers: Sequence[Server]) -> Shown:
        return Shown(overview_embed(servers), board_view("overview", ""))

    return BoardKind(name="overview", channel=channel, show=show)


def timing_boards(linking: Linking) -> BoardKind:
    """Make the boards of who is how fast, while a stage is driven."""

    async def show(servers: Sequence[Server]) -> Shown:
        (server,) = servers
        players = server.snapshot.players if server.snapshot else ()
        embed = timing_embed(server, await linking.members(players)) or _idle_embed(server)
        return Shown(embed, board_view("timing", server.name))

    return BoardKind(name="timing", purpose="timing", show=show)


def control_panels() -> BoardKind:
    """Make the panels by which staff steer one server each."""

    async def show(servers: Sequence[Server]) -> Shown:
        (server,) = servers
        return Shown(panel_embed(server), panel_view(server))

    return BoardKind(name="panel", purpose="staff", show=show)


def _idle_embed(server: Server) -> discord.Embed:
    says = "Nobody is driving." if server.answers else "The server does not answer."
    title = f"\N{STOPWATCH} {safe(server.title, 100)}"
    return fitted(discord.Embed(title=title, description=says, colour=discord.Colour.light_grey()))
