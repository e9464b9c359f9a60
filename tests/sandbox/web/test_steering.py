import aiohttp
import pytest

from sandbox.web import SteeredRace
from tests.sandbox.web.conftest import Visitor


async def _status(game: SteeredRace) -> int:
    address = f"{game.server.url}/api/version"
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        await answer.read()
        return answer.status


async def test_time_goes_as_fast_as_one_says(game: SteeredRace, visitor: Visitor) -> None:
    assert (await visitor.act("speed", speed=60))["status"] == 200
    assert game.weekend.speed == 60
    assert (await visitor.act("speed", speed=0))["error"] == "the speed is 1 to 200"


async def test_a_server_goes_down_and_comes_up_where_it_was(game: SteeredRace, visitor: Visitor) -> None:
    for _ in range(2):
        await visitor.act("game", game="paddock", act="down")
    with pytest.raises(aiohttp.ClientConnectorError):
        await _status(game)
    for _ in range(2):
        await visitor.act("game", game="paddock", act="up")
    assert await _status(game) == 200


async def test_answers_are_cut_until_they_are_mended(game: SteeredRace, visitor: Visitor) -> None:
    await visitor.act("game", game="paddock", act="cut_off")
    with pytest.raises(aiohttp.ClientPayloadError):
        await _status(game)
    await visitor.act("game", game="paddock", act="500")
    assert await _status(game) == 500
    await visitor.act("game", game="paddock", act="mend")
    assert await _status(game) == 200
    assert (await visitor.act("game", game="paddock", act="explode"))["status"] == 400


async def test_one_can_speak_in_the_game_and_read_what_was_said(game: SteeredRace, visitor: Visitor) -> None:
    otter = game.server.join("brake_l8_otter")
    assert (await visitor.act("play", game="paddock", number=str(otter.refid), text="hi"))["status"] == 200
    game.server.announce("welcome")
    game.server.announce("your code", otter.refid)
    game.read()
    assert list(game.lines) == [
        {"by": "brake_l8_otter", "text": "hi", "to": ""},
        {"by": "", "text": "welcome", "to": ""},
        {"by": "", "text": "your code", "to": "brake_l8_otter"},
    ]
    game.server.leave(otter)
    gone = await visitor.act("play", game="paddock", number=str(otter.refid), text="hi")
    assert gone["error"] == "this player has left the server"


async def test_the_chat_is_read_on_after_a_restart_of_the_game(game: SteeredRace, visitor: Visitor) -> None:
    game.server.say(game.server.join("brake_l8_otter"), "before")
    await visitor.act("game", game="paddock", act="restart")
    game.server.say(game.server.join("tin.teacup"), "after")
    game.read()
    assert [line["text"] for line in game.lines] == ["before", "The server was started anew.", "after"]
