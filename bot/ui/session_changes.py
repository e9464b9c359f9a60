"""Changing a session, the same from a command and from a panel: asked first, then done and receipted."""

from collections.abc import Sequence

import discord

from bot.domain.errors import BadValue
from bot.domain.places import Level
from bot.domain.presets import Preset, wanted_by
from bot.domain.session_settings import Setting
from bot.services.servers import Server
from bot.ui.host import Interaction
from bot.ui.setting_choices import settings_of
from bot.ui.settings_words import change_question, changes_embed
from bot.ui.views import ask


async def ask_change(
    interaction: Interaction,
    server: Server,
    wanted: Sequence[tuple[Setting, str]],
    reason: str,
    *,
    upcoming: bool = False,
    copy_to_next: bool = False,
) -> None:
    """Ask a moderator of *server*, and do it when they say yes; *reason* goes to the audit."""
    values = {setting.key: value for setting, value in wanted}

    async def act(pressed: Interaction) -> discord.Embed:
        receipt, changes = await pressed.client.services.moderation.set_session(
            pressed.user.id, server, values, upcoming=upcoming, copy_to_next=copy_to_next, reason=reason
        )
        return changes_embed("Change the session", receipt, changes)

    question = change_question(server, wanted, upcoming=upcoming, copy_to_next=copy_to_next, reason=reason)
    await ask(interaction, question, "Change it", act, server, Level.MODERATOR)


async def ask_preset(
    interaction: Interaction, server: Server, preset: Preset, why: str, *, upcoming: bool
) -> None:
    """Ask whether the session shall be as *preset* says; raises `PresetRefused` where it cannot be."""
    wanted = wanted_by(preset, known_settings(server))
    await ask_change(interaction, server, wanted, f"preset {preset.name}, {why}", upcoming=upcoming)


def known_settings(server: Server) -> Sequence[Setting]:
    """Return the settings of the session; raises `BadValue` before it was seen what can be set."""
    settings = settings_of(server)
    if not any(setting.is_writable for setting in settings):
        raise BadValue(
            "server", server.title, "a server whose settings were seen; try again after its next look"
        )
    return settings
