"""Buttons that ask before something happens."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.domain.places import Level
from bot.services.servers import Server
from bot.ui.access import needs_of
from bot.ui.host import Interaction
from bot.ui.tree import answering

_LIFETIME = 60.0
Act = Callable[[Interaction], Awaitable[discord.Embed]]


async def ask(
    interaction: Interaction, question: discord.Embed, label: str, act: Act, server: Server
) -> None:
    """Ask whether *act* shall happen on *server*; whoever presses must still be allowed to."""
    command = interaction.command
    needed = needs_of(command) if command else None

    def check(pressed: Interaction) -> None:
        level = needed.level if needed else Level.ADMIN
        pressed.client.services.access.require(pressed.user, level, server)

    view = Confirm(interaction, label, act, check)
    await interaction.followup.send(embed=question, view=view, ephemeral=True)


class Confirm(discord.ui.View):
    """Asks one person, for a minute, whether the act shall happen; then does it once.

    *check* is asked again at the press: a role may have been taken away in between.
    """

    def __init__(
        self, asked_in: Interaction, label: str, act: Act, check: Callable[[Interaction], None]
    ) -> None:
        super().__init__(timeout=_LIFETIME)
        number = secrets.token_hex(8)
        self.yes.custom_id, self.no.custom_id = f"once:{number}:yes", f"once:{number}:no"
        self.yes.label = label
        self._open = asked_in.client.services.open_questions
        self._open.update((self.yes.custom_id, self.no.custom_id))
        self._asked_in = asked_in
        self._act = act
        self._check = check

    @discord.ui.button(style=discord.ButtonStyle.danger)
    async def yes(self, interaction: Interaction, _: discord.ui.Button["Confirm"]) -> None:
        """Do it."""
        if self.is_finished():
            return
        self.stop()
        await interaction.response.defer()
        embed: discord.Embed = discord.utils.MISSING  # leaves the question as it is, without its buttons
        async with answering(interaction):
            self._check(interaction)
            embed = await self._act(interaction)
        await interaction.edit_original_response(embed=embed, view=None)

    @discord.ui.button(label="Cancel", style=discord.ButtonStyle.secondary)
    async def no(self, interaction: Interaction, _: discord.ui.Button["Confirm"]) -> None:
        """Leave everything as it is."""
        self.stop()
        embed = discord.Embed(
            description="Cancelled; nothing was changed.", colour=discord.Colour.light_grey()
        )
        await interaction.response.edit_message(embed=embed, view=None)

    def stop(self) -> None:
        """Take no more presses."""
        self._open.difference_update((self.yes.custom_id or "", self.no.custom_id or ""))
        super().stop()

    async def on_timeout(self) -> None:
        """Take the buttons away, so that nobody presses them later."""
        self.stop()
        embed = discord.Embed(
            description="Nobody answered within a minute; nothing was changed. Use the command again.",
            colour=discord.Colour.light_grey(),
        )
        try:
            await self._asked_in.edit_original_response(embed=embed, view=None)
        except discord.HTTPException:
            return  # the question is gone already


class StaleButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"once:\w+:\w+"):
    """Answers for questions that are over, most of all those from before a restart."""

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], item: discord.ui.Item[Any], __: Any, /
    ) -> "StaleButton":
        """Stand in for the button that was pressed."""
        return cls(item)  # type: ignore[arg-type] # the template matches buttons alone

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Say that this press changes nothing, unless the question is still open and answers itself."""
        if self.custom_id not in interaction.client.services.open_questions:
            embed = discord.Embed(
                description="That question is over; this press changed nothing. Use the command again.",
                colour=discord.Colour.light_grey(),
            )
            await interaction.response.send_message(embed=embed, ephemeral=True)
