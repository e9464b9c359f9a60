"""The local Discord as one person's client shows it."""

from sandbox.discord import Person
from sandbox.discord.errors import JSON
from sandbox.discord.guild import Guild
from sandbox.discord.interactions import COMMAND, Interaction
from sandbox.discord.model import DM, THREADS, Channel, Member, Message, Role
from sandbox.discord.options import GROUP, SUB_COMMAND
from sandbox.discord.payloads import message_json
from sandbox.discord.permissions import Right

MOST_MESSAGES = 100
CHAT_INPUT = 1  # the type of commands that are typed


def people_json(guild: Guild) -> list[JSON]:
    """Everybody in the guild, the bot too."""
    return [_member_json(member) for member in guild.members.values()]


def _member_json(member: Member) -> JSON:
    roles = sorted(_own_roles(member), key=lambda role: -role.position)
    return {
        "id": str(member.id),
        "name": member.name,
        "shown": display_name(member),
        "bot": member.user.bot,
        "owner": member.user is member.guild.owner,
        "roles": [{"name": role.name, "colour": role.colour} for role in roles],
    }


def _own_roles(member: Member) -> list[Role]:
    return [member.guild.roles[role_id] for role_id in member.role_ids]


def display_name(member: Member) -> str:
    return member.nick or member.user.display_name or member.name


def roles_json(guild: Guild) -> list[JSON]:
    return [
        {"id": str(role.id), "name": role.name, "colour": role.colour}
        for role in guild.roles.values()
        if role.id != guild.id
    ]


def channels_json(person: Person) -> list[JSON]:
    """The channels this person sees, their DM with the bot last."""
    guild = person.guild
    ordered = sorted(guild.channels.values(), key=lambda one: one.position)
    seen = [one for one in ordered if guild.permissions(person.member, one) & Right.VIEW_CHANNEL]
    seen += [one for one in person.world.channels.values() if one.recipient is person.user]
    return [_channel_json(person, one) for one in seen]


def _channel_json(person: Person, channel: Channel) -> JSON:
    return {
        "id": str(channel.id),
        "name": person.world.bot.name if channel.kind == DM else channel.name,
        "kind": channel.kind,
        "topic": channel.topic,
        "parent": None if channel.parent_id is None else str(channel.parent_id),
        "writable": channel.takes_messages and _may_write(person, channel),
    }


def _may_write(person: Person, channel: Channel) -> bool:
    if channel.guild is None:
        return True
    right = Right.SEND_MESSAGES_IN_THREADS if channel.kind in THREADS else Right.SEND_MESSAGES
    return bool(channel.guild.permissions(person.member, channel) & right)


def messages_json(person: Person, channel: Channel) -> list[JSON]:
    """The newest messages in order, with the ephemeral ones that are for this person."""
    seen = [message for message in channel.messages.values() if person.sees(message)]
    return [shown_message(person, message) for message in seen[-MOST_MESSAGES:]]


def shown_message(person: Person, message: Message) -> JSON:
    """The message as REST has it, and what a client knows besides."""
    body = message_json(message, person.id)
    body["ephemeral"] = message.ephemeral
    body["loading"] = message.loading
    body["author"]["shown"] = _author(message)
    interaction = message.interaction
    if interaction is not None and interaction.kind == COMMAND:
        body["used"] = {"by": str(interaction.user.id), "command": _command_words(interaction)}
    if message.reply_to is not None:
        body["answers"] = _answered(message)
    return body


def _author(message: Message) -> str:
    guild = message.channel.guild
    member = None if guild is None else guild.members.get(message.author.id)
    return message.author.display_name or message.author.name if member is None else display_name(member)


def _answered(message: Message) -> JSON | None:
    target = message.channel.messages.get(int((message.reply_to or {})["message_id"]))
    return None if target is None else {"author": str(target.author.id), "text": target.text[:120]}


def _command_words(interaction: Interaction) -> str:
    """The command with its sub-commands, such as "/session advance", or the name of a menu's entry."""
    if interaction.data["type"] != CHAT_INPUT:
        return str(interaction.data["name"])
    words, level = [str(interaction.data["name"])], interaction.data.get("options", [])
    while level and level[0]["type"] in (SUB_COMMAND, GROUP):
        words.append(level[0]["name"])
        level = level[0].get("options", [])
    return "/" + " ".join(words)
