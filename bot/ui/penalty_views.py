"""The penalties of a result, and the way back from each."""

import secrets
from typing import Any

import discord

from bot.domain.places import Level
from bot.services.results import Kept
from bot.ui.fitting import fitted
from bot.ui.host import Interaction, Services
from bot.ui.result_embeds import moved_embed, penalty_lines
from bot.ui.result_words import given_words, title_words
from bot.ui.text import clip, one_line, pages, safe
from bot.ui.tree import answering

_LIFETIME = 300.0
_CHOICES = 25


async def send_penalties(interaction: Interaction, kept: Kept) -> None:
    """Answer with every penalty of *kept*, and a select to take back one that still counts."""
    counts = any(penalty.revoked_at is None for penalty in kept.penalties)
    view = TakeBack(interaction, kept) if counts else discord.utils.MISSING
    await interaction.followup.send(embed=penalties_embed(kept), view=view, ephemeral=True)


def penalties_embed(kept: Kept) -> discord.Embed:
    """Show every penalty of a result; of very many the newest."""
    newest = pages(penalty_lines(kept)[::-1], 3600, 1)
    embed = discord.Embed(title=safe(title_words(kept.result), 120), colour=discord.Colour.blurple())
    embed.description = newest[0] if newest else "No penalty was given here."
    return fitted(embed)


class TakeBack(discord.ui.View):
    """Holds the select under one answer, for five minutes."""

    def __init__(self, asked_in: Interaction, kept: Kept) -> None:
        super().__init__(timeout=_LIFETIME)
        self._asked_in = asked_in
        self._choice = Choice(kept)
        self._services = asked_in.client.services
        self._services.open_questions.add(self._choice.custom_id)
        self.add_item(self._choice)

    async def on_timeout(self) -> None:
        """Take the select away, so that nobody uses it later."""
        self.stop()
        try:
            await self._asked_in.edit_original_response(view=None)
        except discord.HTTPException:
            return  # the answer is gone already

    def stop(self) -> None:
        """Take no more choices."""
        self._services.open_questions.discard(self._choice.custom_id)
        super().stop()


class Choice(discord.ui.Select[TakeBack]):
    """Takes one penalty back."""

    def __init__(self, kept: Kept) -> None:
        names = {row.driver.key: row.driver.name for row in kept.result.rows}
        counting = [penalty for penalty in kept.penalties if penalty.revoked_at is None]
        super().__init__(
            custom_id=f"once:{secrets.token_hex(8)}:penalty",
            placeholder="Take back",
            options=[
                discord.SelectOption(
                    label=clip(
                        f"{one_line(names.get(one.driver, '?'))}: {given_words(one.kind, one.amount)}", 100
                    ),
                    description=clip(one_line(one.reason), 100),
                    value=str(one.id),
                )
                for one in counting[-_CHOICES:]
            ],
        )
        self._kept = kept

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Take it back, if this person may still do so, and show who moved."""
        await interaction.response.defer()
        services: Services = interaction.client.services
        async with answering(interaction):
            server = services.servers.get(self._kept.server)
            services.access.require(interaction.user, Level.MODERATOR, server)
            kept = await services.results.revoke(interaction.user.id, self._kept.id, int(self.values[0]))
            if self.view is not None:
                self.view.stop()
            embed = moved_embed(self._kept.order, kept, "Taken back")
            await interaction.edit_original_response(embed=embed, view=None)
