"""Complete objects as Discord sends them; discord.py ends its client over one missing key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.discord.errors import JSON
from sandbox.discord.model import (
    EPHEMERAL,
    THREADS,
    Attachment,
    Channel,
    Member,
    Message,
    Overwrite,
    Role,
    User,
)
from sandbox.discord.snowflakes import iso

if TYPE_CHECKING:
    from sandbox.discord.guild import Guild


def user_json(user: User) -> JSON:
    return {
        "id": str(user.id),
        "username": user.name,
        "discriminator": "0",
        "avatar": None,
        "global_name": user.display_name,
        "bot": user.bot,
        "flags": 0,
        "public_flags": 0,
        "primary_guild": None,
        "banner": None,
        "accent_color": None,
        "avatar_decoration_data": None,
    }


def member_json(member: Member, *, with_user: bool = True) -> JSON:
    until = member.timed_out_until
    body: JSON = {
        "roles": [str(role) for role in member.role_ids],
        "flags": 0,
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None if until is None else iso(until),
        "joined_at": iso(member.joined_at),
        "nick": member.nick,
        "pending": False,
        "premium_since": None,
        "mute": member.mute,
        "deaf": member.deaf,
    }
    return body | {"user": user_json(member.user)} if with_user else body


def role_json(role: Role) -> JSON:
    body: JSON = {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(role.permissions),
        "position": role.position,
        "color": role.colour,
        "colors": {"primary_color": role.colour, "secondary_color": None, "tertiary_color": None},
        "hoist": role.hoist,
        "managed": role.bot_id is not None,
        "mentionable": role.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    return body if role.bot_id is None else body | {"tags": {"bot_id": str(role.bot_id)}}


def overwrite_json(overwrite: Overwrite) -> JSON:
    return {
        "id": str(overwrite.id),
        "type": int(overwrite.for_member),
        "allow": str(overwrite.allow),
        "deny": str(overwrite.deny),
    }


def channel_json(channel: Channel) -> JSON:
    body: JSON = {
        "id": str(channel.id),
        "type": channel.kind,
        "flags": 0,
        "last_message_id": None if channel.last_message_id is None else str(channel.last_message_id),
    }
    if channel.recipient is not None:
        return body | {"recipients": [user_json(channel.recipient)]}
    body |= {
        "guild_id": str(channel.guild.id if channel.guild else 0),
        "name": channel.name,
        "parent_id": None if channel.parent_id is None else str(channel.parent_id),
        "rate_limit_per_user": channel.slow_mode,
    }
    return body | (_thread_part(channel) if channel.kind in THREADS else _guild_channel_part(channel))


def _guild_channel_part(channel: Channel) -> JSON:
    body: JSON = {
        "position": channel.position,
        "topic": channel.topic,
        "nsfw": channel.nsfw,
        "permission_overwrites": [overwrite_json(one) for one in channel.overwrites.values()],
    }
    if channel.kind in (2, 13):
        body |= {"bitrate": channel.bitrate, "user_limit": channel.user_limit, "rtc_region": None}
    if channel.kind == 15:
        body |= {"available_tags": [], "default_reaction_emoji": None, "default_forum_layout": 0}
    return body


def _thread_part(channel: Channel) -> JSON:
    thread = channel.as_thread
    count = sum(message.only_for is None for message in channel.messages.values())
    return {
        "owner_id": str(thread.owner_id),
        "message_count": count,
        "total_message_sent": count,
        "member_count": len(thread.member_ids),
        "thread_metadata": {
            "archived": thread.archived,
            "archive_timestamp": iso(thread.archive_changed_at),
            "auto_archive_duration": thread.auto_archive_minutes,
            "locked": thread.locked,
            "invitable": thread.invitable,
            "create_timestamp": iso(thread.created_at),
        },
    }


def guild_json(guild: Guild) -> JSON:
    """The guild as REST answers it."""
    return {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "description": None,
        "home_header": None,
        "splash": None,
        "discovery_splash": None,
        "features": [],
        "banner": None,
        "owner_id": str(guild.owner.id),
        "application_id": None,
        "region": "deprecated",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 1,
        "roles": [role_json(role) for role in guild.roles.values()],
        "default_message_notifications": 0,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_presences": None,
        "max_members": 500000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": "en-US",
        "rules_channel_id": None,
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": None,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
        "incidents_data": None,
    }


def guild_create_json(guild: Guild, members: list[Member]) -> JSON:
    """The guild as GUILD_CREATE carries it, with only the *members* named."""
    channels = [channel for channel in guild.channels.values() if channel.kind not in THREADS]
    threads = [c for c in guild.channels.values() if c.thread is not None and not c.thread.archived]
    return guild_json(guild) | {
        "unavailable": False,
        "joined_at": iso(guild.bot.joined_at),
        "large": len(guild.members) > 250,
        "member_count": len(guild.members),
        "members": [member_json(member) for member in members],
        "channels": [channel_json(channel) for channel in channels],
        "threads": [channel_json(thread) for thread in threads],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def attachment_json(file: Attachment) -> JSON:
    body: JSON = {
        "id": str(file.id),
        "filename": file.filename,
        "size": len(file.content),
        "url": file.url,
        "proxy_url": file.url,
        "content_type": file.content_type,
    }
    if file.description is not None:
        body["description"] = file.description
    if file.width is not None:
        body |= {"width": file.width, "height": file.height}
    return body


def message_json(message: Message, reader: int | None = None) -> JSON:
    """The message as REST answers it; *reader* decides the "me" of reactions."""
    body: JSON = {
        "id": str(message.id),
        "channel_id": str(message.channel.id),
        "type": message.kind,
        "content": message.content,
        "author": user_json(message.author),
        "timestamp": iso(message.at),
        "edited_timestamp": None if message.edited_at is None else iso(message.edited_at),
        "mentions": [user_json(user) for user in message.mentions],
        "mention_roles": [str(role) for role in message.mention_roles],
        "mention_everyone": message.mention_everyone,
        "attachments": [attachment_json(file) for file in message.attachments],
        "embeds": message.embeds,
        "components": message.components,
        "flags": message.flags | (EPHEMERAL if message.ephemeral else 0),
        "pinned": message.pinned_at is not None,
        "tts": False,
    }
    if message.nonce is not None:
        body["nonce"] = message.nonce
    if message.webhook_id is not None:
        body |= {"webhook_id": str(message.webhook_id)}
    if message.reply_to is not None:
        body["message_reference"] = message.reply_to
    if message.reactions:
        body["reactions"] = [_reaction(*item, reader) for item in message.reactions.items()]
    if message.interaction is not None:
        body |= {
            "application_id": str(message.interaction.application_id),
            "interaction_metadata": message.interaction.metadata,
        }
    return body


def emoji_json(emoji: str) -> JSON:
    """An emoji from its form in addresses: the character itself, or name:id."""
    name, _, custom = emoji.partition(":")
    return {"id": custom or None, "name": name}


def _reaction(emoji: str, people: list[int], reader: int | None) -> JSON:
    return {
        "emoji": emoji_json(emoji),
        "count": len(people),
        "count_details": {"burst": 0, "normal": len(people)},
        "burst_colors": [],
        "me_burst": False,
        "me": reader in people,
    }


def message_event_json(message: Message) -> JSON:
    """The message as MESSAGE_CREATE and MESSAGE_UPDATE carry it."""
    body = message_json(message)
    guild = message.channel.guild
    if guild is None:
        return body
    body["guild_id"] = str(guild.id)
    member = guild.members.get(message.author.id)
    if member is not None and message.webhook_id is None:
        body["member"] = member_json(member, with_user=False)
    return body
