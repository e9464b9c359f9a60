import pytest

from sandbox.games.tshock import JoinRefused
from tests.sandbox.games.tshock.support import Client


async def test_people_take_the_first_free_slot(both: Client) -> None:
    ann, bo = both.server.join("Ann"), both.server.join("Bo")
    both.server.leave(ann)
    cy = both.server.join("Cy")
    assert (cy.index, bo.index) == (0, 1)
    assert both.server.player("Cy") is cy
    with pytest.raises(LookupError):
        both.server.player("Ann")


async def test_everybody_reads_who_comes_writes_and_goes(both: Client) -> None:
    ann, bo = both.server.join("Ann"), both.server.join("Bo")
    both.server.say(bo, "hi")
    both.server.leave(bo)
    assert ann.screen == ["Ann has joined.", "Bo has joined.", "Bo: hi", "Bo has left."]


async def test_somebody_comes_in_step_by_step(both: Client) -> None:
    comer = both.server.connect(ip="192.0.2.7")
    assert (comer.name, comer.state, comer.active) == ("", 1, False)
    both.server.introduce(comer, "Ann", account="ann")
    assert (comer.name, comer.state, comer.username) == ("Ann", 2, "ann")
    body = await both.ask("/v3/players/read", player="Ann")
    assert body["position"] == "0,0"
    both.server.enter(comer)
    assert (await both.ask("/v3/players/read", player="Ann"))["position"] == "2098,223"


@pytest.mark.parametrize("name", ["", "   ", "x" * 21, "Ann"])
async def test_a_name_that_is_refused_frees_the_slot(both: Client, name: str) -> None:
    ann = both.server.join("Ann")
    with pytest.raises(JoinRefused):
        both.server.join(name)
    assert both.server.present == [ann]


async def test_the_mark_of_a_client_stays_the_same_for_a_name(both: Client) -> None:
    ann = both.server.join("Ann")
    both.server.leave(ann)
    bo, again = both.server.join("Bo"), both.server.join("Ann")
    assert again.uuid == ann.uuid != bo.uuid


async def test_a_full_server_refuses(both: Client) -> None:
    both.server.config.max_slots = 2
    both.server.join("Ann")
    both.server.connect()
    with pytest.raises(JoinRefused, match="full"):
        both.server.join("Bo")


async def test_somebody_can_log_in_and_out_while_playing(both: Client) -> None:
    ann = both.server.join("Ann")
    both.server.login(ann, "ann")
    assert (await both.ask("/v2/users/activelist"))["activeusers"] == "ann"
    both.server.login(ann, None)
    assert (await both.ask("/v2/users/activelist"))["activeusers"] == ""
