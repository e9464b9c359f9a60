"""The list below the details of a server, that leads to its session settings."""

from typing import Any

import discord

from bot.services.servers import Server
from bot.ui.host import Interaction
from bot.ui.setting_choices import settings_of
from bot.ui.settings_words import group_embed
from bot.ui.text import clip, one_line
from bot.ui.tree import answering
from bot.ui.views import Fleeting

_LIFETIME = 300.0
_OPTIONS = 25


class SettingsView(Fleeting):
    """Holds the list of the groups of settings for as long as one reads."""

    def __init__(self, asked_in: Interaction, server: Server, groups: list[str]) -> None:
        super().__init__(asked_in, _LIFETIME)
        self.add_item(SettingGroups(self.name_item("group"), server, groups[:_OPTIONS]))


class SettingGroups(discord.ui.Select[SettingsView]):
    """Shows the chosen group in place of what was shown before."""

    def __init__(self, custom_id: str, server: Server, groups: list[str]) -> None:
        options = [
            discord.SelectOption(label=clip(one_line(group), 100) or "?", value=str(number))
            for number, group in enumerate(groups)
        ]
        super().__init__(custom_id=custom_id, placeholder="Session settings", options=options)
        self._server = server
        self._groups = groups

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show it as it is now."""
        async with answering(interaction):
            group = self._groups[int(self.values[0])]
            embed = group_embed(self._server, group, settings_of(self._server))
            await interaction.response.edit_message(embed=embed, view=self.view)
