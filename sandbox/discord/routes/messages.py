"""Messages of a channel."""

from itertools import islice

from sandbox.discord import audit, posting
from sandbox.discord.call import Call, Route, the_body, whole
from sandbox.discord.errors import JSON, Refused
from sandbox.discord.limits.messages import OLDEST_BULK_DELETE
from sandbox.discord.model import Channel, Message
from sandbox.discord.payloads import message_json
from sandbox.discord.permissions import Right
from sandbox.discord.seen import seen_json


def _list(call: Call) -> list[JSON]:
    channel = call.channel
    call.need(channel, Right.READ_MESSAGE_HISTORY)
    limit = whole(call, "limit", 50, 1, 100)
    newest_first = [m for m in reversed(channel.messages.values()) if not m.ephemeral]
    return [seen_json(call.world, message) for message in _page(call, newest_first, limit)]


def _page(call: Call, newest_first: list[Message], limit: int) -> list[Message]:
    if "before" in call.query:
        edge = int(call.query["before"])
        return list(islice((m for m in newest_first if m.id < edge), limit))
    if "after" in call.query:
        edge = int(call.query["after"])
        return [m for m in newest_first if m.id > edge][-limit:]
    if "around" in call.query:
        edge = int(call.query["around"])
        later = [m for m in newest_first if m.id > edge][-(limit // 2) :]
        return (later + [m for m in newest_first if m.id <= edge])[:limit]
    return newest_first[:limit]


def _create(call: Call) -> JSON:
    channel = call.channel
    _check_takes_messages(channel)
    call.need_to_send(channel)
    body, world = the_body(call), call.world
    if channel.thread is not None and channel.thread.archived and channel.guild is not None:
        channel.thread.archived = False  # a message wakes it
        channel.guild.change_channel(channel)
    if body.get("enforce_nonce") and body.get("nonce") is not None:
        for message in reversed(channel.messages.values()):
            if message.nonce == body["nonce"] and world.clock() - message.at < 300:
                return message_json(message)
    pings = posting.may_ping_everyone(channel, world.bot)
    message = posting.post(world, channel, world.bot, body, call.uploads, may_ping_everyone=pings)
    return message_json(message)


def _check_takes_messages(channel: Channel) -> None:
    if not channel.takes_messages:
        raise Refused(400, 50008, "Cannot send messages in a non-text channel")
    if channel.recipient is not None and not channel.recipient.accepts_dms:
        raise Refused(403, 50007, "Cannot send messages to this user")
    thread = channel.thread
    if thread is not None and thread.archived and thread.locked:
        raise Refused(400, 50083, "Thread is archived")


def _one(call: Call) -> JSON:
    call.need(call.channel, Right.READ_MESSAGE_HISTORY)
    return seen_json(call.world, call.message)


def _edit(call: Call) -> JSON:
    message = call.message
    if message.author is not call.world.bot or message.webhook_id is not None:
        raise Refused(403, 50005, "Cannot edit a message authored by another user")
    if message.channel.thread is not None and message.channel.thread.archived:
        raise Refused(400, 50083, "Thread is archived")
    if call.uploads:
        call.need(message.channel, Right.ATTACH_FILES)
    return message_json(posting.edit(call.world, message, the_body(call), call.uploads))


def _delete(call: Call) -> None:
    message = call.message
    if message.author is not call.world.bot:
        call.need(message.channel, Right.MANAGE_MESSAGES)
    posting.delete(call.world, message)
    guild = message.channel.guild
    if guild is not None and message.author is not call.world.bot:
        options = {"channel_id": str(message.channel.id), "count": "1"}
        guild.audit.add(audit.MESSAGE_DELETE, call.world.bot, message.author.id, call.reason, options=options)


def _delete_many(call: Call) -> None:
    channel = call.channel
    call.need(channel, Right.MANAGE_MESSAGES)
    ids = [int(one) for one in the_body(call).get("messages") or []]
    if not 2 <= len(ids) <= 100 or len(set(ids)) != len(ids):
        raise Refused(400, 50016, "Provided too few or too many messages to delete. Must provide 2 to 100.")
    messages = [channel.messages[one] for one in ids if one in channel.messages]
    if any(call.world.clock() - message.at > OLDEST_BULK_DELETE for message in messages):
        raise Refused(400, 50034, "You can only bulk delete messages that are under 14 days old.")
    posting.delete_many(call.world, channel, messages)
    if channel.guild is not None:
        options = {"count": str(len(messages))}
        channel.guild.audit.add(
            audit.MESSAGE_BULK_DELETE, call.world.bot, channel.id, call.reason, options=options
        )


def _typing(call: Call) -> None:
    _check_takes_messages(call.channel)
    call.need(call.channel, Right.SEND_MESSAGES)


MESSAGES = "/channels/{channel}/messages"
ROUTES: list[Route] = [
    ("GET", MESSAGES, _list),
    ("POST", MESSAGES, _create),
    ("POST", MESSAGES + "/bulk-delete", _delete_many),
    ("GET", MESSAGES + "/{message}", _one),
    ("PATCH", MESSAGES + "/{message}", _edit),
    ("DELETE", MESSAGES + "/{message}", _delete),
    ("POST", "/channels/{channel}/typing", _typing),
]
