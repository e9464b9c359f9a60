"""Each fault, as the real client meets it."""

import asyncio

import aiohttp
import discord
import pytest

from sandbox.discord import SandboxDiscord
from sandbox.discord.guild import Guild
from tests.sandbox.discord.conftest import Bot, Rest, Running, text_channel

MESSAGES = "/channels/{c}/messages"


@pytest.mark.parametrize("fault", ["429", "429 shared", "429 global", "30046"])
async def test_the_client_waits_and_tries_again_after_a_429(
    here: SandboxDiscord, guild: Guild, running: Running, fault: str
) -> None:
    async with running(Bot()) as bot:
        here.faults.add("POST", MESSAGES, fault=fault, retry_after=0.05)
        await text_channel(bot, guild, "status").send("x")
    assert [entry["status"] for entry in here.refusals] == [429]
    assert len(here.messages_in("status")) == 1


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ("429 without Via", 429, 0),
        ("403/50001", 403, 50001),
        ("403/50013", 403, 50013),
        ("404/10008", 404, 10008),
        ("404/10003", 404, 10003),
        ("503", 503, 0),
    ],
)
async def test_the_client_gives_up_at_once(
    here: SandboxDiscord, guild: Guild, running: Running, fault: str, status: int, code: int
) -> None:
    async with running(Bot()) as bot:
        here.faults.add("POST", MESSAGES, fault=fault)
        with pytest.raises(discord.HTTPException) as failed:
            await text_channel(bot, guild, "status").send("x")
        await text_channel(bot, guild, "status").send("y")
    assert (failed.value.status, failed.value.code) == (status, code)
    assert [message.text for message in here.messages_in("status")] == ["y"]


@pytest.mark.parametrize("fault", ["500", "502", "504", "html"])
async def test_a_server_error_is_answered_with_its_status(
    here: SandboxDiscord, guild: Guild, rest: Rest, fault: str
) -> None:
    here.faults.add("GET", "/guilds/{g}", fault=fault)
    async with rest.session.get(rest.url(f"/guilds/{guild.id}"), headers=rest.token) as answer:
        assert answer.status == (502 if fault == "html" else int(fault))
        assert answer.content_type == ("text/html" if fault == "html" else "application/json")
    assert (await rest("GET", f"/guilds/{guild.id}"))[0] == 200


@pytest.mark.parametrize(("fault", "made"), [("cut_before", 0), ("cut_after", 1)])
async def test_a_cut_line_loses_the_request_or_the_answer(
    here: SandboxDiscord, guild: Guild, running: Running, fault: str, made: int
) -> None:
    async with running(Bot()) as bot:
        here.faults.add("POST", MESSAGES, fault=fault)
        with pytest.raises(aiohttp.ClientError):
            await text_channel(bot, guild, "status").send("x", nonce="1")
        assert len(here.messages_in("status")) == made
        await text_channel(bot, guild, "status").send("x", nonce="1")
    assert len(here.messages_in("status")) == 1


async def test_a_slow_answer_comes_in_the_end(here: SandboxDiscord, guild: Guild, rest: Rest) -> None:
    here.faults.add("GET", "/guilds/{g}", fault="slow", seconds=0.2)
    started = asyncio.get_running_loop().time()
    assert (await rest("GET", f"/guilds/{guild.id}"))[0] == 200
    assert asyncio.get_running_loop().time() - started >= 0.2


async def test_a_fault_meets_its_own_address_and_ends(here: SandboxDiscord, guild: Guild, rest: Rest) -> None:
    here.faults.add("*", f"/guilds/{guild.id}/members/{{user}}", fault="500", times=2)
    member = f"/guilds/{guild.id}/members/{guild.member('tom').id}"
    assert (await rest("GET", f"/guilds/{guild.id}"))[0] == 200
    assert [(await rest("GET", member))[0] for _ in range(3)] == [500, 500, 200]


async def test_a_refused_gateway_takes_no_connection(here: SandboxDiscord, rest: Rest) -> None:
    here.refuse_connections(True)
    with pytest.raises(aiohttp.ClientError):
        await rest.session.ws_connect(here.gateway)
    assert (await rest("GET", "/gateway"))[0] == 200
