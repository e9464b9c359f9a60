import asyncio
import json

import aiohttp
import pytest

from sandbox.games.tshock import TShockServer
from tests.sandbox.games.tshock.support import Client

STATUS, KICK = "/v2/server/status", "/v2/players/kick"


async def body_of(client: Client, path: str = STATUS) -> tuple[int, str, str]:
    """Return code, kind and text of an answer, whatever they are."""
    async with client.session.get(f"{client.server.url}{path}") as answer:
        return answer.status, answer.headers["Content-Type"], await answer.text()


async def test_bodies_can_be_of_the_wrong_kind(both: Client) -> None:
    kinds = ("html", "empty_object", "list", "truncated", "no_status", "integer_status", "wrong_content_type")
    for kind in kinds:
        both.server.faults.add(STATUS, kind)
    html, empty, listed, half, bare, number, typed = [await body_of(both) for _ in kinds]
    assert html[2].startswith("<html>")
    assert (empty[2], listed[2]) == ("{}", "[]")
    with pytest.raises(json.JSONDecodeError):
        json.loads(half[2])
    assert "status" not in json.loads(bare[2])
    assert json.loads(number[2])["status"] == 200
    assert typed[1] == "text/html; charset=utf-8"


async def test_values_can_be_of_the_wrong_type(both: Client) -> None:
    both.server.faults.add(STATUS, "wrong_types")
    body = json.loads((await body_of(both))[2])
    assert (body["status"], body["world"], body["port"]) == ("200", ["Hollowmere"], "7777")


async def test_refusals_can_be_forced_and_have_the_code_of_the_dialect(both: Client) -> None:
    for kind in ("401", "403", "500", "crash"):
        both.server.faults.add("*", kind)
    for status in ("401", "403", "500", "500"):
        assert (await both.refused("/tokentest"))[0] == status
    await both.ask("/tokentest")


async def test_a_crash_shows_paths_that_nobody_should_see(both: Client) -> None:
    both.server.faults.add(STATUS, "crash")
    body = json.loads((await body_of(both))[2])
    assert "/home/terraria/" in body["errormsg"]
    assert "/home/build/" in body["stacktrace"]


async def test_a_proxy_in_front_can_fail(both: Client) -> None:
    both.server.faults.add(STATUS, "502")
    code, _, text = await body_of(both)
    assert (code, text[:6]) == (502, "<html>")


async def test_an_answer_can_be_megabytes_long(both: Client) -> None:
    both.server.faults.add(STATUS, "big")
    assert len((await body_of(both))[2]) > 5 * 1024 * 1024


@pytest.mark.parametrize(("fault", "gone"), [("lost_answer", True), ("refuse", False)])
async def test_a_connection_can_be_cut_with_the_work_done_or_not(
    both: Client, fault: str, *, gone: bool
) -> None:
    both.server.join("Ann")
    both.server.faults.add(KICK, fault, times=None)
    with pytest.raises(aiohttp.ClientConnectionError):
        await both.get(KICK, player="Ann")
    assert (both.server.players == []) is gone


async def test_a_body_can_end_too_early(both: Client) -> None:
    both.server.faults.add(STATUS, "cut_off")
    with pytest.raises(aiohttp.ClientPayloadError):
        await body_of(both)


@pytest.mark.parametrize(("fault", "gone"), [("late", True), ("stalled", True), ("hang", False)])
async def test_an_answer_can_not_come_with_the_work_done_or_not(
    both: Client, fault: str, *, gone: bool
) -> None:
    both.server.join("Ann")
    both.server.faults.add(KICK, fault)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await both.get(KICK, player="Ann")
    assert (both.server.players == []) is gone


async def test_a_late_answer_comes_when_it_is_released(both: Client) -> None:
    both.server.faults.add(STATUS, "late")
    waiting = asyncio.create_task(body_of(both))
    await both.server.until(lambda: both.server.asked)
    assert not waiting.done()
    both.server.release()
    assert (await waiting)[0] == 200


async def test_a_fault_can_stay_until_it_is_cleared(both: Client) -> None:
    both.server.faults.add("/v2/*", "500", times=None)
    for _ in range(3):
        assert (await both.refused(STATUS))[0] == "500"
    await both.ask("/tokentest")
    both.server.faults.clear()
    await both.ask(STATUS)


async def test_a_server_that_is_down_refuses_and_comes_back_at_the_same_port(both: Client) -> None:
    both.server.join("Ann")
    await both.server.down()
    with pytest.raises(aiohttp.ClientConnectionError):
        await both.ask(STATUS)
    await both.server.up()
    assert (await both.ask(STATUS))["playercount"] == 1


def test_a_fault_nobody_knows_is_a_mistake_of_the_test() -> None:
    with pytest.raises(ValueError, match="no such fault"):
        TShockServer().faults.add("*", "gremlins")
