"""Parameters of commands: how a server and a player are meant, and what autocomplete offers.

Autocomplete reads memory alone, and what it offers as a value is opaque.
"""

from collections.abc import Sequence
from datetime import timedelta

import discord
from discord import app_commands

from bot.domain.errors import BadValue, NoSuchServer
from bot.domain.places import Level
from bot.domain.times import parse_duration
from bot.services.servers import HANDLE_PREFIX, Server
from bot.ui.access import AnyCommand, needs_of
from bot.ui.host import Interaction

_CHOICES = 25
_CHOICE_NAME = 100
_LONGEST = timedelta(days=366)


def fitting_servers(interaction: Interaction, command: AnyCommand) -> list[Server]:
    """Return the servers for which this person may use *command*, and whose game can do it."""
    services, needed = interaction.client.services, needs_of(command)
    if needed is None:
        return []
    able = services.servers.that_can(*needed.capabilities)
    if needed.level is Level.EVERYONE:
        return able
    return [server for server in able if services.access.level(interaction.user, server) >= needed.level]


def choose_server(interaction: Interaction, asked: str | None) -> Server:
    """Return the server meant: the one named, the channel's, the only one, or the one used last.

    Raises `NotAllowed` for one that this person may not use, `NoSuchServer` where it stays open.
    """
    command, services = interaction.command, interaction.client.services
    needed = needs_of(command) if command else None
    if command is None or needed is None:
        raise NoSuchServer(asked, [])
    able = services.servers.that_can(*needed.capabilities)
    server = services.servers.find(asked, able) if asked else _unnamed(interaction, command, able)
    services.access.require(interaction.user, needed.level, server)
    if interaction.type is discord.InteractionType.application_command:
        services.last_server[interaction.user.id] = server.name
    return server


def _unnamed(interaction: Interaction, command: AnyCommand, able: Sequence[Server]) -> Server:
    services = interaction.client.services
    here = services.servers.of_channel(interaction.channel_id or 0, able)
    if here:
        return here  # even where this person may not: another server would be a surprise
    fits = fitting_servers(interaction, command)
    if len(fits) == 1:
        return fits[0]
    last = services.servers.get(services.last_server.get(interaction.user.id, ""))
    return last if last in fits else _undecided(fits)


def _undecided(fits: Sequence[Server]) -> Server:
    raise NoSuchServer(None, [server.name for server in fits])


async def server_choices(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Offer the servers for which the command being typed can be used."""
    if interaction.command is None:
        return []
    found = []
    for server in fitting_servers(interaction, interaction.command):
        shown = server.name if server.title == server.name else f"{server.title} ({server.name})"
        if current.casefold() in shown.casefold():
            found.append(app_commands.Choice(name=shown[:_CHOICE_NAME], value=server.name))
    return found[:_CHOICES]


async def player_choices(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Offer the people on the server that was chosen so far."""
    try:
        server = choose_server(interaction, getattr(interaction.namespace, "server", None))
    except Exception:  # noqa: BLE001 - whatever is wrong is told when the command is sent; a list has no place for it
        return []
    wanted = current.casefold()
    players = sorted(server.roster.values(), key=lambda player: player.name.casefold())
    fits = [player for player in players if wanted in player.name.casefold()]
    fits.sort(key=lambda player: not player.name.casefold().startswith(wanted))
    return [
        app_commands.Choice(
            name=(player.name.strip() or "?")[:_CHOICE_NAME], value=HANDLE_PREFIX + player.handle
        )
        for player in fits[:_CHOICES]
    ]


def length_meant(text: str | None) -> timedelta | None:
    """Return how long something shall hold, None for no end; raises `BadValue`."""
    if text is None:
        return None
    length = parse_duration(text)
    if length is None or not timedelta(seconds=1) <= length <= _LONGEST:
        raise BadValue("duration", text, "a time such as `30m`, `2h` or `1d`, at most a year")
    return length


ServerName = app_commands.Range[str, 1, 100]
PlayerName = app_commands.Range[str, 1, 100]
Length = app_commands.Range[str, 2, 20]
Reason = app_commands.Range[str, 1, 200]
