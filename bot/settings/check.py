"""The part of ``python -m bot check`` that needs no network."""

from collections.abc import Mapping
from pathlib import Path

from bot.domain.errors import ConfigError
from bot.settings.loading import load
from bot.settings.models import SourceSettings

EX_NOPERM = 77
"""What the program ends with for a token that Discord refuses."""
EX_CONFIG = 78
"""What it ends with for settings that need mending."""


def report(
    path: Path, environ: Mapping[str, str], source_models: Mapping[str, type[SourceSettings]]
) -> tuple[int, str]:
    """Return an exit code (0 or 78) and one line for each problem or warning, with a closing line."""
    try:
        settings = load(path, environ, source_models)
    except ConfigError as error:
        closing = f"{path} has {_counted(len(error.problems), 'problem', 'problems')}."
        return EX_CONFIG, "\n".join([*map(str, error.problems), closing])
    warnings = [f"warning: {warning}" for warning in settings.warnings]
    entries = _counted(len(settings.servers), "entry", "entries")
    presets = f" and {_counted(len(settings.presets), 'preset', 'presets')}" if settings.presets else ""
    return 0, "\n".join([*warnings, f"{path} is good, with {entries} under servers{presets}."])


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
