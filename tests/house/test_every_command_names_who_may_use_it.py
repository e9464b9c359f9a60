"""Deny by default: a command without a level is for nobody, and none may stay so by mistake."""

import asyncio
from dataclasses import fields
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.domain.places import Level
from bot.games import extensions
from bot.ui.access import AnyCommand, needs_of
from bot.ui.host import Host, Services
from bot.ui.tree import Tree, leaves


async def _all_commands() -> list[AnyCommand]:
    """Load every cog into a client that never connects."""
    client = Host(command_prefix="!", intents=discord.Intents(message_content=True), tree_cls=Tree)
    async with client:
        kept: dict[str, Any] = {field.name: object() for field in fields(Services)}  # a cog only keeps them
        client.services = Services(**kept)
        for name in extensions():
            await client.load_extension(name)
        return list(leaves(client.tree.get_commands()))


COMMANDS = asyncio.run(_all_commands())


def names(command: AnyCommand) -> str:
    return command.qualified_name


def test_the_walk_finds_the_commands() -> None:
    assert {"kick", "session advance", "linkme", "Player card"} <= {names(command) for command in COMMANDS}


@pytest.mark.parametrize("command", COMMANDS, ids=names)
def test_every_command_names_who_may_use_it(command: AnyCommand) -> None:
    needed = needs_of(command)
    assert needed is not None
    assert isinstance(needed.level, Level)


@pytest.mark.parametrize("command", COMMANDS, ids=names)
def test_every_command_fits_into_discords_limits(command: AnyCommand) -> None:
    if isinstance(command, app_commands.ContextMenu):
        assert len(command.name) <= 32
        return
    assert 1 <= len(command.description) <= 100
    for parameter in command.parameters:
        assert 1 <= len(str(parameter.description)) <= 100
        assert str(parameter.description) != "…", f"{parameter.name} is not described"


@pytest.mark.parametrize(
    "command",
    [command for command in COMMANDS if (needed := needs_of(command)) and needed.level > 0],
    ids=names,
)
def test_every_moderation_command_says_that_it_is_about_a_game_server(command: AnyCommand) -> None:
    assert isinstance(command, app_commands.ContextMenu) or command.description.startswith("Game server:")
