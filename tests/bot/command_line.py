"""The command line as a person uses it, without starting another Python each time."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.__main__ import main


@asynccontextmanager
async def unchanged_afterwards() -> AsyncIterator[None]:
    """Give back what a command changes for the whole program: where Discord is, and where logs go."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
    root.handlers[:] = handlers
    root.setLevel(level)


def write(folder: Path, settings: dict[str, Any]) -> Path:
    """Write a main.yaml; JSON is YAML too."""
    path = folder / "main.yaml"
    path.write_text(json.dumps(settings, indent=2), encoding="utf-8")
    return path


async def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Return the exit code, and what was printed and what was complained about."""
    capsys.readouterr()
    async with unchanged_afterwards():
        code = await asyncio.to_thread(main, list(arguments))
    return code, *capsys.readouterr()
