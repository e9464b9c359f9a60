import argparse
import asyncio

import aiohttp
import pytest

from sandbox.discord import command


async def test_the_local_discord_starts_alone_with_a_ready_guild(capsys: pytest.CaptureFixture[str]) -> None:
    subparsers = argparse.ArgumentParser().add_subparsers()
    command.add_parser(subparsers)
    args = subparsers.choices["discord"].parse_args(["--port", "0", "--token", "abc"])
    serving = asyncio.create_task(args.run(args))
    printed: dict[str, str] = {}
    while not printed:
        await asyncio.sleep(0)
        printed = dict(line.split(": ") for line in capsys.readouterr().out.splitlines())
    assert printed["token"] == "abc"
    url = f"{printed['api_base']}/channels/{printed['#status']}"
    async with (
        aiohttp.ClientSession(headers={"Authorization": "Bot abc"}) as session,
        session.get(url) as answer,
    ):
        assert (await answer.json())["name"] == "status"
    serving.cancel()
    await asyncio.wait({serving})
