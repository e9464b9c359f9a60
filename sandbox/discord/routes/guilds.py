"""A guild, its roles, its audit log, and the lists this Discord keeps empty."""

from typing import Any

from sandbox.discord import audit
from sandbox.discord.call import Call, Route, the_body, whole
from sandbox.discord.errors import JSON, Refused, Tree, missing_permissions, unknown
from sandbox.discord.guild import Guild
from sandbox.discord.model import Role
from sandbox.discord.payloads import guild_json, role_json, user_json
from sandbox.discord.permissions import Right

MOST_ROLES = 250


def _one(call: Call) -> JSON:
    guild = call.guild
    body = guild_json(guild)
    if call.query.get("with_counts") in ("true", "1"):
        body |= {"approximate_member_count": len(guild.members), "approximate_presence_count": 1}
    return body


def _roles(call: Call) -> list[JSON]:
    return [role_json(role) for role in call.guild.roles.values()]


def _role(call: Call, guild: Guild) -> Role:
    try:
        return guild.roles[call.id("role")]
    except KeyError:
        raise unknown("role") from None


def _get_role(call: Call) -> JSON:
    return role_json(_role(call, call.guild))


def _fields(call: Call, guild: Guild) -> JSON:
    """The role's new fields from the body; a bot cannot give what it does not have."""
    body, tree = the_body(call), Tree()
    fields: JSON = {}
    if body.get("name") is not None:
        fields["name"] = body["name"].strip()
        if not 1 <= len(fields["name"]) <= 100:
            tree.add(("name",), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
    colours = body.get("colors") or {}
    colour = body.get("color", colours.get("primary_color"))
    if colour is not None:
        fields["colour"] = int(colour)
        if not 0 <= fields["colour"] <= 0xFFFFFF:
            tree.add(("color",), "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.")
    tree.check()
    fields |= {key: bool(body[key]) for key in ("hoist", "mentionable") if body.get(key) is not None}
    if body.get("permissions") is not None:
        fields["permissions"] = int(body["permissions"])
        if fields["permissions"] & ~guild.permissions(guild.bot):
            raise missing_permissions()
    return fields


def _add_role(call: Call) -> JSON:
    guild = call.guild
    call.need(guild, Right.MANAGE_ROLES)
    if len(guild.roles) >= MOST_ROLES:
        raise Refused(400, 30005, "Maximum number of guild roles reached (250)")
    fields: JSON = {"name": "new role", "permissions": guild.roles[guild.id].permissions} | _fields(
        call, guild
    )
    role = guild.add_role(fields.pop("name"), fields.pop("permissions"))
    if fields:
        guild.change_role(role, **fields)
    guild.audit.add(audit.ROLE_CREATE, call.world.bot, role.id, call.reason)
    return role_json(role)


def _own_role(call: Call, guild: Guild) -> Role:
    """The role of the address, if the bot stands above it."""
    role = _role(call, guild)
    call.need(guild, Right.MANAGE_ROLES)
    if role.position >= guild.bot.rank:
        raise missing_permissions()
    return role


def _change_role(call: Call) -> JSON:
    guild = call.guild
    role = _own_role(call, guild)
    guild.change_role(role, **_fields(call, guild))
    guild.audit.add(audit.ROLE_UPDATE, call.world.bot, role.id, call.reason)
    return role_json(role)


def _delete_role(call: Call) -> None:
    guild = call.guild
    role = _own_role(call, guild)
    if role.id == guild.id or role.bot_id is not None:
        raise Refused(400, 50028, "Invalid role")
    guild.delete_role(role)
    guild.audit.add(audit.ROLE_DELETE, call.world.bot, role.id, call.reason)


def _audit_log(call: Call) -> JSON:
    guild = call.guild
    call.need(guild, Right.VIEW_AUDIT_LOG)
    entries = list(reversed(guild.audit.entries))
    for key, field in (("user_id", "user_id"), ("action_type", "action_type")):
        if key in call.query:
            entries = [one for one in entries if str(one[field]) == call.query[key]]
    if "before" in call.query:
        entries = [one for one in entries if int(one["id"]) < int(call.query["before"])]
    if "after" in call.query:
        entries = [one for one in reversed(entries) if int(one["id"]) > int(call.query["after"])]
    entries = entries[: whole(call, "limit", 50, 1, 100)]
    named = {int(one[key]) for one in entries for key in ("user_id", "target_id") if one[key]}
    empty = ("integrations", "webhooks", "guild_scheduled_events", "threads")
    return {
        "audit_log_entries": entries,
        "users": [user_json(call.world.users[one]) for one in sorted(named & call.world.users.keys())],
        **{key: [] for key in (*empty, "application_commands", "auto_moderation_rules")},
    }


def _nothing(call: Call) -> list[Any]:
    """Emojis, invites and rules: a guild here has none."""
    call.world.guild(call.id("guild"))  # an unknown guild is refused
    return []


GUILD = "/guilds/{guild}"
ROUTES: list[Route] = [
    ("GET", GUILD, _one),
    ("GET", GUILD + "/roles", _roles),
    ("POST", GUILD + "/roles", _add_role),
    ("GET", GUILD + "/roles/{role}", _get_role),
    ("PATCH", GUILD + "/roles/{role}", _change_role),
    ("DELETE", GUILD + "/roles/{role}", _delete_role),
    ("GET", GUILD + "/audit-logs", _audit_log),
    *(("GET", GUILD + path, _nothing) for path in ("/emojis", "/invites", "/auto-moderation/rules")),
]
