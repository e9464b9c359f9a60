"""Reactions put to a message and taken away, whoever does it."""

from sandbox.discord.errors import JSON
from sandbox.discord.model import Message
from sandbox.discord.payloads import emoji_json
from sandbox.discord.world import World


def react(world: World, message: Message, emoji: str, user_id: int, *, add: bool) -> None:
    people = message.reactions.setdefault(emoji, [])
    if (user_id in people) == add:
        return
    people.append(user_id) if add else people.remove(user_id)
    if not people:
        del message.reactions[emoji]
    body: JSON = {
        "user_id": str(user_id),
        "channel_id": str(message.channel.id),
        "message_id": str(message.id),
        "emoji": emoji_json(emoji),
        "burst": False,
        "type": 0,
    }
    if message.channel.guild is not None:
        body["guild_id"] = str(message.channel.guild.id)
    event = "MESSAGE_REACTION_ADD" if add else "MESSAGE_REACTION_REMOVE"
    world.dispatch(event, body, guild=message.channel.guild, channel=message.channel)
    world.changes.tell("message edited", channel=str(message.channel.id), message=str(message.id))
