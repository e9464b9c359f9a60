"""Finds every game under ``cogs/`` without naming one."""

import importlib
import importlib.util
import pkgutil
from collections.abc import Mapping
from functools import cache

import cogs
from bot.kit import Game


@cache
def known_games() -> Mapping[str, Game]:
    """Return the games by their kind, as ``game:`` in main.yaml names them."""
    found = {}
    for module in _modules():
        game = getattr(importlib.import_module(module), "GAME", None)
        if isinstance(game, Game):
            found[game.kind] = game
    return found


def extensions() -> list[str]:
    """Return the modules that discord.py loads: every feature, and every game's cog.

    A name with an underscore in front is not loaded.
    """
    names = []
    for module in _modules():
        if not hasattr(importlib.import_module(module), "GAME"):
            names.append(module)
        elif importlib.util.find_spec(f"{module}.cog"):
            names.append(f"{module}.cog")
    return names


def _modules() -> list[str]:
    found = (module.name for module in pkgutil.iter_modules(cogs.__path__))
    return sorted(f"cogs.{name}" for name in found if not name.startswith("_"))
