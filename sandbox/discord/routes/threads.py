"""Threads, begun from a message or alone."""

from sandbox.discord import posting
from sandbox.discord.call import Answer, Call, Route, the_body
from sandbox.discord.errors import JSON, Refused, unknown
from sandbox.discord.limits.channels import check_channel
from sandbox.discord.model import (
    NEWS_THREAD,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    THREADS,
    Channel,
    Message,
    Thread,
)
from sandbox.discord.payloads import channel_json, message_json
from sandbox.discord.permissions import Right
from sandbox.discord.snowflakes import iso


def _make(call: Call, parent: Channel, kind: int, *, thread_id: int | None = None) -> Channel:
    body, now, bot = the_body(call), call.world.clock(), call.world.bot
    guild = parent.guild
    if guild is None or parent.kind not in (0, 5, 15):
        raise Refused(400, 50024, "Cannot execute action on this channel type")
    private = kind == PRIVATE_THREAD
    call.need(parent, Right.CREATE_PRIVATE_THREADS if private else Right.CREATE_PUBLIC_THREADS)
    check_channel(body, kind, new=True)
    thread = Channel(thread_id or call.world.ids.next(), kind, body["name"], guild, parent.id)
    thread.thread = Thread(bot.id, now, archive_changed_at=now, member_ids={bot.id: now})
    thread.thread.auto_archive_minutes = int(body.get("auto_archive_duration") or 4320)
    thread.thread.invitable = bool(body.get("invitable", True))
    return guild.include(thread, "THREAD_CREATE")


def _from_message(call: Call) -> Answer:
    message: Message = call.message
    if message.thread_id is not None:
        raise Refused(400, 160004, "A thread has already been created for this message")
    kind = NEWS_THREAD if message.channel.kind == 5 else PUBLIC_THREAD
    thread = _make(call, message.channel, kind, thread_id=message.id)
    message.thread_id = thread.id
    return Answer(201, channel_json(thread))


def _alone(call: Call) -> Answer:
    parent, body = call.channel, the_body(call)
    if parent.kind == 15:
        return _forum_post(call, parent, body)
    thread = _make(call, parent, int(body.get("type") or PRIVATE_THREAD))
    return Answer(201, channel_json(thread))


def _forum_post(call: Call, parent: Channel, body: JSON) -> Answer:
    call.need(parent, Right.SEND_MESSAGES)
    thread = _make(call, parent, PUBLIC_THREAD)
    first = posting.post(call.world, thread, call.world.bot, body.get("message") or {}, call.uploads)
    return Answer(201, channel_json(thread) | {"message": message_json(first)})


def _active(call: Call) -> JSON:
    guild, bot = call.guild, call.world.bot
    threads = [one for one in guild.channels.values() if one.thread and not one.thread.archived]
    members = [_member_json(one, bot.id) for one in threads if one.thread and bot.id in one.thread.member_ids]
    return {"threads": [channel_json(one) for one in threads], "members": members, "has_more": False}


def _member_json(channel: Channel, user_id: int) -> JSON:
    joined = channel.thread.member_ids[user_id] if channel.thread else 0.0
    return {"id": str(channel.id), "user_id": str(user_id), "join_timestamp": iso(joined), "flags": 0}


def _thread(call: Call) -> tuple[Channel, Thread]:
    channel = call.channel
    if channel.thread is None or channel.kind not in THREADS:
        raise unknown("channel")
    return channel, channel.thread


def _person(call: Call) -> int:
    return call.world.bot.id if "user" not in call.path else call.id("user")


def _join(call: Call) -> None:
    channel, thread = _thread(call)
    if channel.guild is None or _person(call) not in channel.guild.members:
        raise unknown("member")
    thread.member_ids.setdefault(_person(call), call.world.clock())


def _leave(call: Call) -> None:
    channel, thread = _thread(call)
    if _person(call) != call.world.bot.id:
        call.need(channel, Right.MANAGE_THREADS)
    thread.member_ids.pop(_person(call), None)


def _members(call: Call) -> list[JSON]:
    channel, thread = _thread(call)
    return [_member_json(channel, user_id) for user_id in thread.member_ids]


MEMBERS = "/channels/{channel}/thread-members"
ROUTES: list[Route] = [
    ("POST", "/channels/{channel}/threads", _alone),
    ("POST", "/channels/{channel}/messages/{message}/threads", _from_message),
    ("GET", "/guilds/{guild}/threads/active", _active),
    ("GET", MEMBERS, _members),
    ("PUT", MEMBERS + "/@me", _join),
    ("DELETE", MEMBERS + "/@me", _leave),
    ("PUT", MEMBERS + "/{user}", _join),
    ("DELETE", MEMBERS + "/{user}", _leave),
]
