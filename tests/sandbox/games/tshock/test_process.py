"""How a server ends, starts again and writes its log."""

from pathlib import Path

import aiohttp
import pytest

from sandbox.games.tshock import V4, JoinRefused, TShockServer
from tests.sandbox.games.tshock.support import Client, Clock

STATUS = "/v2/server/status"


async def test_the_server_goes_off_after_its_answer_and_comes_back_as_a_new_process(
    both: Client, clock: Clock
) -> None:
    ann = both.server.join("Ann")
    clock.now += 100
    answer = await both.ask("/v2/server/off", confirm="true", message="Bye all")
    assert answer["response"] == "The server is shutting down"
    await both.server.until(lambda: not both.server.listening)
    with pytest.raises(aiohttp.ClientConnectionError):
        await both.ask(STATUS)
    assert (ann.parted, both.server.world.saves) == ("Bye all", 1)
    await both.server.up()
    body = await both.ask(STATUS)
    assert (body["uptime"], body["playercount"]) == ("0.00:00:00", 0)


async def test_going_off_must_be_confirmed_and_need_not_save(both: Client) -> None:
    assert await both.refused("/v2/server/off") == ("400", "Missing or invalid confirm parameter")
    assert (await both.refused("/v2/server/off", confirm="1"))[0] == "400"
    await both.ask("/v2/server/off", confirm="true", nosave="true")
    assert both.server.world.saves == 0


async def test_the_server_restarts_by_itself_before(old: Client, clock: Clock) -> None:
    ann = old.server.join("Ann")
    clock.now += 100
    await old.ask("/v3/server/restart", confirm="true")
    await old.server.until(lambda: old.server.starts == 2 and old.server.listening)
    assert ann not in old.server.present
    assert (await old.ask(STATUS))["uptime"] == "0.00:00:00"


async def test_the_server_goes_off_by_command_too(both: Client) -> None:
    both.server.tokens.add_application("CHIEF", "chief", "superadmin")
    ann = both.server.join("Ann")
    assert await both.command("/off for the night", token="CHIEF") == []
    await both.server.until(lambda: not both.server.listening)
    assert ann.parted == "Server shutting down: for the night"


async def test_while_the_world_is_made_the_api_answers_and_nobody_can_join(both: Client) -> None:
    both.server.restart(loading=True)
    body = await both.ask(STATUS, players="true")
    assert (body["world"], body["playercount"], body["players"]) == ("", 0, [])
    with pytest.raises(JoinRefused):
        both.server.join("Ann")
    both.server.tick(60)
    assert (await both.ask("/world/read"))["time"] == 15_000.0
    both.server.finish_loading()
    both.server.join("Ann")
    assert (await both.ask(STATUS))["world"] == "Hollowmere"


async def test_a_reload_fails_with_a_token_given_at_the_start_and_shows_it(both: Client) -> None:
    assert "reload complete" in (await both.ask("/v3/server/reload"))["response"]
    both.server.tokens.add_start_flag("START")
    assert (await both.ask("/tokentest", token="START"))["associateduser"] == "null"
    _, body = await both.get("/v3/server/reload")
    assert (body["status"], body["errormsg"][-5:]) == ("500", "START")


async def test_a_server_that_empties_by_a_kick_saves_its_world(both: Client) -> None:
    both.server.join("Ann")
    both.server.join("Bo")
    await both.ask("/v2/players/kick", player="Ann")
    assert both.server.world.saves == 0
    await both.ask("/v2/players/kick", player="Bo")
    assert both.server.world.saves == 1


def test_the_log_tells_joins_chat_and_leaving_in_tshocks_format(tmp_path: Path, clock: Clock) -> None:
    server = TShockServer(V4, clock=clock, log_folder=tmp_path)
    ann = server.join("Ann", account="ann", ip="192.0.2.7")
    server.say(ann, "hello: there")
    clock.now += 61
    server.leave(ann)
    assert server.log.path == tmp_path / "2026-09-21_14-13-20.log"
    assert server.log.path.read_text(encoding="utf-8").splitlines() == [
        "2026-09-21 14:13:20 - TextLog: INFO: Ann (192.0.2.7) from 'default' group joined. (1/8)",
        "2026-09-21 14:13:20 - Utils: INFO: Broadcast: Ann has joined.",
        "2026-09-21 14:13:20 - Utils: INFO: Broadcast: Ann: hello: there",
        "2026-09-21 14:14:21 - Utils: INFO: Broadcast: Ann has left.",
        "2026-09-21 14:14:21 - TextLog: INFO: Ann disconnected.",
    ]


def test_every_start_begins_a_new_log_file(tmp_path: Path, clock: Clock) -> None:
    server = TShockServer(V4, clock=clock, log_folder=tmp_path)
    server.say(server.join("Ann"), "before")
    clock.now += 3600
    server.restart()
    server.say(server.join("Ann"), "after")
    first, second = sorted(tmp_path.iterdir())
    assert server.log.path == second
    assert "before" in first.read_text(encoding="utf-8")
    assert "before" not in second.read_text(encoding="utf-8")


async def test_what_the_api_broadcasts_is_shown_and_not_logged(both: Client) -> None:
    ann = both.server.join("Ann")
    logged = list(both.server.log.lines)
    await both.ask("/v2/server/broadcast", msg="[c/FF0000:one]\ntwo")
    assert ann.screen[-2:] == ["[c/FF0000:one]", "two"]
    assert both.server.log.lines == logged
