"""One request on its way through a route: its ids, its body, and who may do what with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.discord.errors import JSON, invalid, missing_access, missing_permissions, unknown
from sandbox.discord.files import Uploads
from sandbox.discord.guild import Guild
from sandbox.discord.model import THREADS, Channel, Member, Message
from sandbox.discord.permissions import EVERYTHING, Right
from sandbox.discord.posting import find
from sandbox.discord.world import World


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Any = None


@dataclass(slots=True)
class Call:
    world: World
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Any = None
    uploads: Uploads = field(default_factory=dict)
    reason: str | None = None

    def id(self, name: str) -> int:
        return snowflake(self.path[name], name)

    @property
    def guild(self) -> Guild:
        return self.world.guild(self.id("guild"))

    @property
    def channel(self) -> Channel:
        """The channel of the address, if the bot may see it."""
        channel = self.world.channel(self.id("channel"))
        if not self.rights(channel) & Right.VIEW_CHANNEL:
            raise missing_access()
        return channel

    @property
    def message(self) -> Message:
        return find(self.channel, self.id("message"))

    def member(self, guild: Guild) -> Member:
        try:
            return guild.members[self.id("user")]
        except KeyError:
            raise unknown("member") from None

    def rights(self, channel: Channel) -> int:
        """What the bot may do in *channel*."""
        if channel.guild is None:
            return EVERYTHING
        return channel.guild.permissions(channel.guild.bot, channel)

    def need(self, where: Channel | Guild, *rights: Right) -> None:
        """Refuse with 50013 unless the bot has all *rights* there."""
        have = where.permissions(where.bot) if isinstance(where, Guild) else self.rights(where)
        if any(not have & right for right in rights):
            raise missing_permissions()

    def need_to_send(self, channel: Channel) -> None:
        thread = channel.kind in THREADS
        self.need(channel, Right.SEND_MESSAGES_IN_THREADS if thread else Right.SEND_MESSAGES)
        if (self.body or {}).get("embeds"):
            self.need(channel, Right.EMBED_LINKS)
        if self.uploads:
            self.need(channel, Right.ATTACH_FILES)


Handler = Callable[[Call], Any]
Route = tuple[str, str, Handler]


def snowflake(text: str, name: str) -> int:
    """An id from a path or a body; Discord answers 50035 to one that is no number."""
    if not text.isdecimal() or len(text) > 20:
        raise invalid((name + "_id",), "NUMBER_TYPE_COERCE", f'Value "{text[:100]}" is not snowflake.')
    return int(text)


def whole(call: Call, name: str, usual: int, low: int, high: int) -> int:
    """A number from the query, within its bounds."""
    text = call.query.get(name, str(usual))
    if not text.isdecimal() or not low <= int(text) <= high:
        raise invalid((name,), "NUMBER_TYPE_MAX", f"int value should be between {low} and {high}.")
    return int(text)


def the_body(call: Call) -> JSON:
    return call.body if isinstance(call.body, dict) else {}
