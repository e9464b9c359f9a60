"""Messages made, edited and deleted, whoever does it: bot, webhook, interaction or person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sandbox.discord import files as storage
from sandbox.discord.embeds import stored_embeds
from sandbox.discord.errors import JSON, unknown
from sandbox.discord.files import Uploads
from sandbox.discord.limits.messages import check_edit, check_message
from sandbox.discord.model import LOADING, Channel, Message, User
from sandbox.discord.payloads import message_event_json
from sandbox.discord.permissions import Right
from sandbox.discord.stored_components import stored_components

if TYPE_CHECKING:
    from sandbox.discord.interactions import Interaction
    from sandbox.discord.world import World

KEPT_FLAGS = 1 << 2 | 1 << 12 | 1 << 15  # suppress embeds, suppress notifications, components v2


def post(
    world: World,
    channel: Channel,
    author: User,
    body: JSON,
    uploads: Uploads | None = None,
    *,
    only_for: User | None = None,
    interaction: Interaction | None = None,
    webhook_id: int | None = None,
    may_ping_everyone: bool = True,
) -> Message:
    """Make the message that *body* describes, or refuse it as Discord would."""
    uploads = uploads or {}
    check_message(body, [name for name, _ in uploads.values()])
    message = Message(world.ids.next(), channel, author, world.clock())
    message.only_for, message.interaction, message.webhook_id = only_for, interaction, webhook_id
    message.nonce = body.get("nonce")
    message.flags = int(body.get("flags") or 0) & KEPT_FLAGS
    if interaction is not None and not interaction.messages and interaction.kind == 2:
        message.kind = 20 if interaction.data.get("type") == 1 else 23
    _refer(message, body)
    _fill(world, message, body, uploads, may_ping_everyone=may_ping_everyone)
    return _include(world, message)


def post_loading(world: World, interaction: Interaction, *, only_me: bool) -> Message:
    """The "is thinking" message of a deferred answer."""
    message = Message(world.ids.next(), interaction.channel, world.bot, world.clock(), flags=LOADING, kind=20)
    message.only_for = interaction.user if only_me else None
    message.interaction = interaction
    return _include(world, message)


def _include(world: World, message: Message) -> Message:
    channel = message.channel
    channel.messages[message.id] = message
    if message.only_for is None:
        channel.last_message_id = message.id
    _tell(world, "MESSAGE_CREATE", "message created", message)
    return message


def check_new(body: JSON, uploads: Uploads) -> None:
    check_message(body, [name for name, _ in uploads.values()])


def edit(world: World, message: Message, body: JSON, uploads: Uploads | None = None) -> Message:
    """Change what *body* names and keep the rest."""
    uploads = uploads or {}
    check_edit(message, body, [name for name, _ in uploads.values()])
    was_loading = message.loading
    message.edits += 1
    if body.get("flags") is not None:
        message.flags = message.flags & ~(1 << 2) | int(body["flags"]) & KEPT_FLAGS
    if was_loading:
        message.flags &= ~LOADING
    else:
        message.edited_at = world.clock()
    _fill(world, message, body, uploads, may_ping_everyone=True)
    _tell(world, "MESSAGE_UPDATE", "message edited", message)
    return message


def delete(world: World, message: Message) -> None:
    message.deleted = True
    del message.channel.messages[message.id]
    _tell(world, "MESSAGE_DELETE", "message deleted", message)


def delete_many(world: World, channel: Channel, messages: list[Message]) -> None:
    """Bulk delete: one event for all of them."""
    ids = []
    for message in messages:
        message.deleted = True
        del channel.messages[message.id]
        ids.append(str(message.id))
    body = {"ids": ids, "channel_id": str(channel.id)} | _guild_part(channel)
    world.dispatch("MESSAGE_DELETE_BULK", body, guild=channel.guild, channel=channel)
    for message in messages:
        world.changes.tell("message deleted", channel=str(channel.id), message=str(message.id))


def find(channel: Channel, message_id: int) -> Message:
    """A message that can be fetched from the channel; ephemeral ones cannot."""
    message = channel.messages.get(message_id)
    if message is None or message.ephemeral:
        raise unknown("message")
    return message


def _fill(world: World, message: Message, body: JSON, uploads: Uploads, *, may_ping_everyone: bool) -> None:
    listed = body.get("attachments") or []
    new = storage.store(world, message.channel, uploads, listed)
    message.files = storage.kept_after_edit(body, message.files, new)
    by_name = {file.filename: file for file in message.files}
    if "content" in body:
        message.content = (body["content"] or "").strip()
        _find_mentions(world, message, body, may_ping_everyone=may_ping_everyone)
    if "embeds" in body:
        message.embeds = storage.resolve(stored_embeds(body["embeds"] or []), by_name)
    if "components" in body:
        message.components = storage.resolve(stored_components(body["components"] or []), by_name)


def _find_mentions(world: World, message: Message, body: JSON, *, may_ping_everyone: bool) -> None:
    allowed = body.get("allowed_mentions")
    kinds = {"users", "roles", "everyone"} if allowed is None else set(allowed.get("parse") or [])
    named = {key: {str(one) for one in (allowed or {}).get(key) or []} for key in ("users", "roles")}
    users = re.findall(r"<@!?(\d+)>", message.content)
    roles = re.findall(r"<@&(\d+)>", message.content)
    message.mentions = [
        world.users[int(one)]
        for one in dict.fromkeys(users)
        if int(one) in world.users and ("users" in kinds or one in named["users"])
    ]
    message.mention_roles = [
        int(one) for one in dict.fromkeys(roles) if "roles" in kinds or one in named["roles"]
    ]
    shouts = re.search(r"@(everyone|here)\b", message.content) is not None
    message.mention_everyone = shouts and "everyone" in kinds and may_ping_everyone


def _refer(message: Message, body: JSON) -> None:
    reference = body.get("message_reference")
    if not reference:
        return
    target = find(message.channel, int(reference["message_id"]))
    message.kind = 19
    message.reply_to = {
        "type": 0,
        "channel_id": str(target.channel.id),
        "message_id": str(target.id),
    } | _guild_part(target.channel)


def _guild_part(channel: Channel) -> JSON:
    return {} if channel.guild is None else {"guild_id": str(channel.guild.id)}


def may_ping_everyone(channel: Channel, author: User) -> bool:
    if channel.guild is None or author.id not in channel.guild.members:
        return True
    rights = channel.guild.permissions(channel.guild.members[author.id], channel)
    return bool(rights & Right.MENTION_EVERYONE)


def _tell(world: World, event: str, kind: str, message: Message) -> None:
    """Ephemeral messages go to the watching page alone, never through the gateway."""
    channel = message.channel
    if message.only_for is None:
        if event == "MESSAGE_DELETE":
            body: JSON = {"id": str(message.id), "channel_id": str(channel.id)} | _guild_part(channel)
        else:
            body = message_event_json(message)
        world.dispatch(event, body, guild=channel.guild, channel=channel)
    reader = {} if message.only_for is None else {"user": str(message.only_for.id)}
    world.changes.tell(kind, channel=str(channel.id), message=str(message.id), **reader)
