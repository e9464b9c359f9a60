"""Who may do what: Steward's levels, mapped to Discord roles, for each server."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import discord
from discord import app_commands

from bot.domain.capabilities import Capability
from bot.domain.errors import NotAllowed
from bot.domain.places import Level
from bot.services.servers import Server

F = TypeVar("F", bound=Callable[..., Awaitable[Any]])
_MARK = "__steward_needs__"

WHO_SEES = {
    Level.EVERYONE: None,
    Level.MODERATOR: discord.Permissions(moderate_members=True),
    Level.ADMIN: discord.Permissions(manage_guild=True),
}
"""Discord's own condition for being shown a command; what counts is asked again at every use."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a command asks of the person, and of a server."""

    level: Level
    capabilities: tuple[type[Capability], ...] = ()


def needs(*capabilities: type[Capability], level: Level) -> Callable[[F], F]:
    """Mark a command with who may use it and what a server must be able to do for it."""

    def mark(callback: F) -> F:
        setattr(callback, _MARK, Needs(level, capabilities))
        return callback

    return mark


AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu


def needs_of(command: AnyCommand) -> Needs | None:
    """Return what *command* was marked with; an unmarked command may be used by nobody."""
    return getattr(command.callback, _MARK, None)


class Denied(app_commands.CheckFailure):
    """A refusal on its way through discord.py, which lets only its own errors reach the error handler."""

    def __init__(self, error: NotAllowed) -> None:
        super().__init__(str(error))
        self.error = error


class Access:
    """Tells a member's level; deny by default."""

    def __init__(self, roles: Mapping[Level, tuple[str, ...]]) -> None:
        self._roles = roles

    def level(self, member: discord.Member | discord.User, server: Server | None = None) -> Level:
        """Return the highest level that *member*'s roles give, on *server* or for all servers together."""
        if not isinstance(member, discord.Member):
            return Level.EVERYONE
        roles = server.place.roles if server else self._roles
        for level in (Level.ADMIN, Level.MODERATOR):
            if any(has_role(member, wanted) for wanted in roles.get(level, ())):
                return level
        return Level.EVERYONE

    def unclear(self, guild: discord.Guild, servers: Iterable[Server]) -> list[str]:
        """Return the role names of the settings that mean no role of *guild*, or more than one."""
        places = [self._roles, *(server.place.roles for server in servers)]
        wanted = {name for roles in places for names in roles.values() for name in names}
        return sorted(name for name in wanted if find_role(guild, name) is None)

    def require(
        self, member: discord.Member | discord.User, level: Level, server: Server | None = None
    ) -> None:
        """Raise `NotAllowed` when *member* is below *level*."""
        if self.level(member, server) < level:
            raise NotAllowed(level.name.lower(), server.title if server else None)


def has_role(member: discord.Member, wanted: str) -> bool:
    """Tell whether *member* has the role of that id or name; a name that two roles bear gives nothing."""
    role = find_role(member.guild, wanted)
    return role is not None and member.get_role(role.id) is not None


def find_role(guild: discord.Guild, wanted: str) -> discord.Role | None:
    """Return the role of that id, or the only one of that name."""
    if wanted.isdecimal():
        return guild.get_role(int(wanted))
    named = [role for role in guild.roles if role.name == wanted]
    return named[0] if len(named) == 1 else None
