"""Questions about a whole session: who is driving, and what they lose."""

import discord

from bot.services.servers import Server
from bot.ui.embeds import stage_words
from bot.ui.fitting import fitted
from bot.ui.text import fill, safe


def advance_question(server: Server, reason: str) -> discord.Embed:
    """Say who is driving in which stage, and what an advance does to them."""
    return _question(server, "End this stage on {}?", "It ends for everybody, at once.", reason)


def restart_question(server: Server, reason: str) -> discord.Embed:
    """Say who is driving in which stage, and what a restart does to them."""
    loss = (
        "The session begins anew for everybody, at once; what was driven in it so far is lost."
        " Some versions of the game then also drop everybody from the server."
    )
    return _question(server, "Restart the session on {}?", loss, reason)


def _question(server: Server, asked: str, loss: str, reason: str) -> discord.Embed:
    stage = server.snapshot.stage if server.snapshot else None
    names = sorted((player.name for player in server.roster.values()), key=str.casefold)
    driving = fill([f"**{safe(name)}**" for name in names], 1000) or "Nobody is there."
    embed = discord.Embed(
        title=asked.format(safe(server.title, 100)),
        description=f"{stage_words(stage)}\n{loss} Reason: {safe(reason, 200)}",
        colour=discord.Colour.gold(),
    )
    embed.add_field(name=f"On the server ({len(names)})", value=driving)
    return fitted(embed)
