import asyncio
import json

import aiohttp
import pytest

from sandbox.games.ams2 import AMS2Server
from tests.sandbox.games.ams2.support import Client

VERSION = "api/version"


@pytest.mark.parametrize("status", ["401", "403", "500"])
async def test_a_status_can_be_forced(server: AMS2Server, client: Client, status: str) -> None:
    server.faults.add(VERSION, status)
    first, _, headers = await client.get(VERSION)
    second, _, _ = await client.get(VERSION)
    assert (first, second) == (int(status), 200)
    assert ("WWW-Authenticate" in headers) == (status == "401")


async def test_a_fault_can_stay(server: AMS2Server, client: Client) -> None:
    server.faults.add("*", "500", times=None)
    assert [(await client.get(VERSION))[0] for _ in range(3)] == [500, 500, 500]
    server.faults.clear()
    assert (await client.get(VERSION))[0] == 200


async def test_bodies_can_be_of_the_wrong_kind(server: AMS2Server, client: Client) -> None:
    for kind in ("html", "empty_object", "truncated", "wrong_types", "wrong_content_type"):
        server.faults.add(VERSION, kind)
    _, html, headers = await client.get(VERSION)
    assert (html[:6], headers["Content-Type"]) == ("<html>", "text/html; charset=utf-8")
    assert (await client.get(VERSION))[1] == "{}"
    with pytest.raises(json.JSONDecodeError):
        await client.ask(VERSION)
    wrong = (await client.ask(VERSION))["response"]
    assert wrong == {"build_version": "1", "protocol_version": "90", "lua_version": "301"}
    _, body, headers = await client.get(VERSION)
    assert (json.loads(body)["result"], headers["Content-Type"]) == ("ok", "text/html; charset=utf-8")


async def test_an_answer_can_be_megabytes_long(server: AMS2Server, client: Client) -> None:
    server.faults.add(VERSION, "big")
    _, body, _ = await client.get(VERSION)
    assert len(body) > 5 * 1024 * 1024


async def test_a_body_can_end_too_early(server: AMS2Server, client: Client) -> None:
    server.faults.add(VERSION, "cut_off")
    with pytest.raises(aiohttp.ClientPayloadError):
        await client.get(VERSION)


async def test_a_lost_answer_is_a_change_that_was_made(server: AMS2Server, client: Client) -> None:
    ann = server.join("Ann")
    server.faults.add("api/session/kick", "lost_answer", times=None)
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.get(f"api/session/kick?refid={ann.refid}")
    assert server.members == []


async def test_a_refused_change_was_not_made(server: AMS2Server, client: Client) -> None:
    ann = server.join("Ann")
    server.faults.add("api/session/kick", "refuse", times=None)
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.get(f"api/session/kick?refid={ann.refid}")
    assert server.members == [ann]


async def test_a_hanging_answer_does_not_come_and_does_not_hold_up_the_end(
    server: AMS2Server, client: Client
) -> None:
    server.faults.add(VERSION, "hang")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await client.get(VERSION)
    assert (await client.get(VERSION))[0] == 200


async def test_a_server_that_is_down_refuses_and_comes_back_at_the_same_port(
    server: AMS2Server, client: Client
) -> None:
    server.join("Ann")
    url = server.url
    await server.down()
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.get(VERSION)
    await server.up()
    assert server.url == url
    assert len((await client.response("api/session/status?members"))["members"]) == 1


async def test_every_request_is_remembered_with_its_query(server: AMS2Server, client: Client) -> None:
    await client.get("api/session/status?members&attributes=1")
    await client.get("nowhere")
    assert server.asked == [("/api/session/status", {"members": "", "attributes": "1"}), ("/nowhere", {})]


def test_a_fault_nobody_knows_is_a_mistake_of_the_test() -> None:
    with pytest.raises(ValueError, match="no such fault"):
        AMS2Server().faults.add("*", "gremlins")
