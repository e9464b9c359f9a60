"""The guild's audit log: what was done, by whom, to whom, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.discord.errors import JSON
from sandbox.discord.model import User

if TYPE_CHECKING:
    from sandbox.discord.guild import Guild
    from sandbox.discord.world import World

CHANNEL_CREATE, CHANNEL_UPDATE, CHANNEL_DELETE = 10, 11, 12
OVERWRITE_CREATE, OVERWRITE_UPDATE, OVERWRITE_DELETE = 13, 14, 15
KICK, BAN, UNBAN, MEMBER_UPDATE, MEMBER_ROLES = 20, 22, 23, 24, 25
ROLE_CREATE, ROLE_UPDATE, ROLE_DELETE = 30, 31, 32
WEBHOOK_CREATE = 50
MESSAGE_DELETE, MESSAGE_BULK_DELETE = 72, 73


class AuditLog:
    def __init__(self, world: World, guild: Guild) -> None:
        self._world, self._guild = world, guild
        self.entries: list[JSON] = []  # oldest first

    def add(
        self,
        action: int,
        by: User,
        target: int | None,
        reason: str | None = None,
        *,
        changes: list[JSON] | None = None,
        options: JSON | None = None,
    ) -> None:
        entry: JSON = {
            "id": str(self._world.ids.next()),
            "action_type": action,
            "user_id": str(by.id),
            "target_id": None if target is None else str(target),
        }
        for key, value in (("reason", reason), ("changes", changes), ("options", options)):
            if value is not None:
                entry[key] = value
        self.entries.append(entry)
        body = {"guild_id": str(self._guild.id), **entry}
        self._world.dispatch("GUILD_AUDIT_LOG_ENTRY_CREATE", body, guild=self._guild)
