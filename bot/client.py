"""The discord.py client: loads the cogs, syncs the commands when they changed, and is started again."""

import asyncio
import hashlib
import json
import logging
import random
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import discord
from discord import app_commands
from discord.ext import commands

from bot.games import extensions
from bot.storage import memo
from bot.storage.database import Database
from bot.ui.boards import Boards
from bot.ui.channels import FAILURES
from bot.ui.embeds import total_words
from bot.ui.feed import Feed
from bot.ui.host import Host, Services
from bot.ui.surface import Surface
from bot.ui.tree import Tree
from bot.ui.views import StaleButton

log = logging.getLogger(__name__)

discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # this bot never speaks

_STEADY = 300.0
_LONGEST_PAUSE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What an operator decided about this client."""

    guild_id: int
    rename: Mapping[str, str] = field(default_factory=dict)
    hide: Sequence[str] = ()


class Client(Host):
    """One connection's life; after an end a new one is made."""

    def __init__(
        self,
        *,
        services: Services,
        wishes: Wishes,
        database: Database,
        boards: Boards,
        feed: Feed,
        intents: discord.Intents,
    ) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents,
            tree_cls=Tree,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            guild_ready_timeout=0.5,
        )
        self.services = services
        self._wishes = wishes
        self._database = database
        self._boards = boards
        self._feed = feed
        self._shown_total = ""
        self._guild = discord.Object(wishes.guild_id)
        self._surface: Surface | None = None
        self._are_told = False

    async def setup_hook(self) -> None:
        """Load the cogs and tell Discord the commands; nothing is connected yet."""
        self.add_dynamic_items(StaleButton)
        for name in extensions():
            await self.load_extension(name)
        tree = self.tree
        assert isinstance(tree, Tree)  # noqa: S101 - tree_cls above; discord.py's type does not say it
        self._surface = Surface(tree, self._guild, self._wishes.rename, self._wishes.hide)
        self._surface.arrange(self.services.servers)
        if await self._known_digest() is None or self.services.servers.were_all_asked:
            await self._sync()

    async def offer_commands(self) -> None:
        """Tell Discord the commands, where they changed; to be called every few seconds.

        What a server cannot do shows at its first look: before that, Discord keeps what the last run told.
        """
        if self._surface is None or self.is_closed():
            return
        if self._surface.arrange(self.services.servers):
            self._are_told = False
        if not self._are_told and self.services.servers.were_all_asked:
            with suppress(*FAILURES):  # the next call tries again
                await self._sync()

    async def _known_digest(self) -> str | None:
        async with self._database.read() as connection:
            return await memo.get(connection, "commands")

    async def _sync(self, *, again: bool = False) -> None:
        self._are_told = False
        payload = [command.to_dict(self.tree) for command in self.tree.get_commands(guild=self._guild)]
        text = json.dumps([self.application_id, self._guild.id, payload], sort_keys=True)
        digest = hashlib.sha256(text.encode()).hexdigest()
        if await self._known_digest() != digest or again:
            await self._tell_commands(digest, len(payload))
        self._are_told = True

    async def _tell_commands(self, digest: str, count: int) -> None:
        try:
            await self.tree.sync(guild=self._guild)
        except discord.Forbidden:
            log.error("Discord takes no commands for the guild %d: invite the bot there", self._guild.id)  # noqa: TRY400 - its text says it all
            return
        except app_commands.CommandSyncFailure as error:  # the next start would change nothing about it
            log.error("Discord refuses the commands, those it knows stay: %s", error)  # noqa: TRY400 - its text says it all
            return
        async with self._database.write() as connection:
            await memo.put(connection, "commands", digest)
        log.info("told Discord %d commands", count)

    async def close(self) -> None:
        """Close; a client that is not yet ready must not become so afterwards."""
        becoming_ready = self._connection._ready_task  # noqa: SLF001 - discord.py forgets to end it
        if becoming_ready is not None:
            becoming_ready.cancel()
        await super().close()

    async def on_ready(self) -> None:
        """Show everything anew; this may come several times."""
        guild = self.get_guild(self._wishes.guild_id)
        if guild is None:
            log.error("the bot is not in the guild %d: invite it there", self._wishes.guild_id)
        else:
            for name in self.services.access.unclear(guild, self.services.servers):
                log.error("the role %r in main.yaml gives nobody a level: no role, or several, bear it", name)
        self._shown_total = ""
        self._boards.look_again()
        self._feed.try_again()

    async def on_resumed(self) -> None:
        """Do at once what waits for Discord's return."""
        self._try_again()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Tell the commands again: a guild that removed the bot has forgotten them."""
        if guild.id == self._wishes.guild_id:
            await self._sync(again=True)
            self._try_again()

    async def on_guild_channel_create(self, _: discord.abc.GuildChannel) -> None:
        """Try again where a channel was missing."""
        self._try_again()

    async def on_guild_channel_update(
        self, _: discord.abc.GuildChannel, __: discord.abc.GuildChannel
    ) -> None:
        """Try again where a permission was missing."""
        self._try_again()

    async def on_guild_role_update(self, _: discord.Role, __: discord.Role) -> None:
        """The same: permissions come from roles too."""
        self._try_again()

    def _try_again(self) -> None:
        self._boards.try_again()
        self._feed.try_again()

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the cogs that listen: there are no commands in plain text."""

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Make a board again when somebody deletes it."""
        self._boards.message_deleted(event.channel_id, event.message_id)

    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """The same for many messages at once."""
        for message_id in event.message_ids:
            self._boards.message_deleted(event.channel_id, message_id)

    async def show_total(self) -> None:
        """Show in the bot's presence how many people play, where that changed."""
        text = total_words(list(self.services.servers))
        if text != self._shown_total and self.is_ready() and not self.is_closed():
            with suppress(*FAILURES):  # the connection may just have ended; the next one begins with it
                await self.change_presence(activity=discord.CustomActivity(text))
                self._shown_total = text


async def granted_intents(token: str) -> discord.Intents:
    """Ask Discord which privileged intents this application has; raises `discord.LoginFailure`."""
    async with discord.Client(intents=discord.Intents(guilds=True)) as probe:
        await probe.login(token)
        return intents_for(probe.application_flags)


def intents_for(flags: discord.ApplicationFlags) -> discord.Intents:
    """Return what the bot asks of an application with these *flags*."""
    intents = discord.Intents(guilds=True, guild_messages=True)
    intents.members = flags.gateway_guild_members or flags.gateway_guild_members_limited
    intents.message_content = flags.gateway_message_content or flags.gateway_message_content_limited
    return intents


async def supervise(make: Callable[[discord.Intents], discord.Client], token: str) -> None:
    """Keep a client connected until cancelled; each end is followed by a new one, after a growing pause.

    Raises `discord.LoginFailure` when Discord does not accept the token: that needs a person.
    """
    pause, told = 1.0, None
    while True:
        started = time.monotonic()
        try:
            intents = await granted_intents(token)
            if intents != told:
                for sentence in what_is_off(intents):
                    log.warning("%s", sentence)
                told = intents
            async with make(intents) as client:
                # left to itself discord.py would wait up to 17 minutes between two tries; it still resumes
                await client.start(token, reconnect=False)
        except discord.LoginFailure:
            raise
        except (*FAILURES, discord.ConnectionClosed, discord.GatewayNotFound) as error:
            log.warning("the connection to Discord ended, it is made again: %s", str(error) or repr(error))
        except Exception:
            log.exception("the connection to Discord ended; it is made again")
        pause = 1.0 if time.monotonic() - started > _STEADY else min(pause * 2, _LONGEST_PAUSE)
        await asyncio.sleep(pause * random.uniform(0.8, 1.2))  # noqa: S311 - spreads restarts, hides nothing


def what_is_off(intents: discord.Intents) -> list[str]:
    """Say, one sentence each, what goes without the privileged intents that are not granted."""
    where = "switch it on in the Discord developer portal under Bot, Privileged Gateway Intents"
    off = []
    if not intents.message_content:
        off.append(f"no Message Content intent: what is written in Discord is not relayed to games; {where}")
    if not intents.members:
        off.append(f"no Server Members intent: roles are read when somebody uses a command; {where}")
    return off
