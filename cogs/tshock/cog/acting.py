"""From a command to its receipt, for every act below /terraria."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import discord

from bot.ui.kit import Interaction, Outcome, Receipt, Server, ask, choose_server, receipt_embed, require, safe
from cogs.tshock.capabilities import RunsTerraria


@dataclass(frozen=True, slots=True)
class Act:
    """Something done to a server: what people and the audit call it, and what does it.

    *change* returns what the server said.  *title* and *verb* are our own words; *target* is foreign.
    """

    title: str
    verb: str
    change: Callable[[], Awaitable[str]]
    target: str = ""


def chosen(interaction: Interaction, server: str | None) -> tuple[Server, RunsTerraria]:
    """Return the server meant, and what can be done there."""
    found = choose_server(interaction, server)
    return found, require(found.source.backend, RunsTerraria, found.title)


async def do(interaction: Interaction, server: Server, act: Act) -> discord.Embed:
    """Do *act*, write it down, and return what came of it."""
    moderation = interaction.client.services.moderation
    receipt = await moderation.act(interaction.user.id, server, act.verb, act.target, act.change)
    return said_embed(act.title, receipt)


async def answer(interaction: Interaction, server: Server, act: Act) -> None:
    """Do *act* now and tell whoever asked."""
    await interaction.followup.send(embed=await do(interaction, server, act), ephemeral=True)


async def ask_first(interaction: Interaction, server: Server, act: Act, question: str, label: str) -> None:
    """Do *act* once whoever asked for it pressed *label*."""

    async def go(pressed: Interaction) -> discord.Embed:
        return await do(pressed, server, act)

    shown = discord.Embed(description=question, colour=discord.Colour.gold())
    await ask(interaction, shown, label, go, server)


def said_embed(title: str, receipt: Receipt) -> discord.Embed:
    """Show a receipt, with the server's words where it had some."""
    embed = receipt_embed(title, [receipt])
    if receipt.outcome is Outcome.DONE and receipt.words:
        embed.description = f"{embed.description}\n{safe(receipt.words, 200)}"
    return embed
