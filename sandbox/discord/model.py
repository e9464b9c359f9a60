"""The things a Discord consists of: users, roles, channels, messages, files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sandbox.discord.errors import JSON

if TYPE_CHECKING:
    from sandbox.discord.guild import Guild
    from sandbox.discord.interactions import Interaction

KINDS = {"text": 0, "voice": 2, "category": 4, "announcement": 5, "stage": 13, "forum": 15}
DM, PUBLIC_THREAD, PRIVATE_THREAD, NEWS_THREAD = 1, 11, 12, 10
THREADS = (NEWS_THREAD, PUBLIC_THREAD, PRIVATE_THREAD)
EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15


@dataclass(eq=False, slots=True)
class User:
    id: int
    name: str
    display_name: str | None = None
    bot: bool = False
    accepts_dms: bool = True


@dataclass(eq=False, slots=True)
class Role:
    id: int
    name: str
    permissions: int = 0
    position: int = 0
    colour: int = 0
    hoist: bool = False
    mentionable: bool = False
    bot_id: int | None = None  # the managed role of a bot


@dataclass(eq=False, slots=True)
class Member:
    user: User
    guild: Guild
    joined_at: float
    nick: str | None = None
    role_ids: list[int] = field(default_factory=list)
    timed_out_until: float | None = None
    mute: bool = False
    deaf: bool = False

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def name(self) -> str:
        return self.user.name

    @property
    def rank(self) -> int:
        """Position of the highest role; 0 without one."""
        return max((self.guild.roles[role].position for role in self.role_ids), default=0)


@dataclass(eq=False, slots=True)
class Overwrite:
    id: int
    for_member: bool
    allow: int = 0
    deny: int = 0


@dataclass(eq=False, slots=True)
class Thread:
    """What a channel has beside its own fields when it is a thread."""

    owner_id: int
    created_at: float
    archived: bool = False
    archive_changed_at: float = 0.0
    auto_archive_minutes: int = 4320
    locked: bool = False
    invitable: bool = True
    member_ids: dict[int, float] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Channel:
    id: int
    kind: int
    name: str
    guild: Guild | None = None
    parent_id: int | None = None
    position: int = 0
    topic: str | None = None
    slow_mode: int = 0
    user_limit: int = 0
    bitrate: int = 64000
    nsfw: bool = False
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    recipient: User | None = None  # of a DM with the bot
    thread: Thread | None = None
    messages: dict[int, Message] = field(default_factory=dict)  # ephemeral ones too
    last_message_id: int | None = None  # it may be deleted by now

    @property
    def as_thread(self) -> Thread:
        """What makes it a thread; TypeError for every other channel."""
        if self.thread is None:
            raise TypeError(f"#{self.name} is no thread")
        return self.thread

    @property
    def takes_messages(self) -> bool:
        return self.kind in (0, 1, 2, 5, 13, *THREADS)


@dataclass(eq=False, slots=True)
class Attachment:
    id: int
    filename: str
    content: bytes
    url: str
    content_type: str
    description: str | None = None
    width: int | None = None
    height: int | None = None


@dataclass(eq=False, slots=True)
class Message:
    """A message; the same object is edited in place, so whoever holds it sees it change."""

    id: int
    channel: Channel
    author: User
    at: float
    content: str = ""
    embeds: list[JSON] = field(default_factory=list)
    components: list[JSON] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    kind: int = 0
    flags: int = 0
    edited_at: float | None = None
    edits: int = 0
    pinned_at: float | None = None
    deleted: bool = False
    nonce: str | int | None = None
    webhook_id: int | None = None
    mentions: list[User] = field(default_factory=list)
    mention_roles: list[int] = field(default_factory=list)
    mention_everyone: bool = False
    reply_to: JSON | None = None
    only_for: User | None = None  # an ephemeral message's one reader
    interaction: Interaction | None = None
    reactions: dict[str, list[int]] = field(default_factory=dict)  # emoji -> user ids
    thread_id: int | None = None

    @property
    def ephemeral(self) -> bool:
        return self.only_for is not None

    @property
    def loading(self) -> bool:
        return bool(self.flags & LOADING)

    @property
    def attachments(self) -> list[Attachment]:
        """Files that no embed and no component shows."""
        if not self.files:
            return []
        shown = str(self.embeds) + str(self.components)
        return [file for file in self.files if file.url not in shown]

    @property
    def text(self) -> str:
        """What can be read of it: content, then each embed and component text, line by line."""
        lines = [self.content]
        for embed in self.embeds:
            lines += [embed.get("author", {}).get("name", ""), embed.get("title", "")]
            lines.append(embed.get("description", ""))
            for part in embed.get("fields", []):
                lines += [part["name"], part["value"]]
            lines.append(embed.get("footer", {}).get("text", ""))
        lines += [part["content"] for part in walk(self.components) if part["type"] == 10]
        return "\n".join(line for line in lines if line)


def walk(components: list[JSON]) -> list[JSON]:
    """Every component, those inside others too, from top to bottom."""
    found = []
    for part in components:
        found.append(part)
        found += walk(part.get("components", []))
        found += walk([part[key] for key in ("accessory", "component") if part.get(key)])
    return found
