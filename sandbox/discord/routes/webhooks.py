"""Channel webhooks; an interaction's token is a webhook of the application itself."""

from sandbox.discord import audit, posting
from sandbox.discord.call import Answer, Call, Handler, Route, the_body
from sandbox.discord.errors import JSON, Refused, unknown
from sandbox.discord.model import Message, User
from sandbox.discord.payloads import message_json
from sandbox.discord.permissions import Right
from sandbox.discord.routes import callbacks
from sandbox.discord.webhooks import Webhook

MOST_WEBHOOKS = 15


def _create(call: Call) -> JSON:
    channel = call.channel
    call.need(channel, Right.MANAGE_WEBHOOKS)
    if sum(one.channel is channel for one in call.world.webhooks.values()) >= MOST_WEBHOOKS:
        raise Refused(400, 30007, "Maximum number of webhooks reached (15)")
    world = call.world
    webhook = Webhook(world.ids.next(), the_body(call)["name"], channel, world.bot, world.application_id)
    world.webhooks[webhook.id] = webhook
    if channel.guild is not None:
        channel.guild.audit.add(audit.WEBHOOK_CREATE, world.bot, webhook.id, call.reason)
    return webhook.to_json()


def _of_channel(call: Call) -> list[JSON]:
    channel = call.channel
    call.need(channel, Right.MANAGE_WEBHOOKS)
    return [one.to_json() for one in call.world.webhooks.values() if one.channel is channel]


def _of_guild(call: Call) -> list[JSON]:
    guild = call.guild
    call.need(guild, Right.MANAGE_WEBHOOKS)
    return [one.to_json() for one in call.world.webhooks.values() if one.channel.guild is guild]


def _of_token(call: Call) -> Webhook:
    webhook = call.world.webhooks.get(call.id("webhook"))
    if webhook is None or webhook.channel.id not in call.world.channels:
        raise unknown("webhook")
    if webhook.token != call.path["token"]:
        raise Refused(401, 50027, "Invalid Webhook Token")
    return webhook


def _message(call: Call) -> Message:
    webhook = _of_token(call)
    message = posting.find(webhook.channel, call.id("message"))
    if message.webhook_id != webhook.id:
        raise unknown("message")
    return message


def _execute(call: Call) -> Answer:
    webhook, body = _of_token(call), the_body(call)
    author = User(webhook.id, body.get("username") or webhook.name, bot=True)
    message = posting.post(call.world, webhook.channel, author, body, call.uploads, webhook_id=webhook.id)
    wait = call.query.get("wait") in ("1", "true")
    return Answer(200, message_json(message)) if wait else Answer(204)


def _get(call: Call) -> JSON:
    return message_json(_message(call))


def _edit(call: Call) -> JSON:
    return message_json(posting.edit(call.world, _message(call), the_body(call), call.uploads))


def _delete(call: Call) -> None:
    posting.delete(call.world, _message(call))


def _either(interaction: Handler, webhook: Handler) -> Handler:
    def choose(call: Call) -> object:
        own = call.path["webhook"] == str(call.world.application_id)
        return interaction(call) if own else webhook(call)

    return choose


TOKEN = "/webhooks/{webhook}/{token}"  # noqa: S105 - an address
ROUTES: list[Route] = [
    ("POST", "/channels/{channel}/webhooks", _create),
    ("GET", "/channels/{channel}/webhooks", _of_channel),
    ("GET", "/guilds/{guild}/webhooks", _of_guild),
    ("POST", TOKEN, _either(callbacks.follow_up, _execute)),
    ("GET", TOKEN + "/messages/{message}", _either(callbacks.get_one, _get)),
    ("PATCH", TOKEN + "/messages/{message}", _either(callbacks.edit_one, _edit)),
    ("DELETE", TOKEN + "/messages/{message}", _either(callbacks.delete_one, _delete)),
]
