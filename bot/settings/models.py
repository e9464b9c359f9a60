"""The settings as the rest of the bot sees them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, SecretStr

from bot.domain.errors import Problem
from bot.domain.presets import Preset
from bot.settings.fields import (
    Database,
    Duration,
    LoopbackAddress,
    Part,
    RoleNames,
    ShortName,
    Snowflake,
    WebAddress,
    Zone,
)


class Discord(Part):
    """How the bot reaches its guild."""

    token: SecretStr
    guild_id: Snowflake
    api_base: LoopbackAddress | None = None


class Roles(Part):
    """Who has which level, by names or ids of Discord roles. An empty list: nobody has it."""

    admin: RoleNames = ()
    moderator: RoleNames = ()


class ServerRoles(Part):
    """The lists that one server has in place of the guild's; an empty list takes the level away."""

    admin: RoleNames | None = None
    moderator: RoleNames | None = None

    def within(self, guild: Roles) -> Roles:
        """Return who has which level on this server."""
        return Roles(
            admin=guild.admin if self.admin is None else self.admin,
            moderator=guild.moderator if self.moderator is None else self.moderator,
        )


class GuildChannels(Part):
    """Channels for all servers together; without one, that telling is off."""

    audit: Snowflake | None = None
    overview: Snowflake | None = None


class ServerChannels(Part):
    """Channels of one server; without one, that telling is off."""

    status: Snowflake | None = None
    feed: Snowflake | None = None
    chat: Snowflake | None = None
    results: Snowflake | None = None
    timing: Snowflake | None = None
    staff: Snowflake | None = None


class ServerPlace(Part):
    """Where one server appears in Discord, and who may do what there."""

    channels: ServerChannels = ServerChannels()
    roles: ServerRoles = ServerRoles()

    def under(self, outer: "ServerPlace") -> "ServerPlace":
        """Return this place with what it leaves open taken from *outer*."""
        return ServerPlace(
            channels=_filled(self.channels, outer.channels), roles=_filled(self.roles, outer.roles)
        )


PartT = TypeVar("PartT", bound=Part)
Count = Annotated[int, Field(ge=0, le=1000)]


def _filled(inner: PartT, outer: PartT) -> PartT:
    return outer.model_copy(update=inner.model_dump(exclude_none=True))


def _unhurried(poll: timedelta) -> timedelta:
    if poll < timedelta(seconds=1):
        raise ValueError("at least 1s")
    return poll


class WarnAfter(Part):
    """After how many of each in one stage a driver is warned, and after as many again; 0 is never."""

    impacts: Count = 0
    cuts: Count = 0


class SourceSettings(Part):
    """One address with its credentials and budget; each game adds its own keys in a subclass."""

    game: str
    url: WebAddress
    poll: Annotated[Duration, AfterValidator(_unhurried)] = timedelta(seconds=5)
    hide_ai: bool = False
    warn_after: WarnAfter = WarnAfter()
    channels: ServerChannels = ServerChannels()
    roles: ServerRoles = ServerRoles()
    each: Mapping[str, ServerPlace] = {}

    def place_of(self, server_name: str) -> ServerPlace:
        """Return the place of one server behind this source; "" names the only one."""
        common = ServerPlace(channels=self.channels, roles=self.roles)
        return self.each.get(server_name, ServerPlace()).under(common)


def _distinct(names: Mapping[str, str]) -> Mapping[str, str]:
    if len(set(names.values())) < len(names):
        raise ValueError("a different new name for each command")
    return names


class Commands(Part):
    """For a neighbour bot in the same guild that has commands of the same names."""

    rename: Annotated[Mapping[ShortName, ShortName], AfterValidator(_distinct)] = {}
    hide: tuple[ShortName, ...] = ()


class MainFile(Part):
    """The keys of main.yaml; under ``servers`` those of each game stand beside the common ones."""

    discord: Discord
    database: Database = "sqlite:///data/steward.db"
    timezone: Zone = ZoneInfo("UTC")
    opt_plugins: tuple[str, ...] = ()
    roles: Roles = Roles()
    channels: GuildChannels = GuildChannels()
    commands: Commands = Commands()
    servers: Mapping[str, SourceSettings]


class Settings(MainFile):
    """Everything that an operator decided."""

    plugins: Mapping[str, Mapping[str, Any]] = Field(default={}, repr=False)
    """config/plugins/NAME.yaml by name, with every scalar still as text: a plugin has a model of its own."""

    presets: tuple[Preset, ...] = ()
    """config/presets/*.yaml, by the names of the files."""

    warnings: tuple[Problem, ...] = ()
    """What works and yet should be mended."""
