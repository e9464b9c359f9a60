"""Counted rate limits; the clock stands still, so every window is the test's own."""

from collections.abc import AsyncIterator

import pytest

from sandbox.discord import SandboxDiscord
from tests.sandbox.discord.conftest import Clock, Rest


@pytest.fixture
async def here(clock: Clock) -> AsyncIterator[SandboxDiscord]:
    async with SandboxDiscord(clock=clock, rates="real") as local:
        local.add_guild("Paddock Club").add_channel("general")
        yield local


@pytest.fixture
def channel(here: SandboxDiscord) -> str:
    [guild] = here.guilds.values()
    return f"/channels/{guild.channel('general').id}"


async def test_the_headers_tell_the_room_that_is_left(channel: str, rest: Rest) -> None:
    left = []
    for _ in range(5):
        assert (await rest("POST", channel + "/messages", {"content": "x"}))[0] == 200
        left.append(rest.headers["X-RateLimit-Remaining"])
    assert left == ["4", "3", "2", "1", "0"]
    assert rest.headers["X-RateLimit-Reset-After"] == "5.000"
    assert channel.removeprefix("/channels/") not in rest.headers["X-RateLimit-Bucket"]


async def test_the_sixth_message_in_five_seconds_is_refused(channel: str, rest: Rest, clock: Clock) -> None:
    for _ in range(5):
        await rest("POST", channel + "/messages", {"content": "x"})
    clock.now += 1
    status, answer = await rest("POST", channel + "/messages", {"content": "x"})
    assert (status, answer["retry_after"], answer["global"]) == (429, 4.0, False)
    assert (rest.headers["X-RateLimit-Scope"], rest.headers["Via"]) == ("user", "1.1 sandbox")
    clock.now += 4
    assert (await rest("POST", channel + "/messages", {"content": "x"}))[0] == 200


async def test_a_third_rename_within_ten_minutes_is_refused_without_warning(
    channel: str, rest: Rest, clock: Clock
) -> None:
    for name in ("one", "two"):
        assert (await rest("PATCH", channel, {"name": name}))[0] == 200
    assert rest.headers["X-RateLimit-Remaining"] == "3"
    clock.now += 20
    status, answer = await rest("PATCH", channel, {"name": "three"})
    assert (status, answer["retry_after"]) == (429, 580.0)
    assert rest.headers["X-RateLimit-Remaining"] == "4"
    assert (await rest("PATCH", channel, {"rate_limit_per_user": 5}))[0] == 200


async def test_a_fourth_edit_of_old_messages_within_six_seconds_is_refused(
    channel: str, rest: Rest, clock: Clock
) -> None:
    made = [(await rest("POST", channel + "/messages", {"content": "x"}))[1]["id"] for _ in range(2)]
    clock.now += 3601
    for number in range(3):
        path = f"{channel}/messages/{made[number % 2]}"
        assert (await rest("PATCH", path, {"content": str(number)}))[0] == 200
    status, answer = await rest("PATCH", path, {"content": "y"})
    assert (status, answer["code"], answer["retry_after"]) == (429, 30046, 6.0)


async def test_fifty_requests_a_second_are_all_there_are(here: SandboxDiscord, rest: Rest) -> None:
    users = [here.world.user_named(f"user{number}").id for number in range(6)]
    paths = [f"/users/{users[0]}"] * 10 + ["/users/@me"] * 10 + ["/gateway"] * 10 + ["/gateway/bot"] * 10
    paths += ["/oauth2/applications/@me"] * 10
    assert {(await rest("GET", path))[0] for path in paths} == {200}
    status, answer = await rest("GET", "/applications/@me")
    assert (status, answer["global"], rest.headers["X-RateLimit-Global"]) == (429, True, "true")


async def test_ten_thousand_invalid_requests_ban_the_address(here: SandboxDiscord, rest: Rest) -> None:
    for _ in range(10_000):
        here._door.rates.note_answer(403, {})
    async with rest.session.get(rest.url("/users/@me"), headers=rest.token) as answer:
        assert (answer.status, answer.content_type, "Via" in answer.headers) == (429, "text/html", False)


async def test_all_members_come_once_in_thirty_seconds(
    here: SandboxDiscord, rest: Rest, clock: Clock
) -> None:
    [guild] = here.guilds.values()
    async with rest.session.ws_connect(here.gateway) as socket:
        await socket.send_json({"op": 2, "d": {"token": here.token, "intents": 3}})
        kinds = []
        for pause in (0, 29, 1):
            clock.now += pause
            await socket.send_json({"op": 8, "d": {"guild_id": guild.id, "query": "", "limit": 0}})
            while (frame := await socket.receive_json())["t"] not in ("GUILD_MEMBERS_CHUNK", "RATE_LIMITED"):
                pass
            kinds.append(frame["t"])
    assert kinds == ["GUILD_MEMBERS_CHUNK", "RATE_LIMITED", "GUILD_MEMBERS_CHUNK"]


async def test_a_second_identify_within_five_seconds_is_turned_away(
    here: SandboxDiscord, rest: Rest, clock: Clock
) -> None:
    async def first_frame() -> int:
        async with rest.session.ws_connect(here.gateway) as socket:
            await socket.receive_json()
            await socket.send_json({"op": 2, "d": {"token": here.token, "intents": 0}})
            frame = await socket.receive_json()
            return int(frame["op"])

    assert [await first_frame(), await first_frame()] == [0, 9]
    clock.now += 5
    assert await first_frame() == 0
