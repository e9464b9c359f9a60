"""Bans; the number of seconds to delete travels in the query, for that is where discord.py puts it."""

from sandbox.discord import audit, posting
from sandbox.discord.call import Call, Route, the_body, whole
from sandbox.discord.errors import JSON, Refused, missing_permissions, unknown
from sandbox.discord.guild import Guild
from sandbox.discord.model import User
from sandbox.discord.payloads import user_json
from sandbox.discord.permissions import Right

WEEK = 604_800


def _ban(call: Call) -> None:
    guild = call.guild
    call.need(guild, Right.BAN_MEMBERS)
    user = call.world.users.get(call.id("user"))
    if user is None:
        raise unknown("user")
    seconds = int(the_body(call).get("delete_message_seconds") or 0)
    seconds = whole(call, "delete_message_seconds", seconds, 0, WEEK)
    if not _may_ban(guild, user):
        raise missing_permissions()
    _ban_one(call, guild, user, seconds)


def _may_ban(guild: Guild, user: User) -> bool:
    member = guild.members.get(user.id)
    return member is None or guild.outranks(guild.bot, member)


def _ban_one(call: Call, guild: Guild, user: User, seconds: int) -> None:
    guild.ban(user, call.reason)
    guild.audit.add(audit.BAN, call.world.bot, user.id, call.reason)
    oldest = call.world.clock() - seconds
    for channel in guild.channels.values():
        theirs = [m for m in channel.messages.values() if m.author is user and m.at >= oldest]
        if seconds and theirs:
            posting.delete_many(call.world, channel, theirs)


def _unban(call: Call) -> None:
    guild = call.guild
    call.need(guild, Right.BAN_MEMBERS)
    user_id = call.id("user")
    if user_id not in guild.bans:
        raise unknown("ban")
    guild.unban(call.world.users[user_id])
    guild.audit.add(audit.UNBAN, call.world.bot, user_id, call.reason)


def _ban_json(call: Call, guild: Guild, user_id: int) -> JSON:
    return {"user": user_json(call.world.users[user_id]), "reason": guild.bans[user_id]}


def _one(call: Call) -> JSON:
    guild = call.guild
    call.need(guild, Right.BAN_MEMBERS)
    if call.id("user") not in guild.bans:
        raise unknown("ban")
    return _ban_json(call, guild, call.id("user"))


def _list(call: Call) -> list[JSON]:
    guild = call.guild
    call.need(guild, Right.BAN_MEMBERS)
    ids = sorted(guild.bans)
    if "after" in call.query:
        ids = [one for one in ids if one > int(call.query["after"])]
    limit = whole(call, "limit", 1000, 1, 1000)
    if "before" in call.query:
        ids = [one for one in ids if one < int(call.query["before"])][-limit:]
    return [_ban_json(call, guild, one) for one in ids[:limit]]


def _bulk(call: Call) -> JSON:
    guild, body = call.guild, the_body(call)
    call.need(guild, Right.BAN_MEMBERS, Right.MANAGE_GUILD)
    ids = [int(one) for one in body.get("user_ids") or []]
    if not 1 <= len(ids) <= 200:
        raise Refused(400, 50035, "Invalid Form Body", _too_many())
    users = [call.world.users[one] for one in ids if one in call.world.users]
    banned = [user for user in users if user.id not in guild.bans and _may_ban(guild, user)]
    for user in banned:
        _ban_one(call, guild, user, int(body.get("delete_message_seconds") or 0))
    done = [str(user.id) for user in banned]
    if not done:
        raise Refused(500, 500000, "Failed to ban users")
    return {"banned_users": done, "failed_users": [str(one) for one in ids if str(one) not in done]}


def _too_many() -> JSON:
    text = "Must be between 1 and 200 in length."
    return {"user_ids": {"_errors": [{"code": "BASE_TYPE_BAD_LENGTH", "message": text}]}}


ROUTES: list[Route] = [
    ("GET", "/guilds/{guild}/bans", _list),
    ("GET", "/guilds/{guild}/bans/{user}", _one),
    ("PUT", "/guilds/{guild}/bans/{user}", _ban),
    ("DELETE", "/guilds/{guild}/bans/{user}", _unban),
    ("POST", "/guilds/{guild}/bulk-ban", _bulk),
]
