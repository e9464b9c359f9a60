"""Whether the guild has the roles and channels that the settings name, and what is missing there."""

from collections.abc import Iterator, Sequence

import discord

from bot.domain.places import Level
from bot.findings import Finding, failed, ok, warning
from bot.settings import Roles, ServerChannels, ServerRoles, Settings
from bot.settings.fields import did_you_mean
from bot.settings.models import GuildChannels
from bot.ui.access import WHO_SEES, find_role
from bot.ui.channels import in_discords_words, lacking_permissions

_BETTER_WITH = {
    "chat": ("add_reactions", "cannot mark a line that did not reach the game"),
    "results": ("attach_files", "shows results as text in place of pictures"),
}
"""What a channel of one purpose works without, only less well."""
_LEVELS = {"admin": Level.ADMIN, "moderator": Level.MODERATOR}


def check_guild(
    settings: Settings, me: discord.Member, channels: Sequence[discord.abc.GuildChannel]
) -> Iterator[Finding]:
    """Look at every role and channel that *settings* name, for the whole guild and for each server."""
    yield from _roles("roles", settings.roles, me)
    yield from _channels("channels", settings.channels, me, channels)
    for name, source in settings.servers.items():
        places = {f"servers.{name}": source} | {
            f"servers.{name}.each.{inner}": place for inner, place in source.each.items()
        }
        for subject, place in places.items():
            yield from _roles(f"{subject}.roles", place.roles, me)
            yield from _channels(f"{subject}.channels", place.channels, me, channels)


def _roles(subject: str, roles: Roles | ServerRoles, me: discord.Member) -> Iterator[Finding]:
    for key, level in _LEVELS.items():
        for wanted in getattr(roles, key) or ():
            yield _role(f"{subject}.{key}", level, wanted, me)


def _role(subject: str, level: Level, wanted: str, me: discord.Member) -> Finding:
    role = find_role(me.guild, wanted)
    if role is None or role.is_default():
        return failed(subject, _no_such_role(me.guild, wanted))
    lacking = _hidden_from(role, level)
    if not lacking:
        return ok(subject, f"the role {role.name} is there.")
    return warning(
        subject,
        f"the role {role.name} lacks {in_discords_words(lacking)}: Discord hides commands from who has only"
        " this role. Give it that permission, or allow the role in Server Settings > Integrations >"
        f" {me.display_name}; if that is done, all is well.",
    )


def _no_such_role(guild: discord.Guild, wanted: str) -> str:
    named = [role for role in guild.roles if role.name == wanted]
    if len(named) > 1:
        return f"{len(named)} roles are called {wanted!r}. Rename one, or write the id of the one you mean."
    if named:
        return (
            f"everybody has {wanted!r}, and the bot gives it no level. Name a role that you give to people."
        )
    return f"the guild has no role {wanted!r}{did_you_mean(wanted, [role.name for role in guild.roles])}."


def _hidden_from(role: discord.Role, level: Level) -> list[str]:
    """Name what *role* lacks to be shown the commands of *level* and of those that it includes."""
    granted = role.permissions | role.guild.default_role.permissions
    if granted.administrator:
        return []
    conditions = [condition for one, condition in WHO_SEES.items() if condition and one <= level]
    wanted = [name for condition in conditions for name, on in condition if on]
    return [name for name in wanted if not getattr(granted, name)]


def _channels(
    subject: str,
    named: GuildChannels | ServerChannels,
    me: discord.Member,
    channels: Sequence[discord.abc.GuildChannel],
) -> Iterator[Finding]:
    for purpose, channel_id in named:
        if channel_id is not None:
            channel = next((one for one in channels if one.id == channel_id), None)
            yield from _channel(f"{subject}.{purpose}", channel_id, channel, me)


def _channel(
    subject: str, channel_id: int, channel: discord.abc.GuildChannel | None, me: discord.Member
) -> Iterator[Finding]:
    if channel is None:
        yield failed(
            subject, f"the guild has no channel {channel_id}. Right-click the channel, Copy Channel ID."
        )
        return
    if not isinstance(channel, discord.TextChannel):
        yield failed(subject, f"#{channel.name} is a {channel.type.name} channel. It must be a text channel.")
        return
    where = f"in the settings of #{channel.name} under Permissions"
    lacking = lacking_permissions(channel, me)
    if lacking:
        yield failed(subject, f"the bot lacks {lacking}. Allow it {where}.")
        return
    yield ok(subject, f"the bot may write in #{channel.name}.")
    purpose = subject.rpartition(".")[2]
    if purpose in _BETTER_WITH:
        permission, without = _BETTER_WITH[purpose]
        if not getattr(channel.permissions_for(me), permission):
            lacks = in_discords_words([permission])
            yield warning(subject, f"the bot lacks {lacks} and {without}. Allow it {where}.")
