"""INTERACTION_CREATE: what Discord tells the bot when a person uses something of it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from sandbox.discord.errors import JSON
from sandbox.discord.files import BIGGEST_FILE
from sandbox.discord.interactions import TOKEN_LIFE, Interaction
from sandbox.discord.model import Channel, Member, Message, Role, User
from sandbox.discord.payloads import channel_json, member_json, message_event_json, role_json, user_json
from sandbox.discord.permissions import EVERYTHING

if TYPE_CHECKING:
    from sandbox.discord.world import World

Mentioned = User | Member | Role | Channel


def send_interaction(
    world: World, kind: int, user: User, channel: Channel, data: JSON, source: Message | None = None
) -> Interaction:
    """Begin an interaction and tell the bot of it."""
    now = world.clock()
    guild = channel.guild
    made = Interaction(world.ids.next(), world.application_id, kind, user, channel, guild, data, now, source)
    made.source_edits = source.edits if source else 0
    world.interactions[made.token] = made
    _forget_old(world, now)
    world.dispatch("INTERACTION_CREATE", _body(made))
    return made


def _forget_old(world: World, now: float) -> None:
    """Drop what nobody can answer any more; the oldest stand first."""
    for token, old in list(islice(world.interactions.items(), 2)):
        if now - old.made > TOKEN_LIFE:
            del world.interactions[token]


def _body(interaction: Interaction) -> JSON:
    channel, guild, user = interaction.channel, interaction.guild, interaction.user
    body: JSON = {
        "id": str(interaction.id),
        "application_id": str(interaction.application_id),
        "type": interaction.kind,
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": str(channel.id),
        "channel": channel_json(channel),
        "locale": "en-US",
        "entitlements": [],
        "authorizing_integration_owners": interaction.owners,
        "context": 1 if guild is None else 0,
        "attachment_size_limit": BIGGEST_FILE,
        "app_permissions": str(EVERYTHING),
    }
    if interaction.source is not None:
        body["message"] = message_event_json(interaction.source)
    if guild is None:
        return body | {"user": user_json(user)}
    member = guild.members[user.id]
    return body | {
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": "en-US", "features": []},
        "guild_locale": "en-US",
        "app_permissions": str(guild.permissions(guild.bot, channel)),
        "member": member_json(member) | {"permissions": str(guild.permissions(member, channel))},
    }


def resolved(things: list[Mentioned], channel: Channel, caller: User) -> JSON:
    """The objects behind the ids of options or values, as "resolved" carries them."""
    body: JSON = {}
    for thing in things:
        key = str(thing.id)
        if isinstance(thing, Role):
            body.setdefault("roles", {})[key] = role_json(thing)
        elif isinstance(thing, Channel):
            body.setdefault("channels", {})[key] = _channel_part(thing, caller)
        else:
            user = thing.user if isinstance(thing, Member) else thing
            body.setdefault("users", {})[key] = user_json(user)
            if isinstance(thing, Member):
                body.setdefault("members", {})[key] = _member_part(thing, channel)
    return body


def _member_part(member: Member, channel: Channel) -> JSON:
    body = member_json(member, with_user=False)
    del body["deaf"], body["mute"]
    return body | {"permissions": str(member.guild.permissions(member, channel))}


def _channel_part(channel: Channel, caller: User) -> JSON:
    guild = channel.guild
    rights = EVERYTHING if guild is None else guild.permissions(guild.members[caller.id], channel)
    return channel_json(channel) | {"permissions": str(rights)}
