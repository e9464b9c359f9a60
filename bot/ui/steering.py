"""Acts on a whole session, the same from a command and from a panel: asked first, then done and receipted."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import discord

from bot.domain.outcomes import Receipt
from bot.domain.places import Level
from bot.services.moderation import Moderation
from bot.services.servers import Server
from bot.ui.embeds import receipt_embed
from bot.ui.host import Interaction
from bot.ui.session_words import advance_question, restart_question
from bot.ui.views import ask


@dataclass(frozen=True, slots=True)
class Steering:
    """One act: what it is called, what is asked before it, what the button says, and what does it."""

    title: str
    question: Callable[[Server, str], discord.Embed]
    label: str
    act: Callable[[Moderation, int, Server, str], Awaitable[Receipt]]


ADVANCE = Steering("Advance the session", advance_question, "End it for everybody", Moderation.advance)
RESTART = Steering("Restart the session", restart_question, "Restart for everybody", Moderation.restart)


async def steer(interaction: Interaction, steering: Steering, server: Server, reason: str) -> None:
    """Ask a moderator of *server*, and do it when they say yes; *reason* goes to the audit."""

    async def act(pressed: Interaction) -> discord.Embed:
        moderation = pressed.client.services.moderation
        return receipt_embed(
            steering.title, [await steering.act(moderation, pressed.user.id, server, reason)]
        )

    question = steering.question(server, reason)
    await ask(interaction, question, steering.label, act, server, Level.MODERATOR)
