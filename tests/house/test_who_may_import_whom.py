"""The rooms of the house: what stands on the left may import what stands on the right, and nothing else."""

import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT, files, imports_of

EVERYWHERE = {"bot.domain"}
MAY_IMPORT = {
    "bot/domain/": set(),
    "bot/clock.py": set(),
    "bot/logs.py": set(),
    "bot/heartbeat.py": set(),
    "bot/settings/": {"bot.settings", "pydantic", "pydantic_core", "yaml", "rapidfuzz"},
    "bot/http.py": {"aiohttp"},
    "bot/polling/schedule.py": {"bot.clock", "apscheduler"},
    "bot/polling/": {"bot.clock", "bot.polling"},
    "bot/storage/": {"bot.storage", "sqlalchemy", "alembic", "aiosqlite", "pydantic"},
    "bot/services/": {"bot.services", "bot.polling", "bot.storage", "bot.clock", "sqlalchemy"},
    "bot/pictures/worker.py": {"resvg_py"},
    "bot/pictures/": {"bot.pictures"},
    "bot/kit.py": {"bot.http", "bot.settings", "bot.clock", "pydantic"},
    "bot/ui/": {"bot.ui", "bot.services", "bot.pictures", "bot.storage", "bot.clock", "discord", "aiohttp"},
    "bot/games.py": {"bot.kit", "cogs"},
    "bot/": {"bot", "discord", "aiohttp", "yarl", "pydantic"},
    "cogs/__init__.py": set(),
    "sandbox/": {"sandbox", "aiohttp", "yarl", "multidict"},
}
"""The first line that fits a file counts.

``sqlalchemy`` in services is the type of a transaction that several repositories share; ``aiohttp`` in ui
is the errors that discord.py lets through; ``pydantic_core`` is pydantic's own reader and writer of JSON.
"""
OF_A_GAME = {"bot.kit", "pydantic", "pydantic_core"}
OF_A_FEATURE = {"bot.ui", "bot.services", "bot.pictures", "bot.storage", "bot.kit", "discord"}


def rule_for(path: Path) -> set[str]:
    name = path.as_posix()
    for place, allowed in MAY_IMPORT.items():
        if name.startswith(place):
            return allowed
    folder = path.parent
    is_cog = path.name == "cog.py" or folder.name == "cog"
    game = folder.parent if folder.name == "cog" else folder
    if (ROOT / game / "backend.py").exists() and game.name != "cogs":
        own = ".".join(game.parts)
        return {own, "bot.ui.kit", "discord"} if is_cog else {own, *OF_A_GAME}
    return OF_A_FEATURE if folder.name == "cogs" else OF_A_FEATURE | {".".join(folder.parts)}


@pytest.mark.parametrize("path", files("bot", "cogs", "sandbox"), ids=str)
def test_a_file_imports_only_what_its_room_may(path: Path) -> None:
    allowed = rule_for(path) | EVERYWHERE if not path.is_relative_to("sandbox") else rule_for(path)
    wrong = [
        f"{path}:{line} imports {module}"
        for line, module in imports_of(path)
        if module.split(".")[0] not in sys.stdlib_module_names
        and not any(module == name or module.startswith(f"{name}.") for name in allowed)
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_but_tests_imports_tests() -> None:
    wrong = [
        str(path)
        for path in files("bot", "cogs", "sandbox", "scripts", "benchmarks")
        if any(module.split(".")[0] == "tests" for _, module in imports_of(path))
    ]
    assert not wrong
