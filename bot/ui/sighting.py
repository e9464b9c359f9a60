"""Compares what is stored of the boards with what stands in their channels: either may be lost."""

from collections.abc import Mapping
from dataclasses import replace

import discord

from bot.storage.boards import BoardRow
from bot.ui.board_buttons import mark_of
from bot.ui.channels import Trouble, trouble_in

_RECENT = 100
"""How many of a channel's newest messages are looked through for boards that lost their row."""


class Sightings:
    """What was seen of each channel; it is looked at once, until it is forgotten."""

    def __init__(self) -> None:
        self._seen: dict[int, Mapping[str, int]] = {}

    def forget(self, channel: int) -> None:
        """Look at *channel* anew when it is asked about next."""
        self._seen.pop(channel, None)

    def forget_all(self) -> None:
        """Look at every channel anew."""
        self._seen.clear()

    async def verify(self, row: BoardRow, client: discord.Client) -> BoardRow:
        """Return *row* with the message that truly stands in its channel, or with none."""
        place = client.get_partial_messageable(row.channel_id)
        seen = self._seen.get(row.channel_id)
        if seen is None:
            seen = self._seen[row.channel_id] = await _sight(place, client)
        if row.message_id is None:
            return replace(row, message_id=seen.get(mark_of(row.kind, row.subject)), digest=None)
        if row.message_id in seen.values():
            return row
        try:
            await place.fetch_message(row.message_id)
        except discord.NotFound as error:
            if trouble_in(error) is not Trouble.MESSAGE_GONE:
                raise
            return replace(row, message_id=None, digest=None)
        return row


async def _sight(place: discord.PartialMessageable, client: discord.Client) -> Mapping[str, int]:
    """Find the bot's own boards among a channel's newest messages, by the id of their first button."""
    found: dict[str, int] = {}
    async for message in place.history(limit=_RECENT):
        if client.user is None or message.author.id != client.user.id:
            continue
        for item in discord.ui.View.from_message(message, timeout=None).children:
            if isinstance(item, discord.ui.Button) and item.custom_id:
                found.setdefault(item.custom_id, message.id)
    return found
