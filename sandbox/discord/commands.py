"""The application's commands: one set for everywhere, one for each guild."""

from __future__ import annotations

from sandbox.discord.errors import JSON, unknown
from sandbox.discord.snowflakes import Snowflakes

KEPT = (
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "options",
    "nsfw",
    "dm_permission",
    "contexts",
    "integration_types",
)


class CommandBook:
    def __init__(self, application_id: int, ids: Snowflakes) -> None:
        self._application_id, self._ids = application_id, ids
        self._scopes: dict[int | None, dict[int, JSON]] = {}
        self._creates: dict[int | None, list[float]] = {}

    def scope(self, guild_id: int | None) -> dict[int, JSON]:
        """The commands of one guild, or those for everywhere (None), by id."""
        return self._scopes.setdefault(guild_id, {})

    def visible_in(self, guild_id: int | None) -> list[JSON]:
        everywhere = list(self.scope(None).values())
        return everywhere if guild_id is None else [*self.scope(guild_id).values(), *everywhere]

    def get(self, guild_id: int | None, command_id: int) -> JSON:
        try:
            return self.scope(guild_id)[command_id]
        except KeyError:
            raise unknown("command") from None

    def knows(self, guild_id: int | None, body: JSON) -> bool:
        """Whether the scope has a command of this type and name."""
        return any(_key(one) == _key(body) for one in self.scope(guild_id).values())

    def may_create(self, guild_id: int | None, new: int, now: float, most: int) -> bool:
        """Count *new* creates; False if that would be more than *most* within a day."""
        day = [at for at in self._creates.get(guild_id, []) if now - at < 86_400]
        self._creates[guild_id] = day
        if len(day) + new > most:
            return False
        day.extend([now] * new)
        return True

    def replace(self, guild_id: int | None, bodies: list[JSON]) -> list[JSON]:
        """Put a whole new set in place; a command of the same type and name keeps its id."""
        old = {_key(command): command for command in self.scope(guild_id).values()}
        new = [self._stored(guild_id, body, old.get(_key(body))) for body in bodies]
        self._scopes[guild_id] = {int(command["id"]): command for command in new}
        return new

    def put(self, guild_id: int | None, body: JSON, command_id: int | None = None) -> JSON:
        """Add one, or change the one with *command_id* or with the same name."""
        scope = self.scope(guild_id)
        if command_id is not None:
            old: JSON | None = self.get(guild_id, command_id)
        else:
            old = next((one for one in scope.values() if _key(one) == _key(body)), None)
        command = self._stored(guild_id, {**(old or {}), **body}, old)
        scope[int(command["id"])] = command
        return command

    def _stored(self, guild_id: int | None, body: JSON, old: JSON | None) -> JSON:
        rights = body.get("default_member_permissions")
        kind = body.get("type") or 1
        command: JSON = {key: body[key] for key in KEPT if key in body}
        command |= {
            "id": old["id"] if old else str(self._ids.next()),
            "application_id": str(self._application_id),
            "version": str(self._ids.next()),
            "type": kind,
            "description": body.get("description") or "",
            "default_member_permissions": None if rights is None else str(rights),
        }
        if command.get("integration_types") is None:
            command["integration_types"] = [0]  # for guilds
        if guild_id is None:
            command.setdefault("dm_permission", True)
            return command
        command.pop("contexts", None)
        return command | {"guild_id": str(guild_id)}


def _key(body: JSON) -> tuple[int, str]:
    return (body.get("type") or 1, body["name"])
