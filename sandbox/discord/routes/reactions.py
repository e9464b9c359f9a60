"""Reactions to messages."""

from sandbox.discord.call import Call, Route, whole
from sandbox.discord.errors import JSON, Refused, unknown
from sandbox.discord.payloads import user_json
from sandbox.discord.permissions import Right
from sandbox.discord.reacting import react

MOST_KINDS = 20


def _add(call: Call) -> None:
    message, emoji = call.message, call.path["emoji"]
    call.need(message.channel, Right.READ_MESSAGE_HISTORY)
    if emoji not in message.reactions:
        call.need(message.channel, Right.ADD_REACTIONS)
        if len(message.reactions) >= MOST_KINDS:
            raise Refused(400, 30010, "Maximum number of reactions reached (20)")
    if emoji.isascii() and ":" not in emoji:
        raise unknown("emoji")
    react(call.world, message, emoji, call.world.bot.id, add=True)


def _remove_own(call: Call) -> None:
    react(call.world, call.message, call.path["emoji"], call.world.bot.id, add=False)


def _remove(call: Call) -> None:
    call.need(call.channel, Right.MANAGE_MESSAGES)
    react(call.world, call.message, call.path["emoji"], call.id("user"), add=False)


def _people(call: Call) -> list[JSON]:
    after = int(call.query.get("after", "0"))
    people = sorted(one for one in call.message.reactions.get(call.path["emoji"], []) if one > after)
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
