"""From a command to its receipt, for every act below /terraria."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import discord

from bot.ui.kit import (
    Interaction,
    Outcome,
    Server,
    ask,
    choose_server,
    fitted,
    receipt_embed,
    require,
)
from cogs.tshock.capabilities import RunsTerraria


@dataclass(frozen=True, slots=True)
class Act:
    """Something done to a server: what people and the audit call it, and what does it.

    *change* returns what the server said.  *title* and *verb* are our own words; *target* is foreign.
    *event* is what everybody shall be told because no look shows it.
    """

    title: str
    verb: str
    change: Callable[[], Awaitable[str]]
    target: str = ""
    event: str = ""


def chosen(interaction: Interaction, server: str | None) -> tuple[Server, RunsTerraria]:
    """Return the server meant, and what can be done there."""
    found = choose_server(interaction, server)
    return found, require(found.source.backend, RunsTerraria, found.title)


async def do(interaction: Interaction, server: Server, *acts: Act) -> discord.Embed:
    """Do *acts* in their order up to the first that fails, write them down, and return what came of them."""
    moderation, receipts = interaction.client.services.moderation, []
    for act in acts:
        receipt = await moderation.act(
            interaction.user.id, server, act.verb, act.target, act.change, act.event
        )
        receipts.append(receipt)
        if receipt.outcome is not Outcome.DONE:
            break
    return receipt_embed(acts[0].title, receipts)


async def answer(interaction: Interaction, server: Server, act: Act) -> None:
    """Do *act* now and tell whoever asked."""
    await interaction.followup.send(embed=await do(interaction, server, act), ephemeral=True)


async def ask_first(interaction: Interaction, server: Server, act: Act, question: str, label: str) -> None:
    """Do *act* once whoever asked for it pressed *label*; the *question* may be long."""

    async def go(pressed: Interaction) -> discord.Embed:
        return await do(pressed, server, act)

    shown = fitted(discord.Embed(description=question, colour=discord.Colour.gold()))
    await ask(interaction, shown, label, go, server)
