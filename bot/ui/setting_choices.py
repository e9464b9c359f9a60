"""What autocomplete offers for session settings and their values; from memory alone."""

from collections.abc import Callable, Coroutine, Iterable, Sequence
from typing import Any

from discord import app_commands

from bot.domain.capabilities import CanSetSession
from bot.domain.errors import BadValue
from bot.domain.session_settings import Setting, SettingKind, find_setting
from bot.services.servers import Server
from bot.ui.host import Interaction
from bot.ui.parameters import choose_server
from bot.ui.text import one_line

_CHOICES = 25
_LENGTH = 100
Choices = list[app_commands.Choice[str]]


def settings_of(server: Server) -> Sequence[Setting]:
    """Return what is known of the session's settings; nothing where the game has none."""
    backend = server.source.backend
    if isinstance(backend, CanSetSession) and server.source.can(CanSetSession):
        return backend.session_settings(server.inner)
    return ()


def offer_settings(settings: Iterable[Setting], typed: str) -> Choices:
    """Offer what can be set by group and name; what begins as *typed* comes first."""
    named = [
        (f"{one_line(setting.group)}: {one_line(setting.name)} (now {one_line(setting.shown)})", setting)
        for setting in settings
        if setting.is_writable and len(setting.key) <= _LENGTH
    ]
    return _best(((words, setting.name, setting.key) for words, setting in named), typed)


def offer_values(setting: Setting, typed: str) -> Choices:
    """Offer the values of a setting; for a number its range is shown with what was typed."""
    if setting.choices:
        return _best(((choice.name, choice.name, choice.value) for choice in setting.choices), typed)
    if setting.kind is SettingKind.SWITCH:
        return _best((("on", "on", "on"), ("off", "off", "off")), typed)
    value = typed.strip() or setting.value
    if not value:
        return []
    hints = [f"now {one_line(setting.shown)}"]
    if setting.lowest is not None and setting.highest is not None:
        hints.append(f"{setting.lowest} to {setting.highest}")
    words = f"{value} {setting.unit}".strip() + f" ({', '.join(hints)})"
    return _choices([(words, value)])


async def setting_choices(interaction: Interaction, current: str) -> Choices:
    """Offer the settings of the server that was chosen so far."""
    return offer_settings(_settings(interaction), current)


def value_choices(number: int) -> Callable[[Interaction, str], Coroutine[Any, Any, Choices]]:
    """Make what offers the values of the setting in the parameter of that *number*."""

    async def choices(interaction: Interaction, current: str) -> Choices:
        asked = getattr(interaction.namespace, f"setting{number}", None)
        try:
            return offer_values(find_setting(_settings(interaction), asked or ""), current)
        except BadValue:
            return []

    return choices


def _settings(interaction: Interaction) -> Sequence[Setting]:
    try:
        return settings_of(choose_server(interaction, getattr(interaction.namespace, "server", None)))
    except Exception:  # noqa: BLE001 - whatever is wrong is told when the command is sent; a list has no place for it
        return ()


def _best(offers: Iterable[tuple[str, str, str]], typed: str) -> Choices:
    """Take those whose words hold *typed*, first those whose name begins with it."""
    wanted = typed.strip().casefold()
    fits = [offer for offer in offers if wanted in offer[0].casefold()]
    fits.sort(key=lambda offer: not offer[1].casefold().startswith(wanted))
    return _choices([(words, value) for words, _, value in fits])


def _choices(offers: Sequence[tuple[str, str]]) -> Choices:
    return [
        app_commands.Choice(name=one_line(words)[:_LENGTH] or "?", value=value[:_LENGTH])
        for words, value in offers[:_CHOICES]
    ]
