"""How a preset is meant in a command, and how one is chosen from a control panel; from memory alone."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands

from bot.domain.errors import BadValue
from bot.domain.places import Level
from bot.domain.presets import Preset
from bot.services.servers import Server
from bot.ui.fitting import fitted
from bot.ui.host import Interaction
from bot.ui.parameters import choose_server
from bot.ui.session_changes import ask_preset
from bot.ui.text import clip, fill, one_line, safe
from bot.ui.tree import answering
from bot.ui.views import Fleeting, checking

_CHOICES = 25
_LISTS = 2
"""Lists for each of the two sessions: five fit below a message."""
_LABEL = 100
_LIFETIME = 300.0


def find_preset(server: Server, asked: str) -> Preset:
    """Return the preset of that name for *server*; raises `BadValue`."""
    wanted = asked.strip().casefold()
    known = {preset.name.casefold(): preset for preset in server.presets}
    if not known:
        raise BadValue("preset", asked, "one for this server, and there is none: see config/presets")
    if wanted not in known:
        raise BadValue("preset", asked, "one of these", [preset.name for preset in known.values()])
    return known[wanted]


async def preset_choices(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Offer the presets for the server that was chosen so far, first those whose name begins as typed."""
    try:
        server = choose_server(interaction, getattr(interaction.namespace, "server", None))
    except Exception:  # noqa: BLE001 - whatever is wrong is told when the command is sent; a list has no place for it
        return []
    wanted = current.strip().casefold()
    fits = [preset for preset in server.presets if wanted in preset.name.casefold()]
    fits.sort(key=lambda preset: not preset.name.casefold().startswith(wanted))
    return [app_commands.Choice(name=_label(preset), value=preset.name) for preset in fits[:_CHOICES]]


def presets_embed(server: Server) -> discord.Embed:
    """Name every preset for *server*, and say what it is for."""
    lines = [
        f"**{safe(preset.name, 100)}**" + (f": {safe(preset.description, 200)}" if preset.description else "")
        for preset in server.presets
    ]
    if len(lines) > _CHOICES * _LISTS:
        lines.insert(0, f"The lists hold the first {_CHOICES * _LISTS}; `/session preset` knows them all.")
    description = fill(lines, 3900) or "There is none any more: see config/presets."
    title = f"Presets for {safe(server.title, 100)}"
    return fitted(discord.Embed(title=title, description=description, colour=discord.Colour.blurple()))


class PresetsView(Fleeting):
    """Lists of presets: for the session that runs, and for the next one."""

    def __init__(self, asked_in: Interaction, server: Server, why: str) -> None:
        super().__init__(asked_in, _LIFETIME)
        presets = server.presets[: _CHOICES * _LISTS]
        for upcoming in (False, True):
            for start in range(0, len(presets), _CHOICES):
                name = self.name_item(f"{'next' if upcoming else 'now'}{start}")
                part = presets[start : start + _CHOICES]
                self.add_item(PresetList(name, server, part, why, upcoming=upcoming))


class PresetList(discord.ui.Select[PresetsView]):
    """Presets, of which one is chosen and then asked about."""

    def __init__(
        self, custom_id: str, server: Server, presets: Sequence[Preset], why: str, *, upcoming: bool
    ) -> None:
        options = [
            discord.SelectOption(
                label=one_line(preset.name),
                value=str(number),
                description=clip(one_line(preset.description), _LABEL) or None,
            )
            for number, preset in enumerate(presets)
        ]
        when = "For the next session" if upcoming else "For the session that runs"
        super().__init__(custom_id=custom_id, placeholder=when, options=options)
        self._server = server
        self._presets = presets
        self._why = why
        self._upcoming = upcoming

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Ask whoever may whether it shall be so."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        async with answering(interaction):
            checking(Level.MODERATOR, self._server)(interaction)
            preset = self._presets[int(self.values[0])]
            await ask_preset(interaction, self._server, preset, self._why, upcoming=self._upcoming)


def _label(preset: Preset) -> str:
    words = f"{preset.name}: {preset.description}" if preset.description else preset.name
    return clip(one_line(words), _LABEL)
