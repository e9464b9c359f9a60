"""One guild: who is in it, what they may do where, and the events its changes cause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

from sandbox.discord.audit import AuditLog
from sandbox.discord.errors import JSON
from sandbox.discord.model import KINDS, THREADS, Channel, Member, Overwrite, Role, User
from sandbox.discord.payloads import channel_json, member_json, role_json, user_json
from sandbox.discord.permissions import EVERYONE, EVERYTHING, TIMED_OUT, Right, Rights, bits, in_channel

if TYPE_CHECKING:
    from sandbox.discord.world import World

T = TypeVar("T", Role, Member, Channel)


class Guild:
    """Set-up calls and changes alike; each tells the gateway what a real guild would."""

    def __init__(self, world: World, name: str, owner: User, bot_permissions: int) -> None:
        self.world = world
        self.id = world.ids.next()
        self.name = name
        self.owner = owner
        self.roles: dict[int, Role] = {
            self.id: Role(self.id, "@everyone", int(EVERYONE)),
        }
        self.members: dict[int, Member] = {}
        self.channels: dict[int, Channel] = {}  # threads too
        self.bans: dict[int, str | None] = {}  # user id -> reason
        self.audit = AuditLog(world, self)
        bot = world.bot
        own = Role(world.ids.next(), bot.name, bot_permissions, 1, bot_id=bot.id)
        self.roles[own.id] = own
        now = world.clock()
        self.bot = Member(bot, self, now, role_ids=[own.id])
        self.members[bot.id] = self.bot
        self.members[owner.id] = Member(owner, self, now)

    # finding things

    def role(self, named: str | int | Role) -> Role:
        return _found(self.roles.values(), named)

    def member(self, named: str | int | Member | User) -> Member:
        return _found(self.members.values(), named.id if isinstance(named, User) else named)

    def channel(self, named: str | int | Channel) -> Channel:
        return _found(self.channels.values(), named)

    # what one may do

    def base_permissions(self, member: Member) -> int:
        total = self.roles[self.id].permissions
        for role_id in member.role_ids:
            total |= self.roles[role_id].permissions
        if total & Right.ADMINISTRATOR or self.owner is member.user:
            return EVERYTHING
        return total

    def permissions(self, member: Member, channel: Channel | None = None) -> int:
        """What *member* may do, in one *channel* or in the guild at large."""
        rights = self.base_permissions(member)
        if rights == EVERYTHING:
            return rights
        if channel is not None:
            rights = self._after_overwrites(rights, member, channel)
        until = member.timed_out_until
        if until is not None and until > self.world.clock():
            rights &= TIMED_OUT
        return rights

    def _after_overwrites(self, rights: int, member: Member, channel: Channel) -> int:
        if channel.kind in THREADS and channel.parent_id in self.channels:
            channel = self.channels[channel.parent_id]
        overwrites = channel.overwrites
        pairs = {key: (one.allow, one.deny) for key, one in overwrites.items()}
        nothing = (0, 0)
        return in_channel(
            rights,
            pairs.get(self.id, nothing),
            [pairs[role] for role in member.role_ids if role in pairs],
            pairs.get(member.id, nothing),
        )

    def outranks(self, actor: Member, target: Member) -> bool:
        """Whether *actor* stands above *target* in the hierarchy of roles."""
        if target.user is self.owner:
            return False
        return actor.user is self.owner or actor.rank > target.rank

    # roles

    def add_role(
        self, name: str, permissions: Rights = 0, *, above_bot: bool = False, colour: int = 0
    ) -> Role:
        """A new role just above @everyone, as Discord does it, or at the very top."""
        top = max(role.position for role in self.roles.values())
        if not above_bot:
            for role in self.roles.values():
                role.position += role.position > 0
        position = top + 1 if above_bot else 1
        role = Role(self.world.ids.next(), name, bits(permissions), position, colour)
        self.roles[role.id] = role
        self._tell_role("CREATE", role)
        for other in self.roles.values() if above_bot else ():
            self._tell_role("UPDATE", other)  # clients take every new role for the lowest
        return role

    def change_role(self, role: Role, **fields: object) -> None:
        for name, value in fields.items():
            setattr(role, name, value)
        self._tell_role("UPDATE", role)

    def delete_role(self, named: str | int | Role) -> None:
        role = self.role(named)
        del self.roles[role.id]
        for member in self.members.values():
            if role.id in member.role_ids:
                member.role_ids.remove(role.id)
        for channel in self.channels.values():
            channel.overwrites.pop(role.id, None)
        self._tell("GUILD_ROLE_DELETE", {"role_id": str(role.id)}, "role")

    def _tell_role(self, what: str, role: Role) -> None:
        self._tell(f"GUILD_ROLE_{what}", {"role": role_json(role)}, "role")

    # members

    def add_member(
        self,
        name: str,
        *,
        nick: str | None = None,
        roles: Iterable[str | Role] = (),
        display_name: str | None = None,
    ) -> Member:
        user = self.world.user_named(name, display_name)
        member = Member(user, self, self.world.clock(), nick, [self.role(role).id for role in roles])
        self.members[user.id] = member
        self._tell("GUILD_MEMBER_ADD", member_json(member), "member")
        return member

    def change_member(self, member: Member, **fields: object) -> None:
        for name, value in fields.items():
            setattr(member, name, value)
        self._tell("GUILD_MEMBER_UPDATE", member_json(member), "member")

    def set_roles(self, named: str | int | Member, roles: Iterable[str | int | Role]) -> None:
        self.change_member(self.member(named), role_ids=[self.role(role).id for role in roles])

    def remove_member(self, named: str | int | Member) -> None:
        member = self.member(named)
        del self.members[member.id]
        self._tell("GUILD_MEMBER_REMOVE", {"user": user_json(member.user)}, "member")

    def ban(self, user: User, reason: str | None = None) -> None:
        self.bans[user.id] = reason
        self._tell("GUILD_BAN_ADD", {"user": user_json(user)}, "ban")
        if user.id in self.members:
            self.remove_member(user.id)

    def unban(self, user: User) -> None:
        del self.bans[user.id]
        self._tell("GUILD_BAN_REMOVE", {"user": user_json(user)}, "ban")

    # channels

    def add_channel(
        self,
        name: str,
        *,
        kind: str | int = "text",
        overwrites: Mapping[str | Role | Member, tuple[Rights, Rights]] | None = None,
        category: str | int | Channel | None = None,
        topic: str | None = None,
    ) -> Channel:
        """A new channel; *overwrites* gives (allow, deny) for a role's or a member's name."""
        number = KINDS[kind] if isinstance(kind, str) else kind
        channel = Channel(
            self.world.ids.next(),
            number,
            stored_name(name, number),
            self,
            position=len(self.channels),
            topic=topic,
            parent_id=None if category is None else self.channel(category).id,
        )
        for whom, (allow, deny) in (overwrites or {}).items():
            self.overwrite(channel, whom, allow=allow, deny=deny)
        return self.include(channel, "CHANNEL_CREATE")

    def overwrite(
        self, channel: Channel, whom: str | Role | Member, *, allow: Rights = 0, deny: Rights = 0
    ) -> None:
        """What a role or a member may do here beside what they may do anyway; no event of its own."""
        member = isinstance(whom, Member) or (isinstance(whom, str) and whom not in self._role_names())
        target = self.member(whom) if member and not isinstance(whom, Role) else self.role(whom)  # type: ignore[arg-type] # whom is a Member only if member is true
        channel.overwrites[target.id] = Overwrite(target.id, member, bits(allow), bits(deny))

    def _role_names(self) -> set[str]:
        return {role.name for role in self.roles.values()}

    def include(self, channel: Channel, event: str) -> Channel:
        """Take in a channel or thread that was made."""
        self.channels[channel.id] = self.world.channels[channel.id] = channel
        self._tell(event, channel_json(channel), "channel", channel)
        return channel

    def change_channel(self, channel: Channel, **fields: object) -> None:
        for name, value in fields.items():
            setattr(channel, name, value)
        event = "THREAD_UPDATE" if channel.kind in THREADS else "CHANNEL_UPDATE"
        self._tell(event, channel_json(channel), "channel", channel)

    def delete_channel(self, named: str | int | Channel) -> Channel:
        channel = self.channel(named)
        for thread in [one for one in self.channels.values() if one.thread and one.parent_id == channel.id]:
            self.delete_channel(thread)
        body = channel_json(channel)
        self.channels.pop(channel.id)
        self.world.channels.pop(channel.id)
        event = "THREAD_DELETE" if channel.kind in THREADS else "CHANNEL_DELETE"
        self._tell(event, body, "channel", channel)
        return channel

    def _tell(self, event: str, body: JSON, kind: str, channel: Channel | None = None) -> None:
        body = {"guild_id": str(self.id), **body}
        self.world.dispatch(event, body, guild=self, channel=channel)
        about = {} if channel is None else {"channel": str(channel.id)}
        self.world.changes.tell(kind, event=event, guild=str(self.id), **about)


def stored_name(name: str, kind: int) -> str:
    """Text channels lose capitals and blanks; other kinds keep their name as sent."""
    return name.lower().replace(" ", "-") if kind in (0, 5) else name


def _found(things: Iterable[T], named: str | int | T) -> T:
    for thing in things:
        if named is thing or named in (thing.id, thing.name):
            return thing
    raise LookupError(f"nothing is called {named!r} here")
