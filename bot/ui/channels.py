"""A channel's budget, and what Discord's refusals mean for those who write there."""

import asyncio
import logging
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from enum import Enum, auto

import aiohttp
import discord

log = logging.getLogger(__name__)

_BETWEEN_EDITS = 2.1
"""Seconds: Discord takes three edits in six seconds for a channel's messages older than an hour."""
NONCE_LIVES = timedelta(minutes=2)
"""How long Discord surely knows a nonce, and gives back the first message for it."""
CALL_DEADLINE = 30.0
"""Seconds for one call: discord.py itself would wait for minutes."""

FAILURES = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError)
"""All that a call to Discord may raise and that is no bug of ours."""

NEEDED = ("view_channel", "send_messages", "embed_links", "read_message_history")
"""What the bot needs where it keeps boards and tells news."""

INVITED_WITH = discord.Permissions(**dict.fromkeys((*NEEDED, "add_reactions", "attach_files"), True))
"""What an invite link asks for: `NEEDED`, reactions to mark a line that did not reach its game, and files for
the pictures of results, which are columns of text without."""

_OWN_WORDS = {"manage_guild": "Manage Server", "moderate_members": "Timeout Members"}


class Trouble(Enum):
    """What follows from a failed call."""

    MESSAGE_GONE = auto()  # post it anew
    CHANNEL_CLOSED = auto()  # pause, and say which permission is missing
    REFUSED = auto()  # our own mistake: sending the same again would not help
    LATER = auto()  # Discord's trouble: try again


def is_failure(error: Exception) -> bool:
    """Tell whether *error* is one of `FAILURES`, or what aiohttp says of a client closed meanwhile."""
    return isinstance(error, FAILURES) or (isinstance(error, RuntimeError) and "closed" in str(error))


def trouble_in(error: Exception) -> Trouble:
    """Judge what `is_failure`."""
    if isinstance(error, discord.NotFound):
        return Trouble.MESSAGE_GONE if error.code == 10008 else Trouble.CHANNEL_CLOSED
    if isinstance(error, discord.Forbidden):
        return Trouble.CHANNEL_CLOSED
    if isinstance(error, discord.HTTPException) and error.status == 400:
        return Trouble.REFUSED
    return Trouble.LATER


def missing_permissions(client: discord.Client, channel_id: int) -> str:
    """Say what the bot lacks in a channel, in Discord's own words for it."""
    channel = client.get_channel(channel_id)
    if not isinstance(channel, discord.abc.GuildChannel):
        return "the channel does not exist, or the bot may not see it (View Channel)"
    lacking = lacking_permissions(channel, channel.guild.me)
    return f"the bot lacks {lacking}" if lacking else "Discord refuses, although nothing seems to lack"


def lacking_permissions(channel: discord.abc.GuildChannel, member: discord.Member) -> str:
    """Name what of `NEEDED` *member* lacks in *channel*, without what only follows from something else."""
    granted = channel.permissions_for(member)
    if not granted.view_channel:
        return in_discords_words(["view_channel"])  # everything else is gone with it
    without = () if granted.send_messages else ("embed_links",)
    return in_discords_words(name for name in NEEDED if not getattr(granted, name) and name not in without)


def may_attach(client: discord.Client, channel_id: int) -> bool:
    """Tell whether a message in that channel can have a picture; where nobody knows, it is tried."""
    channel = client.get_channel(channel_id)
    if not isinstance(channel, discord.abc.GuildChannel):
        return True
    return channel.permissions_for(channel.guild.me).attach_files


def in_discords_words(permissions: Iterable[str]) -> str:
    """Name permissions as Discord's settings do."""
    return ", ".join(_OWN_WORDS.get(name, name.replace("_", " ").title()) for name in permissions)


class Closed:
    """The channels that the bot cannot write to; each is reported once, until it is open again.

    *complaint* says what cannot be done there.
    """

    def __init__(self, complaint: str) -> None:
        self._complaint = complaint
        self._channels: set[int] = set()

    def report(self, client: discord.Client | None, channel: int) -> None:
        """Tell the operator what the bot lacks in *channel*."""
        if client is not None and channel not in self._channels:
            self._channels.add(channel)
            lacking = missing_permissions(client, channel)
            log.warning("%s in channel %s: %s", self._complaint, channel, lacking)

    def is_open(self, channel: int) -> None:
        """Note that *channel* was written to."""
        self._channels.discard(channel)


class Pauses:
    """Waits between two tries, all of which end at once when there is hope that a try succeeds."""

    def __init__(self) -> None:
        self._over = asyncio.Event()

    async def wait(self, seconds: float) -> None:
        """Wait that long, or until there is hope."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._over.wait()

    def end(self) -> None:
        """Let everybody who waits try again now."""
        self._over.set()
        self._over = asyncio.Event()


class Pace:
    """Spreads one channel's edits evenly: a burst would be followed by seconds in which a board is untrue."""

    def __init__(self) -> None:
        self._next = 0.0

    async def turn(self) -> None:
        """Wait until one more edit is within the budget."""
        await asyncio.sleep(max(0.0, self._next - time.monotonic()))

    def spend(self) -> None:
        """Count one edit."""
        self._next = time.monotonic() + _BETWEEN_EDITS
