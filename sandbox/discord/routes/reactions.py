"""Reactions to messages."""

from sandbox.discord.call import Call, Route, whole
from sandbox.discord.errors import JSON, Refused, unknown
from sandbox.discord.model import Message
from sandbox.discord.payloads import emoji_json, user_json
from sandbox.discord.permissions import Right

MOST_KINDS = 20


def react(call: Call, message: Message, emoji: str, user_id: int, *, add: bool) -> None:
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
    call.world.dispatch(event, body, guild=message.channel.guild, channel=message.channel)
    call.world.changes.tell("message edited", channel=str(message.channel.id), message=str(message.id))


def _add(call: Call) -> None:
    message, emoji = call.message, call.path["emoji"]
    call.need(message.channel, Right.READ_MESSAGE_HISTORY)
    if emoji not in message.reactions:
        call.need(message.channel, Right.ADD_REACTIONS)
        if len(message.reactions) >= MOST_KINDS:
            raise Refused(400, 30010, "Maximum number of reactions reached (20)")
    if emoji.isascii() and ":" not in emoji:
        raise unknown("emoji")
    react(call, message, emoji, call.world.bot.id, add=True)


def _remove_own(call: Call) -> None:
    react(call, call.message, call.path["emoji"], call.world.bot.id, add=False)


def _remove(call: Call) -> None:
    call.need(call.channel, Right.MANAGE_MESSAGES)
    react(call, call.message, call.path["emoji"], call.id("user"), add=False)


def _people(call: Call) -> list[JSON]:
    people = call.message.reactions.get(call.path["emoji"], [])
    return [user_json(call.world.users[one]) for one in people[: whole(call, "limit", 25, 1, 100)]]


def _clear(call: Call) -> None:
    message = call.message
    call.need(message.channel, Right.MANAGE_MESSAGES)
    message.reactions.clear()
    body: JSON = {"channel_id": str(message.channel.id), "message_id": str(message.id)}
    if message.channel.guild is not None:
        body["guild_id"] = str(message.channel.guild.id)
    call.world.dispatch(
        "MESSAGE_REACTION_REMOVE_ALL", body, guild=message.channel.guild, channel=message.channel
    )
    call.world.changes.tell("message edited", channel=body["channel_id"], message=body["message_id"])


ALL = "/channels/{channel}/messages/{message}/reactions"
ROUTES: list[Route] = [
    ("DELETE", ALL, _clear),
    ("GET", ALL + "/{emoji}", _people),
    ("PUT", ALL + "/{emoji}/@me", _add),
    ("DELETE", ALL + "/{emoji}/@me", _remove_own),
    ("DELETE", ALL + "/{emoji}/{user}", _remove),
]
