"""Messages as the bot's application may see them: blank without the message content switch."""

from sandbox.discord.errors import JSON
from sandbox.discord.intents import CONTENT, without_content
from sandbox.discord.model import Message
from sandbox.discord.payloads import message_json
from sandbox.discord.world import World


def seen_json(world: World, message: Message) -> JSON:
    body = message_json(message, world.bot.id)
    if world.allowed_intents & CONTENT or message.channel.guild is None:
        return body
    guild_id = str(message.channel.guild.id)
    body = without_content({**body, "guild_id": guild_id}, world.bot.id)
    del body["guild_id"]  # REST leaves it out
    return body
