"""Channels of a guild and their overwrites."""

from typing import Any

from sandbox.discord import audit
from sandbox.discord.call import Answer, Call, Route, the_body
from sandbox.discord.errors import JSON, Refused, missing_permissions, unknown
from sandbox.discord.guild import Guild, stored_name
from sandbox.discord.limits.channels import check_channel
from sandbox.discord.model import DM, THREADS, Channel, Overwrite
from sandbox.discord.payloads import channel_json, overwrite_json
from sandbox.discord.permissions import Right

MOST_CHANNELS = 500
FIELDS = {  # a body's key -> the channel's field
    "topic": "topic",
    "rate_limit_per_user": "slow_mode",
    "user_limit": "user_limit",
    "bitrate": "bitrate",
    "nsfw": "nsfw",
    "position": "position",
}


def _one(call: Call) -> JSON:
    return channel_json(call.channel)


def _list(call: Call) -> list[JSON]:
    return [channel_json(channel) for channel in call.guild.channels.values() if channel.kind not in THREADS]


def _create(call: Call) -> Answer:
    guild, body = call.guild, the_body(call)
    call.need(guild, Right.MANAGE_CHANNELS)
    kind = int(body.get("type") or 0)
    check_channel(body, kind, new=True)
    if len(guild.channels) >= MOST_CHANNELS:
        raise Refused(400, 30013, "Maximum number of guild channels reached (500)")
    channel = Channel(call.world.ids.next(), kind, stored_name(body["name"], kind), guild)
    channel.position = len(guild.channels)
    for name, value in _changes(guild, body, kind).items():
        setattr(channel, name, value)
    guild.include(channel, "CHANNEL_CREATE")
    guild.audit.add(audit.CHANNEL_CREATE, call.world.bot, channel.id, call.reason)
    return Answer(201, channel_json(channel))


def _changes(guild: Guild, body: JSON, kind: int) -> JSON:
    fields = {FIELDS[key]: value for key, value in body.items() if key in FIELDS and value is not None}
    if "topic" in body:
        fields["topic"] = body["topic"]
    if body.get("name") is not None:
        fields["name"] = stored_name(body["name"], kind)
    if "parent_id" in body:
        fields["parent_id"] = None if body["parent_id"] is None else int(body["parent_id"])
        if fields["parent_id"] is not None and fields["parent_id"] not in guild.channels:
            raise unknown("channel")
    if body.get("permission_overwrites") is not None:
        fields["overwrites"] = {int(one["id"]): _overwrite(one) for one in body["permission_overwrites"]}
    return fields


def _overwrite(body: JSON) -> Overwrite:
    return Overwrite(
        int(body["id"]), str(body["type"]) == "1", int(body.get("allow") or 0), int(body.get("deny") or 0)
    )


def _change(call: Call) -> JSON:
    channel, body = call.channel, the_body(call)
    if channel.guild is None:
        raise Refused(400, 50024, "Cannot execute action on this channel type")
    if channel.thread is not None:
        return _change_thread(call, channel, body)
    call.need(channel, Right.MANAGE_CHANNELS)
    if channel.kind in (2, 13):
        call.need(channel, Right.CONNECT)
    if "permission_overwrites" in body:
        call.need(channel, Right.MANAGE_ROLES)
    check_channel(body, channel.kind, new=False)
    fields = _changes(channel.guild, body, channel.kind)
    old = {name: getattr(channel, name) for name in fields}
    channel.guild.change_channel(channel, **fields)
    _note_changes(call, channel, old, fields)
    return channel_json(channel)


def _note_changes(call: Call, channel: Channel, old: JSON, new: JSON) -> None:
    changes = [
        {"key": key, "old_value": old[key], "new_value": value}
        for key, value in new.items()
        if key in ("name", "topic") and old[key] != value
    ]
    if channel.guild is not None:
        channel.guild.audit.add(
            audit.CHANNEL_UPDATE, call.world.bot, channel.id, call.reason, changes=changes
        )


def _change_thread(call: Call, channel: Channel, body: JSON) -> JSON:
    thread, guild = channel.thread, channel.guild
    if thread is None or guild is None:
        raise unknown("channel")
    own = thread.owner_id == call.world.bot.id
    if not own or "locked" in body:
        call.need(channel, Right.MANAGE_THREADS)
    check_channel(body, channel.kind, new=False)
    if thread.archived and body.get("archived") is not False:
        raise Refused(400, 50083, "Thread is archived")
    if "archived" in body:
        thread.archived, thread.archive_changed_at = bool(body["archived"]), call.world.clock()
    thread.locked = bool(body.get("locked", thread.locked))
    thread.auto_archive_minutes = int(body.get("auto_archive_duration") or thread.auto_archive_minutes)
    guild.change_channel(channel, **_changes(guild, body, channel.kind))
    return channel_json(channel)


def _delete(call: Call) -> JSON:
    channel = call.channel
    if channel.kind == DM or channel.guild is None:
        return channel_json(channel)
    call.need(channel, Right.MANAGE_THREADS if channel.thread else Right.MANAGE_CHANNELS)
    body = channel_json(channel)
    channel.guild.delete_channel(channel)
    channel.guild.audit.add(audit.CHANNEL_DELETE, call.world.bot, channel.id, call.reason)
    return body


def _move(call: Call) -> None:
    guild = call.guild
    call.need(guild, Right.MANAGE_CHANNELS)
    moves: Any = call.body or []
    for move in moves:
        channel = guild.channels.get(int(move["id"]))
        if channel is None:
            raise unknown("channel")
        guild.change_channel(channel, **_changes(guild, move, channel.kind))


def _set_overwrite(call: Call) -> None:
    channel, body, target = call.channel, the_body(call), call.id("target")
    guild = channel.guild
    call.need(channel, Right.MANAGE_ROLES)
    if guild is None or (target not in guild.roles and target not in guild.members):
        raise unknown("overwrite")
    new = _overwrite({"id": target, "type": target in guild.members, **body})
    new.for_member = target in guild.members
    if (new.allow | new.deny) & ~call.rights(channel):
        raise missing_permissions()
    action = audit.OVERWRITE_UPDATE if target in channel.overwrites else audit.OVERWRITE_CREATE
    guild.change_channel(channel, overwrites={**channel.overwrites, target: new})
    guild.audit.add(action, call.world.bot, channel.id, call.reason, options=_target(new))


def _delete_overwrite(call: Call) -> None:
    channel, target = call.channel, call.id("target")
    call.need(channel, Right.MANAGE_ROLES)
    if channel.guild is None or target not in channel.overwrites:
        raise unknown("overwrite")
    old = channel.overwrites[target]
    left = {key: one for key, one in channel.overwrites.items() if key != target}
    channel.guild.change_channel(channel, overwrites=left)
    channel.guild.audit.add(
        audit.OVERWRITE_DELETE, call.world.bot, channel.id, call.reason, options=_target(old)
    )


def _target(overwrite: Overwrite) -> JSON:
    body = overwrite_json(overwrite)
    return {"id": body["id"], "type": str(body["type"])}


ROUTES: list[Route] = [
    ("GET", "/channels/{channel}", _one),
    ("PATCH", "/channels/{channel}", _change),
    ("DELETE", "/channels/{channel}", _delete),
    ("GET", "/guilds/{guild}/channels", _list),
    ("POST", "/guilds/{guild}/channels", _create),
    ("PATCH", "/guilds/{guild}/channels", _move),
    ("PUT", "/channels/{channel}/permissions/{target}", _set_overwrite),
    ("DELETE", "/channels/{channel}/permissions/{target}", _delete_overwrite),
]
