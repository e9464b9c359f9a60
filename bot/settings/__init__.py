"""main.yaml, the files beside it and the environment, as typed and frozen settings."""

from bot.settings.fields import Duration, Part, Snowflake, WebAddress
from bot.settings.loading import load
from bot.settings.models import (
    Commands,
    Discord,
    GuildChannels,
    Roles,
    ServerChannels,
    ServerPlace,
    ServerRoles,
    Settings,
    SourceSettings,
)

__all__ = [
    "Commands",
    "Discord",
    "Duration",
    "GuildChannels",
    "Part",
    "Roles",
    "ServerChannels",
    "ServerPlace",
    "ServerRoles",
    "Settings",
    "Snowflake",
    "SourceSettings",
    "WebAddress",
    "load",
]
