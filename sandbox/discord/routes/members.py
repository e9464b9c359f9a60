"""Members: reading, changing, kicking, giving and taking roles."""

import datetime as dt

from sandbox.discord import audit
from sandbox.discord.call import Call, Route, the_body, whole
from sandbox.discord.errors import JSON, invalid, missing_access, missing_permissions, unknown
from sandbox.discord.guild import Guild
from sandbox.discord.intents import MEMBERS
from sandbox.discord.model import Member, Role
from sandbox.discord.payloads import member_json
from sandbox.discord.permissions import Right

LONGEST_TIMEOUT = 28 * 86_400  # seconds


def _one(call: Call) -> JSON:
    return member_json(call.member(call.guild))


def _list(call: Call) -> list[JSON]:
    guild = call.guild
    if not call.world.allowed_intents & MEMBERS:
        raise missing_access()
    after = int(call.query.get("after", "0"))
    found = sorted((m for m in guild.members.values() if m.id > after), key=lambda m: m.id)
    return [member_json(member) for member in found[: whole(call, "limit", 1, 1, 1000)]]


def _above(guild: Guild, member: Member) -> None:
    """Refuse unless the bot stands above *member*."""
    if not guild.outranks(guild.bot, member):
        raise missing_permissions()


def _change(call: Call) -> JSON:
    guild, body = call.guild, the_body(call)
    member = call.member(guild)
    fields: JSON = {}
    if "nick" in body:
        call.need(guild, Right.CHANGE_NICKNAME if member is guild.bot else Right.MANAGE_NICKNAMES)
        fields["nick"] = _nick(body)
    if "roles" in body:
        call.need(guild, Right.MANAGE_ROLES)
        fields["role_ids"] = _new_roles(guild, member, [int(one) for one in body["roles"] or []])
    if "communication_disabled_until" in body:
        call.need(guild, Right.MODERATE_MEMBERS)
        fields["timed_out_until"] = _timeout(call, guild, member, body["communication_disabled_until"])
    for key, right in (("mute", Right.MUTE_MEMBERS), ("deaf", Right.DEAFEN_MEMBERS)):
        if body.get(key) is not None:
            call.need(guild, right)
            fields[key] = bool(body[key])
    if member is not guild.bot and fields.keys() & {"nick", "timed_out_until"}:
        _above(guild, member)
    guild.change_member(member, **fields)
    action = audit.MEMBER_ROLES if "role_ids" in fields else audit.MEMBER_UPDATE
    guild.audit.add(action, call.world.bot, member.id, call.reason)
    return member_json(member)


def _nick(body: JSON) -> str | None:
    nick = (body["nick"] or "").strip() or None
    if nick is not None and len(nick) > 32:
        raise invalid(("nick",), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 32 in length.")
    return nick


def _timeout(call: Call, guild: Guild, member: Member, until: str | None) -> float | None:
    if guild.base_permissions(member) & Right.ADMINISTRATOR:
        raise missing_permissions()
    if until is None:
        return None
    at = dt.datetime.fromisoformat(until).timestamp()
    if at > call.world.clock() + LONGEST_TIMEOUT:
        raise invalid(
            ("communication_disabled_until",),
            "GUILD_COMMUNICATION_DISABLED_UNTIL_MAXIMUM",
            "Must be within 28 days from now.",
        )
    return at


def _new_roles(guild: Guild, member: Member, ids: list[int]) -> list[int]:
    for role_id in ids:
        if role_id not in guild.roles:
            raise unknown("role")
    for role_id in set(ids) ^ set(member.role_ids):
        _check_role(guild, guild.roles[role_id])
    return ids


def _check_role(guild: Guild, role: Role) -> None:
    if role.bot_id is not None or role.id == guild.id or role.position >= guild.bot.rank:
        raise missing_permissions()


def _change_self(call: Call) -> JSON:
    guild = call.guild
    if "nick" in the_body(call):
        call.need(guild, Right.CHANGE_NICKNAME)
        guild.change_member(guild.bot, nick=_nick(the_body(call)))
    return member_json(guild.bot)


def _kick(call: Call) -> None:
    guild = call.guild
    member = call.member(guild)
    call.need(guild, Right.KICK_MEMBERS)
    _above(guild, member)
    guild.remove_member(member)
    guild.audit.add(audit.KICK, call.world.bot, member.id, call.reason)


def _role_of(call: Call, guild: Guild) -> int:
    call.need(guild, Right.MANAGE_ROLES)
    role = guild.roles.get(call.id("role"))
    if role is None:
        raise unknown("role")
    _check_role(guild, role)
    return role.id


def _give_role(call: Call) -> None:
    guild = call.guild
    member, role = call.member(guild), _role_of(call, guild)
    if role not in member.role_ids:
        _set_roles(call, guild, member, [*member.role_ids, role], "$add", role)


def _take_role(call: Call) -> None:
    guild = call.guild
    member, role = call.member(guild), _role_of(call, guild)
    if role in member.role_ids:
        _set_roles(call, guild, member, [one for one in member.role_ids if one != role], "$remove", role)


def _set_roles(call: Call, guild: Guild, member: Member, roles: list[int], key: str, role: int) -> None:
    guild.change_member(member, role_ids=roles)
    changes = [{"key": key, "new_value": [{"id": str(role), "name": guild.roles[role].name}]}]
    guild.audit.add(audit.MEMBER_ROLES, call.world.bot, member.id, call.reason, changes=changes)


MEMBERS_PATH = "/guilds/{guild}/members"
ROUTES: list[Route] = [
    ("GET", MEMBERS_PATH, _list),
    ("PATCH", MEMBERS_PATH + "/@me", _change_self),
    ("GET", MEMBERS_PATH + "/{user}", _one),
    ("PATCH", MEMBERS_PATH + "/{user}", _change),
    ("DELETE", MEMBERS_PATH + "/{user}", _kick),
    ("PUT", MEMBERS_PATH + "/{user}/roles/{role}", _give_role),
    ("DELETE", MEMBERS_PATH + "/{user}/roles/{role}", _take_role),
]
