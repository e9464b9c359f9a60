"""Results that one person leafs through, newest first, and opens."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import discord

from bot.domain.errors import NoSuchResult
from bot.services.results import Head, Heading, Kept
from bot.ui.fitting import fitted
from bot.ui.host import Interaction, Services
from bot.ui.result_buttons import result_view
from bot.ui.result_embeds import result_embed
from bot.ui.result_pictures import NAME, result_picture
from bot.ui.result_words import head_words
from bot.ui.text import clip, one_line, safe
from bot.ui.tree import answering

_LIFETIME = 300.0
_ON_A_PAGE = 10
_DOT = " \N{MIDDLE DOT} "


@dataclass(frozen=True, slots=True)
class Sought:
    """Which results are meant: all, or those of one server, track (by its key) or day."""

    server: str | None = None
    track: str | None = None
    day: date | None = None


async def send_results(interaction: Interaction, sought: Sought) -> None:
    """Answer with the newest of the results that are *sought*."""
    page = ResultList(interaction, sought)
    embed = await page.turn_to(None)
    view = page if page.heads else discord.utils.MISSING
    await interaction.followup.send(embed=embed, view=view, ephemeral=True)


async def send_result(interaction: Interaction, kept: Kept) -> None:
    """Answer with one result, as its post shows it, always with the server's name."""
    services = interaction.client.services
    server = titles_of(services).get(kept.server, kept.server)
    picture = await result_picture(services.painter, kept, server, zone=services.zone)
    embed = result_embed(kept, server, with_order=picture is None)
    if picture is not None:
        embed.set_image(url=f"attachment://{NAME}")
    file = picture or discord.utils.MISSING
    await interaction.followup.send(embed=embed, file=file, view=result_view(kept.id), ephemeral=True)


async def found(services: Services, result_id: int) -> Kept:
    """Return one result; raise `NoSuchResult` when there is none."""
    kept = await services.results.find(result_id)
    if kept is None:
        raise NoSuchResult
    return kept


def titles_of(services: Services) -> Mapping[str, str]:
    """Return what people call each server that there still is."""
    return {server.name: server.title for server in services.servers}


def choice_words(head: Heading, services: Services) -> str:
    """Return one result as a line of a list that knows no markup."""
    when = f"{head.ended_at.astimezone(services.zone):%d %b %H:%M}"
    server = titles_of(services).get(head.server, head.server)
    return clip(one_line(f"{when} {head_words(head.stage, head.track)}{_DOT}{server}"), 100)


class _Pick(discord.ui.Select[Any]):
    """Opens one result of the page."""

    def __init__(self, custom_id: str) -> None:
        super().__init__(custom_id=custom_id, placeholder="Open a result", row=0)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        async with answering(interaction):
            kept = await found(interaction.client.services, int(self.values[0]))
            await send_result(interaction, kept)


class ResultList(discord.ui.View):
    """One page at a time, a select to open one of them, and buttons to the pages around it."""

    def __init__(self, asked_in: Interaction, sought: Sought) -> None:
        super().__init__(timeout=_LIFETIME)
        number = secrets.token_hex(8)
        ids = [f"once:{number}:{what}" for what in ("pick", "newer", "older")]
        self._pick = _Pick(ids[0])
        self.add_item(self._pick)
        self.newer.custom_id, self.older.custom_id = ids[1:]
        self._ids = ids
        self._services = asked_in.client.services
        self._services.open_questions.update(self._ids)
        self._asked_in = asked_in
        self._sought = sought
        self._starts: list[int | None] = [None]
        self.heads: Sequence[Head] = ()

    async def turn_to(self, before: int | None) -> discord.Embed:
        """Show the results older than that one; None for the newest."""
        sought = self._sought
        heads = await self._services.results.search(
            servers=None if sought.server is None else [sought.server],
            track=sought.track,
            day=sought.day,
            zone=self._services.zone,
            before=before,
            limit=_ON_A_PAGE + 1,
        )
        self.heads = heads[:_ON_A_PAGE]
        self.older.disabled, self.newer.disabled = len(heads) <= _ON_A_PAGE, len(self._starts) == 1
        self._pick.options = [
            discord.SelectOption(label=choice_words(head, self._services), value=str(head.id))
            for head in self.heads
        ]
        return list_embed(self.heads, titles_of(self._services))

    @discord.ui.button(label="Newer", row=1)
    async def newer(self, interaction: Interaction, _: discord.ui.Button[Any]) -> None:
        """Show the page before."""
        await interaction.response.defer()
        async with answering(interaction):
            if len(self._starts) > 1:
                self._starts.pop()
            await self._show(interaction)

    @discord.ui.button(label="Older", row=1)
    async def older(self, interaction: Interaction, _: discord.ui.Button[Any]) -> None:
        """Show the page after."""
        await interaction.response.defer()
        async with answering(interaction):
            self._starts.append(self.heads[-1].id)
            await self._show(interaction)

    async def _show(self, interaction: Interaction) -> None:
        embed = await self.turn_to(self._starts[-1])
        await interaction.edit_original_response(embed=embed, view=self if self.heads else None)

    async def on_timeout(self) -> None:
        """Take the buttons away, so that nobody presses them later."""
        self._services.open_questions.difference_update(self._ids)
        try:
            await self._asked_in.edit_original_response(view=None)
        except discord.HTTPException:
            return  # the answer is gone already


def list_embed(heads: Sequence[Head], titles: Mapping[str, str]) -> discord.Embed:
    """Show results, a line each."""
    lines = [_line(head, titles.get(head.server, head.server)) for head in heads]
    embed = discord.Embed(title="Results", colour=discord.Colour.blurple())
    embed.description = "\n".join(lines) or "No result was kept of that yet."
    return fitted(embed)


def _line(head: Head, server: str) -> str:
    parts = [
        f"<t:{int(head.ended_at.timestamp())}:f> **{safe(head_words(head.stage, head.track), 60)}**",
        safe(server, 40),
        f"\N{TROPHY} {safe(head.winner, 32)}" if head.winner else "",
        f"{head.drivers} driver{'' if head.drivers == 1 else 's'}",
        "" if head.is_complete else "incomplete",
    ]
    return _DOT.join(part for part in parts if part)
