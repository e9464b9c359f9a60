"""Buttons, lists and forms of one person, that end with this run of the bot or a while after."""

import secrets
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any, ClassVar

import discord

from bot.domain.places import Level
from bot.services.servers import Server
from bot.ui.access import needs_of
from bot.ui.channels import FAILURES
from bot.ui.host import Interaction
from bot.ui.text import clip, one_line
from bot.ui.tree import answering

_LIFETIME = 60.0
_FORM_LIFETIME = 900.0
"""Seconds in which a form can be sent off; Discord itself knows no end."""
Act = Callable[[Interaction], Awaitable[discord.Embed]]
Check = Callable[[Interaction], None]
"""Raises `NotAllowed` for who may not: it is asked at each press, since roles are taken away in between."""


def checking(level: Level, server: Server) -> Check:
    """Let pass who has *level* on *server*."""

    def check(pressed: Interaction) -> None:
        pressed.client.services.access.require(pressed.user, level, server)

    return check


async def ask(
    interaction: Interaction,
    question: discord.Embed,
    label: str,
    act: Act,
    server: Server,
    level: Level | None = None,
) -> None:
    """Ask whether *act* shall happen on *server*; whoever presses must still be allowed to.

    The *level* is that of the command which asks, where there is one.
    """
    needed = needs_of(interaction.command) if interaction.command else None
    if level is None:
        level = needed.level if needed else Level.ADMIN
    view = Confirm(interaction, label, act, checking(level, server))
    await interaction.followup.send(embed=question, view=view, ephemeral=True)


class Fleeting(discord.ui.View):
    """What one person may press for a while below the answer to *asked_in*."""

    over: ClassVar[str] = "What could be pressed here is over; begin anew."

    def __init__(self, asked_in: Interaction, lifetime: float) -> None:
        super().__init__(timeout=lifetime)
        self._number = secrets.token_hex(8)
        self._ids: set[str] = set()
        self._open = asked_in.client.services.open_questions
        self._asked_in = asked_in

    def name_item(self, name: str) -> str:
        """Return an id for something in this view, by which `StaleButton` knows it when it is over."""
        custom_id = f"once:{self._number}:{name}"
        self._ids.add(custom_id)
        self._open.add(custom_id)
        return custom_id

    def stop(self) -> None:
        """Take no more presses."""
        self._open.difference_update(self._ids)
        super().stop()

    async def on_timeout(self) -> None:
        """Take the buttons away, so that nobody presses them later."""
        self.stop()
        embed = discord.Embed(description=self.over, colour=discord.Colour.light_grey())
        try:
            await self._asked_in.edit_original_response(embed=embed, view=None)
        except FAILURES:
            return  # the question is gone already


class Confirm(Fleeting):
    """Asks one person, for a minute, whether the act shall happen; then does it once."""

    over = "Nobody answered within a minute; nothing was changed. Begin anew."

    def __init__(self, asked_in: Interaction, label: str, act: Act, check: Check) -> None:
        super().__init__(asked_in, _LIFETIME)
        self.yes.custom_id, self.no.custom_id = self.name_item("yes"), self.name_item("no")
        self.yes.label = label
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


Filled = Callable[[Interaction, Mapping[str, str]], Awaitable[discord.Embed]]


class Form(discord.ui.Modal):
    """A few *fields*, by what `Filled` calls them; it is answered to the one who sends it off.

    Blanks at the ends are taken off, but for the fields called *verbatim*.
    """

    def __init__(
        self,
        title: str,
        fields: Mapping[str, discord.ui.TextInput[Any]],
        act: Filled,
        check: Check,
        verbatim: Collection[str] = (),
    ) -> None:
        super().__init__(title=clip(one_line(title), 45), timeout=_FORM_LIFETIME)
        self._fields = fields
        for field in fields.values():
            self.add_item(field)
        self._act = act
        self._check = check
        self._verbatim = verbatim

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the form is for, and say what came of it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        async with answering(interaction):
            self._check(interaction)
            typed = {
                name: field.value if name in self._verbatim else field.value.strip()
                for name, field in self._fields.items()
            }
            await interaction.followup.send(embed=await self._act(interaction, typed), ephemeral=True)


class StaleButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"once:\w+:\w+"):
    """Answers for questions that are over, most of all those from before a restart."""

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], item: discord.ui.Item[Any], __: Any, /
    ) -> "StaleButton":
        """Stand in for the button or list that was used."""
        return cls(item)  # type: ignore[arg-type] # for a list it is the same

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Say that this press changes nothing, unless the question is still open and answers itself."""
        if self.custom_id not in interaction.client.services.open_questions:
            embed = discord.Embed(
                description="That question is over; this press changed nothing. Begin anew.",
                colour=discord.Colour.light_grey(),
            )
            await interaction.response.send_message(embed=embed, ephemeral=True)
