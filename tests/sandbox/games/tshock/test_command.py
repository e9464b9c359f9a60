import argparse
import asyncio
from pathlib import Path

import aiohttp
import pytest

from sandbox.games.tshock import command


@pytest.mark.parametrize(("dialect", "version"), [("4", "TShockAPI/4.3.20.0"), ("6", "TShockAPI/6.2.1.0")])
async def test_the_server_starts_alone_and_says_where_it_is_and_what_opens_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, dialect: str, version: str
) -> None:
    subparsers = argparse.ArgumentParser().add_subparsers()
    command.add_parser(subparsers)
    arguments = ["--port", "0", "--dialect", dialect, "--logs", str(tmp_path)]
    args = subparsers.choices["tshock"].parse_args(arguments)
    serving = asyncio.create_task(args.run(args))
    printed = ""
    while not printed:
        await asyncio.sleep(0)
        printed = capsys.readouterr().out
    first, token, log = printed.splitlines()
    url = first.rpartition(" ")[2]
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{url}/tokentest", params={"token": token.removeprefix("token: ")}) as answer,
    ):
        assert (answer.status, answer.headers["Server"]) == (200, version)
    assert Path(log.removeprefix("log: ")).parent == tmp_path
    serving.cancel()
    await asyncio.wait({serving})


async def test_the_token_can_come_from_the_environment_and_is_not_printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GAME_TOKEN", "hidden-token")
    subparsers = argparse.ArgumentParser().add_subparsers()
    command.add_parser(subparsers)
    args = subparsers.choices["tshock"].parse_args(["--port", "0", "--token-env", "GAME_TOKEN"])
    serving = asyncio.create_task(args.run(args))
    printed = ""
    while not printed:
        await asyncio.sleep(0)
        printed = capsys.readouterr().out
    assert "hidden-token" not in printed
    url = printed.splitlines()[0].rpartition(" ")[2]
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{url}/tokentest?token=hidden-token") as answer,
    ):
        assert answer.status == 200
    serving.cancel()
    await asyncio.wait({serving})
