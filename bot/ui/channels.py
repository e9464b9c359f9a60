"""A channel's budget, and what Discord's refusals mean for those who write there."""

import asyncio
import time
from collections import deque
from enum import Enum, auto

import aiohttp
import discord

_EDITS, _WINDOW = 3, 6.2
"""Discord takes three edits in six seconds for a channel's messages older than an hour."""
CALL_DEADLINE = 30.0
"""Seconds for one call: discord.py itself would wait for minutes."""

FAILURES = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError)
"""All that a call to Discord may raise and that is no bug of ours."""

NEEDED = ("view_channel", "send_messages", "embed_links", "read_message_history")
"""What the bot needs where it keeps boards and tells news."""


class Trouble(Enum):
    """What follows from a failed call."""

    MESSAGE_GONE = auto()  # post it anew
    CHANNEL_CLOSED = auto()  # pause, and say which permission is missing
    REFUSED = auto()  # our own mistake: sending the same again would not help
    LATER = auto()  # Discord's trouble: try again


def trouble_in(error: Exception) -> Trouble:
    """Judge one of `FAILURES`."""
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
    granted = channel.permissions_for(channel.guild.me)
    lacking = [name.replace("_", " ").title() for name in NEEDED if not getattr(granted, name)]
    return (
        f"the bot lacks {', '.join(lacking)}"
        if lacking
        else "Discord refuses, although nothing seems to lack"
    )


class Pace:
    """Spreads one channel's edits so that Discord never has to refuse one."""

    def __init__(self) -> None:
        self._taken: deque[float] = deque(maxlen=_EDITS)

    async def turn(self) -> None:
        """Wait until one more is within the budget."""
        if len(self._taken) == _EDITS:
            await asyncio.sleep(max(0.0, self._taken[0] + _WINDOW - time.monotonic()))
        self._taken.append(time.monotonic())
