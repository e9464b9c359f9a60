"""Pinned messages; these addresses must be matched before those of single messages."""

from sandbox.discord.call import Call, Route, whole
from sandbox.discord.errors import JSON, Refused
from sandbox.discord.payloads import channel_json
from sandbox.discord.permissions import Right
from sandbox.discord.seen import seen_json
from sandbox.discord.snowflakes import iso

MOST_PINS = 250


def _list(call: Call) -> JSON:
    channel = call.channel
    call.need(channel, Right.READ_MESSAGE_HISTORY)
    limit = whole(call, "limit", 50, 1, 50)
    pinned = [(m.pinned_at, m) for m in channel.messages.values() if m.pinned_at is not None]
    pinned.sort(key=lambda pair: pair[0], reverse=True)
    items = [{"pinned_at": iso(at), "message": seen_json(call.world, m)} for at, m in pinned[:limit]]
    return {"items": items, "has_more": len(pinned) > limit}


def _pin(call: Call) -> None:
    message, channel = call.message, call.channel
    call.need(channel, Right.PIN_MESSAGES)
    if message.pinned_at is not None:
        return
    if sum(one.pinned_at is not None for one in channel.messages.values()) >= MOST_PINS:
        raise Refused(400, 30003, "Maximum number of pins reached (250)")
    message.pinned_at = call.world.clock()
    _tell(call)


def _unpin(call: Call) -> None:
    call.need(call.channel, Right.PIN_MESSAGES)
    call.message.pinned_at = None
    _tell(call)


def _tell(call: Call) -> None:
    channel, message = call.channel, call.message
    newest = max((m.pinned_at for m in channel.messages.values() if m.pinned_at is not None), default=None)
    body = {"channel_id": str(channel.id), "last_pin_timestamp": None if newest is None else iso(newest)}
    if channel.guild is not None:
        body["guild_id"] = channel_json(channel)["guild_id"]
    call.world.dispatch("CHANNEL_PINS_UPDATE", body, guild=channel.guild, channel=channel)
    call.world.changes.tell("message edited", channel=str(channel.id), message=str(message.id))


ROUTES: list[Route] = [
    ("GET", "/channels/{channel}/messages/pins", _list),
    ("PUT", "/channels/{channel}/messages/pins/{message}", _pin),
    ("DELETE", "/channels/{channel}/messages/pins/{message}", _unpin),
]
