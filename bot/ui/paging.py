"""Pages that one person leafs through."""

import secrets
from collections.abc import Sequence

import discord

from bot.ui.host import Interaction

_LIFETIME = 300.0


async def send_pages(
    interaction: Interaction, pages: Sequence[discord.Embed], picture: discord.File | None = None
) -> None:
    """Answer with the first of *pages*; with more than one, buttons lead to the others for five minutes."""
    view = Leaves(interaction, pages) if len(pages) > 1 else discord.utils.MISSING
    file = picture or discord.utils.MISSING
    await interaction.followup.send(embed=pages[0], view=view, file=file, ephemeral=True)


class Leaves(discord.ui.View):
    """Two buttons under one answer."""

    def __init__(self, asked_in: Interaction, pages: Sequence[discord.Embed]) -> None:
        super().__init__(timeout=_LIFETIME)
        number = secrets.token_hex(8)
        self.before.custom_id, self.after.custom_id = f"once:{number}:before", f"once:{number}:after"
        self._open = asked_in.client.services.open_questions
        self._open.update((self.before.custom_id, self.after.custom_id))
        self._asked_in = asked_in
        self._pages = pages
        self._at = 0
        self._label()

    @discord.ui.button(emoji="\N{BLACK LEFT-POINTING TRIANGLE}")
    async def before(self, interaction: Interaction, _: discord.ui.Button["Leaves"]) -> None:
        """Show the page before."""
        await self._turn(interaction, -1)

    @discord.ui.button(emoji="\N{BLACK RIGHT-POINTING TRIANGLE}")
    async def after(self, interaction: Interaction, _: discord.ui.Button["Leaves"]) -> None:
        """Show the page after."""
        await self._turn(interaction, 1)

    async def _turn(self, interaction: Interaction, by: int) -> None:
        self._at = min(max(self._at + by, 0), len(self._pages) - 1)
        self._label()
        await interaction.response.edit_message(embed=self._pages[self._at], view=self)

    def _label(self) -> None:
        self.before.disabled, self.after.disabled = self._at == 0, self._at == len(self._pages) - 1
        self.after.label = f"{self._at + 1} of {len(self._pages)}"

    async def on_timeout(self) -> None:
        """Take the buttons away, so that nobody presses them later."""
        self._open.difference_update((self.before.custom_id or "", self.after.custom_id or ""))
        try:
            await self._asked_in.edit_original_response(view=None)
        except discord.HTTPException:
            return  # the answer is gone already
