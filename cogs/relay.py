"""Carries what members write in a server's chat channel into the game; the other way is news."""

import logging

import discord
from discord.ext import commands

from bot.domain.capabilities import CanSay, HearsChat
from bot.domain.errors import BackendError
from bot.services.servers import Server
from bot.ui.channels import FAILURES
from bot.ui.host import Host, Services

log = logging.getLogger(__name__)

_LONGEST = 300
_REMARK = 30.0
"""Seconds that a remark stands in a channel that is for chat."""
_FAILED = "\N{WARNING SIGN}"


class Relay(commands.Cog):
    """One way of the chat relay."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._know_it_is_one_way: set[tuple[str, int]] = set()
        """The servers that do not tell what players write, with the members who were told so in this run."""

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Say in the game what a member wrote; bots are left out, so nothing goes round in circles."""
        if message.author.bot or message.webhook_id or not message.content.strip():
            return
        for server in self._services.servers.that_can(CanSay):
            if server.place.channels.get("chat") == message.channel.id:
                await self._carry(message, server)

    async def _carry(self, message: discord.Message, server: Server) -> None:
        backend = server.source.backend
        assert isinstance(backend, CanSay)  # noqa: S101 - chosen so; this tells the type checker
        if await self._services.linking.keep_secret(message.content):
            await _say_where(message, server)
            return
        text = " ".join(message.clean_content.split())[:_LONGEST]
        try:
            async with server.chat.turn(server.name):
                await backend.say(server.inner, f"[Discord] {message.author.display_name}: {text}")
        except BackendError as error:
            log.info("a line from Discord did not reach %s: %s", server.name, error)
            await _mark_failed(message)
            return
        if not server.source.can(HearsChat):
            await self._tell_one_way(message, server)

    async def _tell_one_way(self, message: discord.Message, server: Server) -> None:
        """Tell a member at their first line to expect no answer here."""
        told = (server.name, message.author.id)
        if told in self._know_it_is_one_way:
            return
        self._know_it_is_one_way.add(told)
        words = "The players read this, but what they write in the game is not shown here."
        try:
            await message.reply(words, delete_after=_REMARK, mention_author=False)
        except FAILURES:
            log.debug("no right to reply in %s", message.channel.id)


async def _say_where(message: discord.Message, server: Server) -> None:
    """Tell somebody who typed a link code here where it belongs."""
    where = "in the game's chat" if server.source.takes_codes else "into the form that `/linkme` opens"
    words = f"Type that {where}, not here. A code that was shown here counts no more: `/linkme`."
    try:
        await message.reply(words, delete_after=_REMARK, mention_author=False)
    except FAILURES:
        await _mark_failed(message)


async def _mark_failed(message: discord.Message) -> None:
    """Show under the line that it did not arrive, or that nobody knows."""
    try:
        await message.add_reaction(_FAILED)
    except FAILURES:
        log.debug("no right to add reactions in %s", message.channel.id)


async def setup(bot: Host) -> None:
    """Load the relay; without the message content intent there is nothing to carry."""
    if bot.intents.message_content:
        await bot.add_cog(Relay(bot.services))
