"""The posts of results: each result one message, which later changes edit."""

from datetime import datetime, timedelta, tzinfo

import discord

from bot.clock import Clock
from bot.pictures.painter import Painter
from bot.services import news
from bot.services.results import Kept, Results
from bot.services.servers import Servers
from bot.storage.outbox import OutboxRow
from bot.ui.channels import NONCE_LIVES, Trouble, may_attach, trouble_in
from bot.ui.result_buttons import DETAILS, button_id, result_view
from bot.ui.result_embeds import result_embed
from bot.ui.result_pictures import NAME, result_picture


class ResultPosts:
    """Makes the message of a result true, whatever the news of it was."""

    def __init__(
        self, results: Results, servers: Servers, painter: Painter, zone: tzinfo, clock: Clock
    ) -> None:
        self._results = results
        self._servers = servers
        self._painter = painter
        self._zone = zone
        self._clock = clock

    async def tell(self, client: discord.Client, channel: int, row: OutboxRow) -> None:
        """Edit the message of the result that *row* names, or post it in *channel*; 0 is no channel.

        Raises one of `channels.FAILURES`; the same row may then be told again.
        """
        kept = await self._results.find(row.payload["result"])
        if kept is None or await self._edited(client, channel, kept) or not channel:
            return
        place = client.get_partial_messageable(channel)
        message_id = None
        if row.tried_at and self._clock() - row.tried_at > NONCE_LIVES:
            message_id = await _standing(place, kept, row.tried_at)
        if message_id is None:
            embed, picture = await self._shown(client, channel, kept)
            file = picture or discord.utils.MISSING
            view = result_view(kept.id)
            message_id = (await place.send(embed=embed, file=file, view=view, nonce=row.batch or "")).id
        await self._results.posted(kept.id, channel, message_id)

    async def _edited(self, client: discord.Client, channel: int, kept: Kept) -> bool:
        """Edit the message that shows *kept*; False when there is none, or none that one can reach."""
        if kept.channel_id is None or kept.message_id is None:
            return False
        embed, picture = await self._shown(client, kept.channel_id, kept)
        message = client.get_partial_messageable(kept.channel_id).get_partial_message(kept.message_id)
        try:
            await message.edit(
                embed=embed, attachments=[picture] if picture else [], view=result_view(kept.id)
            )
        except (discord.NotFound, discord.Forbidden) as error:
            if trouble_in(error) is Trouble.CHANNEL_CLOSED and channel == kept.channel_id:
                raise
            return False
        return True

    async def _shown(
        self, client: discord.Client, channel: int, kept: Kept
    ) -> tuple[discord.Embed, discord.File | None]:
        server = self._server_named(channel, kept)
        picture = None
        if may_attach(client, channel):
            picture = await result_picture(self._painter, kept, server, zone=self._zone)
        embed = result_embed(kept, server, with_order=picture is None)
        if picture is not None:
            embed.set_image(url=f"attachment://{NAME}")
        return embed, picture

    def _server_named(self, channel: int, kept: Kept) -> str:
        """Return the server's name where more than one tells its results in *channel*."""
        sharing = [one for one in self._servers if one.place.channels.get(news.RESULTS_CHANNEL) == channel]
        if len(sharing) <= 1 and all(one.name == kept.server for one in sharing):
            return ""
        server = self._servers.get(kept.server)
        return server.title if server else kept.server


async def _standing(place: discord.PartialMessageable, kept: Kept, tried_at: datetime) -> int | None:
    """Return the post of an earlier try whose answer was lost, and whose nonce Discord has forgotten."""
    mark = button_id(DETAILS, kept.id)
    async for message in place.history(limit=100, after=tried_at - timedelta(seconds=5)):
        for row in message.components:
            children = row.children if isinstance(row, discord.ActionRow) else []
            if any(child.custom_id == mark for child in children):
                return message.id
    return None
