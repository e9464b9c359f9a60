"""/session: moving a server's session on, beginning it anew, and setting what it is like."""

from collections.abc import Sequence

from discord import app_commands
from discord.ext import commands

from bot.domain.capabilities import CanAdvance, CanRestart, CanSetSession
from bot.domain.errors import BadValue
from bot.domain.places import Level
from bot.domain.session_settings import Setting, find_setting, resolve
from bot.services.servers import Server
from bot.ui.access import needs
from bot.ui.host import Host, Interaction
from bot.ui.parameters import Reason, ServerName, choose_server, server_choices
from bot.ui.presets import find_preset, preset_choices
from bot.ui.session_changes import ask_change, ask_preset, known_settings
from bot.ui.setting_choices import setting_choices, value_choices
from bot.ui.steering import ADVANCE, RESTART, steer

_REASON = "Why; kept in the audit"
_SERVER = "The server; without it the channel's, or the one you used last"
_PAIRS = range(1, 6)
_CHOICES = {f"setting{number}": setting_choices for number in _PAIRS} | {
    f"value{number}": value_choices(number) for number in _PAIRS
}
_ABOUT = {f"setting{number}": "What to set" for number in _PAIRS} | {
    f"value{number}": "What to set it to" for number in _PAIRS
}
SettingName = app_commands.Range[str, 1, 100]
Value = app_commands.Range[str, 1, 100]
PresetName = app_commands.Range[str, 1, 100]
Pairs = Sequence[tuple[str | None, str | None]]


class Sessions(commands.Cog):
    """The session of a server."""

    session = app_commands.Group(name="session", description="Game server: the session that runs.")

    @session.command(name="advance")
    @app_commands.describe(reason=_REASON, server=_SERVER)
    @app_commands.autocomplete(server=server_choices)
    @needs(CanAdvance, level=Level.MODERATOR)
    async def advance(
        self, interaction: Interaction, reason: Reason, server: ServerName | None = None
    ) -> None:
        """Game server: end the stage that runs and begin the next."""
        await interaction.response.defer(ephemeral=True)
        await steer(interaction, ADVANCE, choose_server(interaction, server), reason)

    @session.command(name="restart")
    @app_commands.describe(reason=_REASON, server=_SERVER)
    @app_commands.autocomplete(server=server_choices)
    @needs(CanRestart, level=Level.MODERATOR)
    async def restart(
        self, interaction: Interaction, reason: Reason, server: ServerName | None = None
    ) -> None:
        """Game server: begin the session anew."""
        await interaction.response.defer(ephemeral=True)
        await steer(interaction, RESTART, choose_server(interaction, server), reason)

    @session.command(name="set")
    @app_commands.describe(
        **_ABOUT, reason=_REASON, copy_to_next="Also for the sessions after this one", server=_SERVER
    )
    @app_commands.autocomplete(**_CHOICES, server=server_choices)
    @needs(CanSetSession, level=Level.MODERATOR)
    async def set_now(
        self,
        interaction: Interaction,
        setting1: SettingName,
        value1: Value,
        reason: Reason,
        setting2: SettingName | None = None,
        value2: Value | None = None,
        setting3: SettingName | None = None,
        value3: Value | None = None,
        setting4: SettingName | None = None,
        value4: Value | None = None,
        setting5: SettingName | None = None,
        value5: Value | None = None,
        copy_to_next: bool = False,
        server: ServerName | None = None,
    ) -> None:
        """Game server: change settings of the session that runs."""
        pairs = (
            (setting1, value1),
            (setting2, value2),
            (setting3, value3),
            (setting4, value4),
            (setting5, value5),
        )
        await self._change(interaction, server, pairs, reason, copy_to_next=copy_to_next)

    @session.command(name="next")
    @app_commands.describe(**_ABOUT, reason=_REASON, server=_SERVER)
    @app_commands.autocomplete(**_CHOICES, server=server_choices)
    @needs(CanSetSession, level=Level.MODERATOR)
    async def set_next(
        self,
        interaction: Interaction,
        setting1: SettingName,
        value1: Value,
        reason: Reason,
        setting2: SettingName | None = None,
        value2: Value | None = None,
        setting3: SettingName | None = None,
        value3: Value | None = None,
        setting4: SettingName | None = None,
        value4: Value | None = None,
        setting5: SettingName | None = None,
        value5: Value | None = None,
        server: ServerName | None = None,
    ) -> None:
        """Game server: change settings of the next session."""
        pairs = (
            (setting1, value1),
            (setting2, value2),
            (setting3, value3),
            (setting4, value4),
            (setting5, value5),
        )
        await self._change(interaction, server, pairs, reason, upcoming=True)

    async def _change(
        self,
        interaction: Interaction,
        server: str | None,
        pairs: Pairs,
        reason: str,
        *,
        upcoming: bool = False,
        copy_to_next: bool = False,
    ) -> None:
        await interaction.response.defer(ephemeral=True)
        chosen = choose_server(interaction, server)
        wanted = _wanted(chosen, pairs)
        await ask_change(interaction, chosen, wanted, reason, upcoming=upcoming, copy_to_next=copy_to_next)

    @session.command(name="preset")
    @app_commands.rename(upcoming="next")
    @app_commands.describe(
        preset="What the session shall be like, as the operator wrote it down",
        reason=_REASON,
        upcoming="For the next session, not for the one that runs",
        server=_SERVER,
    )
    @app_commands.autocomplete(preset=preset_choices, server=server_choices)
    @needs(CanSetSession, level=Level.MODERATOR)
    async def preset(
        self,
        interaction: Interaction,
        preset: PresetName,
        reason: Reason,
        upcoming: bool = False,
        server: ServerName | None = None,
    ) -> None:
        """Game server: change the session to one of the operator's presets."""
        await interaction.response.defer(ephemeral=True)
        chosen = choose_server(interaction, server)
        await ask_preset(interaction, chosen, find_preset(chosen, preset), reason, upcoming=upcoming)


def _wanted(server: Server, pairs: Pairs) -> list[tuple[Setting, str]]:
    """Return which settings shall get which of the server's own values; raises `BadValue`."""
    settings, wanted = known_settings(server), {}
    for number, (name, value) in enumerate(pairs, 1):
        if name is None and value is None:
            continue
        if name is None or value is None:
            raise BadValue(f"setting{number}", name or value or "", "given together with its value")
        setting = find_setting(settings, name)
        if setting.key in wanted:
            raise BadValue(f"setting{number}", setting.name, "named once")
        wanted[setting.key] = (setting, resolve(setting, value))
    return list(wanted.values())


async def setup(bot: Host) -> None:
    """Load the commands."""
    await bot.add_cog(Sessions())
