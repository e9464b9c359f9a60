"""Which of the loaded commands Discord is shown: those that some server can do, as the operator wishes."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence

import discord
from discord import app_commands

from bot.domain.places import Level
from bot.services.servers import Servers
from bot.ui.access import WHO_SEES, AnyCommand, needs_of
from bot.ui.tree import Root, Tree, leaves

log = logging.getLogger(__name__)


class Surface:
    """All commands of one client; what servers can do may change while it runs."""

    def __init__(
        self, tree: Tree, guild: discord.abc.Snowflake, rename: Mapping[str, str], hide: Sequence[str]
    ) -> None:
        """Take over the commands that the cogs brought into *tree*."""
        self._tree = tree
        self._guild = guild
        self._roots = [command for command in tree.get_commands() if command.name not in hide]
        self._children = {group: list(group.commands) for group in _groups(self._roots)}
        self._shown: frozenset[AnyCommand] = frozenset()
        names = {command.name for command in tree.get_commands()}
        for wrong in sorted({*rename, *hide} - names):
            log.warning("commands in main.yaml names %r, and there is no such command", wrong)
        taken = names - set(hide) - set(rename)
        for command in tree.get_commands():
            tree.remove_command(command.name, type=_type_of(command))
        for command in self._roots:
            if rename.get(command.name) in taken:
                log.warning("/%s cannot be called %r: another command is", command.name, rename[command.name])
            else:
                command.name = rename.get(command.name, command.name)

    def arrange(self, servers: Servers) -> bool:
        """Give the guild what *servers* can do now; tell whether that is something else than before."""
        everything = [leaf for root in self._roots for leaf in self._leaves(root)]
        possible = frozenset(leaf for leaf in everything if _is_possible(leaf, servers))
        if possible == self._shown:
            return False
        self._shown = possible
        for group, children in reversed(self._children.items()):  # the inner ones first
            for child in children:
                group.remove_command(child.name)
                if self._is_shown(child):
                    group.add_command(child)
        self._tree.clear_commands(guild=self._guild, type=None)
        for root in filter(self._is_shown, self._roots):
            root.default_permissions = WHO_SEES[min(map(_level, leaves([root])))]
            self._tree.add_command(root, guild=self._guild)
        return True

    def _leaves(self, command: Root) -> Iterator[AnyCommand]:
        """Walk what can be called below *command*, shown or not."""
        if isinstance(command, app_commands.Group):
            for child in self._children[command]:
                yield from self._leaves(child)
        else:
            yield command

    def _is_shown(self, command: Root) -> bool:
        return any(leaf in self._shown for leaf in self._leaves(command))


def _groups(commands: Iterable[Root]) -> Iterator[app_commands.Group]:
    for command in commands:
        if isinstance(command, app_commands.Group):
            yield command
            yield from _groups(command.commands)


def _is_possible(command: AnyCommand, servers: Servers) -> bool:
    needed = needs_of(command)
    return needed is not None and (not needed.capabilities or servers.some_can(*needed.capabilities))


def _level(command: AnyCommand) -> Level:
    needed = needs_of(command)
    return needed.level if needed else Level.ADMIN


def _type_of(command: Root) -> discord.AppCommandType:
    if isinstance(command, app_commands.ContextMenu):
        return command.type
    return discord.AppCommandType.chat_input
