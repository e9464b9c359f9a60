"""An invented game's settings, and a main.yaml with one server of it."""

from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field, SecretStr

from bot.domain.errors import ConfigError
from bot.settings import Settings, SourceSettings, load

GOOD = """\
discord:
  token: ${DISCORD_TOKEN}
  guild_id: 123456789012345678
roles: {admin: [Admin], moderator: [Moderator]}
channels: {audit: 111}
servers:
  hall:
    game: arcade
    url: http://127.0.0.1:9000
    username: steward
    password: ${HALL_PASSWORD}
    channels: {status: 222, chat: 444}
    roles: {moderator: [Hall Monitor]}
"""
ENVIRON = {"DISCORD_TOKEN": "secret-token", "HALL_PASSWORD": "secret-password"}


class Arcade(SourceSettings):
    username: str
    password: Annotated[SecretStr, Field(max_length=40)]
    coins: int = 0
    free_play: bool = False
    doors: tuple[SecretStr, ...] = ()


def loaded(folder: Path, text: str | bytes = GOOD, known_plugins: frozenset[str] = frozenset()) -> Settings:
    path = folder / "main.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load(path, ENVIRON, {"arcade": Arcade}, known_plugins)


def hall(settings: Settings) -> Arcade:
    [source] = settings.servers.values()
    assert isinstance(source, Arcade)
    return source


def problems(folder: Path, text: str | bytes, known_plugins: frozenset[str] = frozenset()) -> list[str]:
    """Load *text*, which cannot be used, and return one "line key: found ... expected ..." a problem."""
    with pytest.raises(ConfigError) as refused:
        loaded(folder, text, known_plugins)
    assert "secret-" not in str(refused.value)
    return [
        f"{problem.line} {problem.key}: found {problem.found}, expected {problem.expected}"
        for problem in refused.value.problems
    ]
