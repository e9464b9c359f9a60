"""The command tree: asks who may before anything runs, and answers whatever goes wrong."""

import logging
import secrets
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import discord
from discord import app_commands

from bot.domain.errors import BotError, NotAllowed
from bot.ui.access import AnyCommand, Denied, needs_of
from bot.ui.channels import FAILURES
from bot.ui.host import Host, Interaction
from bot.ui.words import words_for

log = logging.getLogger(__name__)

Root = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


class Tree(app_commands.CommandTree[Host]):
    """Denies by default: a command that names no level is for nobody."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Let pass whoever has the command's level somewhere; the server meant is judged once it is known."""
        services, command = interaction.client.services, interaction.command
        if command is None:
            return True  # discord.py says CommandNotFound
        needed = needs_of(command)
        if needed is None:
            raise Denied(NotAllowed("nobody"))
        anywhere = (None, *services.servers)
        if not any(services.access.level(interaction.user, one) >= needed.level for one in anywhere):
            raise Denied(NotAllowed(needed.level.name.lower()))
        return True

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Say what went wrong and what to do next."""
        if interaction.type is discord.InteractionType.autocomplete:
            return
        await answer(interaction, told(error))


@asynccontextmanager
async def answering(interaction: discord.Interaction[Any]) -> AsyncIterator[None]:
    """Answer whatever goes wrong inside, as commands do: discord.py leaves buttons and forms without."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - told() writes what is not expected into the log
        await answer(interaction, told(error))


def told(error: Exception) -> str:
    """Return the sentence for a person; what nobody expected goes to the log under a short reference."""
    expected = _expected(error)
    if expected is not None:
        log.debug("told somebody: %s", expected)
        return words_for(expected)
    if isinstance(error, (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)):
        return "This command has changed. Restart your Discord client and use it again."
    reference = secrets.token_hex(3)
    log.error("reference %s: a command failed", reference, exc_info=error)
    return f"Something broke here. Tell the operator this reference, it is in the log: `{reference}`."


def _expected(error: BaseException | None) -> BotError | None:
    while error is not None:
        if isinstance(error, BotError):
            return error
        if isinstance(error, Denied):
            return error.error
        error = getattr(error, "original", None) or error.__cause__
    return None


async def answer(interaction: discord.Interaction[Any], text: str) -> None:
    """Answer one person, whether or not a first answer was given."""
    embed = discord.Embed(description=text, colour=discord.Colour.red())
    try:
        if interaction.response.is_done():
            await interaction.followup.send(embed=embed, ephemeral=True)
        else:
            await interaction.response.send_message(embed=embed, ephemeral=True)
    except FAILURES as error:
        log.info("an answer could not be given: %s", error)


def leaves(commands: Iterable[Root]) -> Iterator[AnyCommand]:
    """Walk all commands that can be called."""
    for command in commands:
        if isinstance(command, app_commands.Group):
            yield from leaves(command.commands)
        else:
            yield command
