"""Discord's permission bits, and how roles and overwrites add up (topics/permissions)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntFlag


class Right(IntFlag):
    """The bits by their documented names."""

    CREATE_INSTANT_INVITE = 1 << 0
    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    PRIORITY_SPEAKER = 1 << 8
    STREAM = 1 << 9
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    SEND_TTS_MESSAGES = 1 << 12
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    VIEW_GUILD_INSIGHTS = 1 << 19
    CONNECT = 1 << 20
    SPEAK = 1 << 21
    MUTE_MEMBERS = 1 << 22
    DEAFEN_MEMBERS = 1 << 23
    MOVE_MEMBERS = 1 << 24
    USE_VAD = 1 << 25
    CHANGE_NICKNAME = 1 << 26
    MANAGE_NICKNAMES = 1 << 27
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    MANAGE_GUILD_EXPRESSIONS = 1 << 30
    USE_APPLICATION_COMMANDS = 1 << 31
    REQUEST_TO_SPEAK = 1 << 32
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    USE_EXTERNAL_STICKERS = 1 << 37
    SEND_MESSAGES_IN_THREADS = 1 << 38
    USE_EMBEDDED_ACTIVITIES = 1 << 39
    MODERATE_MEMBERS = 1 << 40
    CREATE_GUILD_EXPRESSIONS = 1 << 43
    CREATE_EVENTS = 1 << 44
    SEND_VOICE_MESSAGES = 1 << 46
    SEND_POLLS = 1 << 49
    USE_EXTERNAL_APPS = 1 << 50
    PIN_MESSAGES = 1 << 51


Rights = int | Iterable[str]  # bits, or names such as "kick_members"

EVERYTHING = int(~Right(0))
NOTHING_WITHOUT_SENDING = int(
    Right.MENTION_EVERYONE | Right.EMBED_LINKS | Right.ATTACH_FILES | Right.SEND_TTS_MESSAGES
)
TIMED_OUT = int(Right.VIEW_CHANNEL | Right.READ_MESSAGE_HISTORY)

# what Discord gives everybody in a new guild, and what this bot is invited with


EVERYONE = (
    Right.VIEW_CHANNEL
    | Right.CREATE_INSTANT_INVITE
    | Right.SEND_MESSAGES
    | Right.SEND_MESSAGES_IN_THREADS
    | Right.CREATE_PUBLIC_THREADS
    | Right.CREATE_PRIVATE_THREADS
    | Right.EMBED_LINKS
    | Right.ATTACH_FILES
    | Right.ADD_REACTIONS
    | Right.USE_EXTERNAL_EMOJIS
    | Right.USE_EXTERNAL_STICKERS
    | Right.READ_MESSAGE_HISTORY
    | Right.MENTION_EVERYONE
    | Right.USE_APPLICATION_COMMANDS
    | Right.CONNECT
    | Right.SPEAK
    | Right.STREAM
    | Right.USE_VAD
    | Right.CHANGE_NICKNAME
    | Right.SEND_POLLS
)
BOT = (
    EVERYONE
    | Right.MANAGE_CHANNELS
    | Right.MANAGE_ROLES
    | Right.MANAGE_MESSAGES
    | Right.MANAGE_THREADS
    | Right.MANAGE_WEBHOOKS
    | Right.MANAGE_NICKNAMES
    | Right.KICK_MEMBERS
    | Right.BAN_MEMBERS
    | Right.MODERATE_MEMBERS
    | Right.PIN_MESSAGES
    | Right.VIEW_AUDIT_LOG
    | Right.MUTE_MEMBERS
    | Right.DEAFEN_MEMBERS
    | Right.MOVE_MEMBERS
)


def bits(rights: Rights) -> int:
    """Bits from bits, or from names as discord.py and Discord's documents spell them."""
    if isinstance(rights, int):
        return int(rights)
    total = 0
    for name in rights:
        total |= Right[name.upper()]
    return int(total)


def in_channel(
    base: int, everyone: tuple[int, int], roles: Iterable[tuple[int, int]], own: tuple[int, int]
) -> int:
    """Apply a channel's overwrites, each an (allow, deny) pair, to *base* in Discord's order."""
    rights = base & ~everyone[1] | everyone[0]
    allow = deny = 0
    for role_allow, role_deny in roles:
        allow |= role_allow
        deny |= role_deny
    rights = rights & ~deny | allow
    rights = rights & ~own[1] | own[0]
    if not rights & Right.VIEW_CHANNEL:
        return 0
    if not rights & Right.SEND_MESSAGES:
        rights &= ~NOTHING_WITHOUT_SENDING
    return rights
