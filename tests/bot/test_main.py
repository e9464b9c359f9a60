import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from sandbox.discord import SandboxDiscord
from tests.bot.command_line import run, write

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def local() -> AsyncIterator[SandboxDiscord]:
    async with SandboxDiscord() as running:
        yield running


def settings(folder: Path, **discord: Any) -> dict[str, Any]:
    return {
        "discord": {"token": "${TOKEN}", "guild_id": 5, **discord},
        "database": f"sqlite:///{folder}/steward.db",
        "servers": {},
    }


@pytest.fixture
def good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOKEN", "an-invented-token")
    return write(tmp_path, settings(tmp_path))


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return write(tmp_path, settings(tmp_path) | {"tokn": "1", "timezone": "Berlin"})


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["check", "--help"], ["health", "-h"]])
def test_help_says_what_there_is(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0
    assert "python -m bot" in capsys.readouterr().out


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    assert [word for word in ("run", "check", "health") if word not in shown] == []


@pytest.mark.parametrize("arguments", [[], ["walk"], ["run", "--live"]])
def test_a_command_that_there_is_not_is_refused(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: python -m bot" in capsys.readouterr().err


async def test_good_settings_check_out(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = await run(capsys, "check", "--config", str(good))
    assert (code, out, err) == (0, f"{good} is good, with 0 entries under servers.\n", "")


async def test_a_check_without_live_asks_nobody(
    tmp_path: Path, local: SandboxDiscord, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TOKEN", local.token)
    path = write(tmp_path, settings(tmp_path, api_base=local.api_base))
    assert (await run(capsys, "check", "--config", str(path)))[0] == 0
    assert local.recording.requests == []


@pytest.mark.parametrize("command", [["check"], ["check", "--live"], ["run"], ["health"]])
async def test_bad_settings_are_told_all_at_once_by_every_command(
    bad: Path, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("TOKEN", raising=False)
    code, out, err = await run(capsys, *command, "--config", str(bad))
    told = out + err
    assert code == 78
    assert [key for key in ("discord.token", "tokn", "timezone") if f": {key}: found" not in told] == []
    assert told.count(": tokn: found") == 1
    assert "Traceback" not in told


async def test_settings_that_are_not_there_are_told_as_such(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = await run(capsys, "health", "--config", str(tmp_path / "main.yaml"))
    assert code == 78
    assert "nothing to read" in err


async def test_a_bot_that_beat_a_moment_ago_is_healthy(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "steward.db.heartbeat").touch()
    code, out, _ = await run(capsys, "health", "--config", str(good))
    assert (code, out) == (0, "last heartbeat 0 s ago\n")


async def test_a_bot_that_beat_long_ago_is_not(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heart = tmp_path / "steward.db.heartbeat"
    heart.touch()
    os.utime(heart, (time.time() - 300, time.time() - 300))
    code, out, _ = await run(capsys, "health", "--config", str(good))
    assert (code, out) == (1, "last heartbeat 300 s ago\n")


async def test_a_bot_that_never_beat_is_not(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = await run(capsys, "health", "--config", str(good))
    assert (code, out) == (1, "no heartbeat\n")


async def test_a_local_discord_that_does_not_run_is_a_matter_of_the_settings(
    good: Path, tmp_path: Path, local: SandboxDiscord, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, settings(tmp_path, api_base=local.api_base))
    await local.close()
    code, _, err = await run(capsys, "run", "--config", str(good))
    assert code == 78
    assert err.splitlines()[-1].startswith("main.yaml: discord.api_base: found http://127.0.0.1:")


async def started(path: Path, token: str) -> asyncio.subprocess.Process:
    """Run the bot as a program of its own: only such a one hears signals."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--config", str(path)),
        cwd=ROOT,
        env=os.environ | {"TOKEN": token},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


async def test_a_refused_token_ends_the_bot_with_one_clear_line(
    tmp_path: Path, local: SandboxDiscord
) -> None:
    bot = await started(write(tmp_path, settings(tmp_path, api_base=local.api_base)), "an-invented-token")
    said = (await bot.communicate())[0].decode()
    assert bot.returncode == 77
    assert said.splitlines()[-1].startswith("Discord does not accept discord.token.")
    assert "Traceback" not in said
    assert "an-invented-token" not in said


async def test_a_bot_that_is_told_to_stop_ends_well(tmp_path: Path, local: SandboxDiscord) -> None:
    guild = local.add_guild("Paddock Club")
    path = write(tmp_path, settings(tmp_path, api_base=local.api_base, guild_id=guild.id))
    bot = await started(path, local.token)
    await local.until(lambda: local.connected, timeout=60)
    bot.terminate()
    said = (await bot.communicate())[0].decode()
    assert bot.returncode == 0, said
    assert "Traceback" not in said
    assert (tmp_path / "steward.db.heartbeat").exists()
