"""The one place that knows every user, guild and channel, and through which every event leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.discord.changes import Changes
from sandbox.discord.commands import CommandBook
from sandbox.discord.errors import JSON, unknown
from sandbox.discord.guild import Guild
from sandbox.discord.interactions import Interaction
from sandbox.discord.model import DM, Attachment, Channel, User
from sandbox.discord.payloads import channel_json, guild_create_json
from sandbox.discord.snowflakes import Clock, Snowflakes
from sandbox.discord.webhooks import Webhook


@dataclass(slots=True)
class Event:
    """One dispatch on its way to the gateway; *channel* decides whether the bot may see it."""

    name: str
    body: JSON
    guild: Guild | None
    channel: Channel | None


class World:
    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.ids = Snowflakes(clock)
        self.changes = Changes()
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}  # threads and DMs too
        self.files: dict[int, Attachment] = {}
        self.webhooks: dict[int, Webhook] = {}
        self.interactions: dict[str, Interaction] = {}  # by token
        self.application_id = self.ids.next()
        self.bot = User(self.application_id, "steward", bot=True)
        self.users[self.bot.id] = self.bot
        self.commands = CommandBook(self.application_id, self.ids)
        self.files_base = ""  # set once the port is known
        self.to_gateway: Callable[[Event], None] = lambda _event: None
        self.gateway_url = ""
        self.allowed_intents = 0  # privileged ones that the developer portal has switched on
        self.maker = User(self.ids.next(), "maker")  # who registered the application

    def dispatch(
        self, name: str, body: JSON, *, guild: Guild | None = None, channel: Channel | None = None
    ) -> None:
        self.to_gateway(Event(name, body, guild, channel))

    def add_guild(self, name: str, owner: User, bot_permissions: int) -> Guild:
        guild = Guild(self, name, owner, bot_permissions)
        self.guilds[guild.id] = guild
        body = guild_create_json(guild, [guild.bot])
        del body["unavailable"]  # without it the bot knows that it has just been invited
        self.dispatch("GUILD_CREATE", body, guild=guild)
        self.changes.tell("guild", guild=str(guild.id))
        return guild

    def remove_guild(self, guild: Guild) -> None:
        """The bot is thrown out of *guild*."""
        del self.guilds[guild.id]
        for channel_id in guild.channels:
            self.channels.pop(channel_id, None)
        self.dispatch("GUILD_DELETE", {"id": str(guild.id)}, guild=guild)
        self.changes.tell("guild", guild=str(guild.id))

    def user_named(self, name: str, display_name: str | None = None) -> User:
        """The user with this handle, made on first use."""
        for user in self.users.values():
            if user.name == name:
                return user
        user = User(self.ids.next(), name, display_name)
        self.users[user.id] = user
        return user

    def guild(self, guild_id: int) -> Guild:
        try:
            return self.guilds[guild_id]
        except KeyError:
            raise unknown("guild") from None

    def channel(self, channel_id: int) -> Channel:
        try:
            return self.channels[channel_id]
        except KeyError:
            raise unknown("channel") from None

    def dm_with(self, user: User) -> Channel:
        """The bot's DM channel with *user*, opened on first use."""
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        channel = Channel(self.ids.next(), DM, user.name, recipient=user)
        self.channels[channel.id] = channel
        self.dispatch("CHANNEL_CREATE", channel_json(channel), channel=channel)
        return channel
