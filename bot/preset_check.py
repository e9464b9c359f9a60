"""The part of ``python -m bot check --live`` that holds presets against what a server's session can be."""

import asyncio
from collections.abc import Iterator, Sequence

from bot.domain.capabilities import Backend, CanSetSession
from bot.domain.errors import PresetRefused
from bot.domain.presets import Preset, wanted_by
from bot.domain.session_settings import Setting
from bot.findings import Finding, failed, note, ok, warning
from bot.services.servers import full_name
from bot.ui.text import one_line

PAUSE = 1.0
"""Seconds between two looks."""
_LOOKS = 5


async def check_presets(entry: str, game: str, backend: Backend, presets: Sequence[Preset]) -> list[Finding]:
    """Try each of *presets* that fits a server of one entry of main.yaml; nothing is changed.

    Raises:
        BackendError: The servers could not be looked at.
    """
    if not any(preset.game in {None, game} for preset in presets):
        return []
    found = []
    for inner in await _looked_at(backend):
        server = full_name(entry, inner)
        fits = [preset for preset in presets if preset.fits(game=game, entry=entry, server=server)]
        if isinstance(backend, CanSetSession) and CanSetSession not in backend.lacks:
            settings = backend.session_settings(inner)
            found += [one for preset in fits for one in _tried(preset, server, settings)]
        else:
            cannot = f"servers.{server} cannot {CanSetSession.phrase}."
            found += [warning(preset.file, cannot) for preset in fits if preset.game or preset.servers]
    return found


async def _looked_at(backend: Backend) -> list[str]:
    """Return the servers of *backend*, once looks have shown what can be set; the first may not."""
    servers: list[str] = []
    for pause in (0, *[PAUSE] * _LOOKS):
        await asyncio.sleep(pause)
        servers = list(await backend.look({}))
        if not isinstance(backend, CanSetSession) or all(
            any(setting.is_writable for setting in backend.session_settings(inner)) for inner in servers
        ):
            break
    return servers


def _tried(preset: Preset, server: str, settings: Sequence[Setting]) -> Iterator[Finding]:
    if not any(setting.is_writable for setting in settings):
        yield note(preset.file, f"not tried: servers.{server} shows nothing now that can be set.")
        return
    try:
        wanted_by(preset, settings)
    except PresetRefused as refused:
        for one in refused.problems:
            words = f"{one.key}: found {one.found}, expected {one.expected}"
            yield failed(f"{one.file}:{one.line}", one_line(f"{words} (on servers.{server})."))
    else:
        yield ok(preset.file, f"servers.{server} knows all that it sets.")
