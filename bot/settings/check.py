"""The part of ``python -m bot check`` that needs no network."""

from collections.abc import Mapping
from pathlib import Path

from bot.domain.errors import ConfigError
from bot.settings.loading import load
from bot.settings.models import SourceSettings

EX_CONFIG = 78


def report(
    path: Path, environ: Mapping[str, str], source_models: Mapping[str, type[SourceSettings]]
) -> tuple[int, str]:
    """Return an exit code (0 or 78) and one line for each problem or warning, with a closing line."""
    try:
        settings = load(path, environ, source_models)
    except ConfigError as error:
        count = len(error.problems)
        closing = f"{count} problem{'s' * (count != 1)} in the settings."
        return EX_CONFIG, "\n".join([*map(str, error.problems), closing])
    warnings = [f"warning: {warning}" for warning in settings.warnings]
    return 0, "\n".join(
        [*warnings, f"The settings in {path} are good: {', '.join(settings.servers) or 'no server yet'}."]
    )
