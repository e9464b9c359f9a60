"""The bans of 2016."""

import pytest

from sandbox.games.tshock import JoinRefused
from tests.sandbox.games.tshock.support import Client, Clock

CREATE, DESTROY, READ = "/bans/create", "/v2/bans/destroy", "/v2/bans/read"


async def listed(client: Client) -> list[tuple[str, str, str]]:
    bans = (await client.ask("/v2/bans/list"))["bans"]
    return [(ban["name"], ban["ip"], ban["reason"]) for ban in bans]


async def test_a_ban_is_a_row_and_the_same_name_can_have_two(old: Client) -> None:
    for parameters in (
        {"ip": "192.0.2.3", "reason": "grief"},
        {"name": "Eve"},
        {"name": "Eve", "reason": "again"},
    ):
        assert (await old.ask(CREATE, **parameters))["response"] == "Ban created successfully"
    assert await listed(old) == [("", "192.0.2.3", "grief"), ("Eve", "", ""), ("Eve", "", "again")]
    assert await old.ask(READ, ban="Eve", type="name") == {
        "status": "200",
        "name": "Eve",
        "ip": "",
        "reason": "",
    }


async def test_an_address_has_one_row_which_keeps_its_words(old: Client, clock: Clock) -> None:
    old.server.rows.add(ip="192.0.2.3", reason="first", until=clock.now + 60)
    await old.ask(CREATE, ip="192.0.2.3", name="Eve", reason="second")
    assert await listed(old) == [("", "192.0.2.3", "first")]
    clock.now += 3600
    with pytest.raises(JoinRefused, match="You are banned forever: first"):
        old.server.join("Eve", ip="192.0.2.3")


async def test_a_ban_needs_a_name_or_an_address(old: Client) -> None:
    assert await old.refused(CREATE, reason="x") == ("400", "Missing or empty ip, name parameter")


async def test_a_name_ban_keeps_nobody_out_unless_a_setting_says_so(old: Client) -> None:
    await old.ask(CREATE, name="Eve", reason="tnt")
    old.server.leave(old.server.join("Eve"))
    old.server.config.enable_ban_on_usernames = True
    with pytest.raises(JoinRefused, match="You are banned forever: tnt"):
        old.server.join("Eve")


async def test_a_ban_throws_nobody_out(old: Client) -> None:
    eve = old.server.join("Eve", ip="192.0.2.3")
    await old.ask(CREATE, ip="192.0.2.3")
    assert old.server.players == [eve]


async def test_the_ban_of_a_player_stores_name_and_address_and_kicks(old: Client) -> None:
    eve = old.server.join("Eve", ip="192.0.2.3")
    assert (await old.ask("/v2/players/ban", player="Eve"))["response"] == "Player Eve was banned"
    assert await listed(old) == [("Eve", "192.0.2.3", "Banned via web")]
    assert eve.parted == "Kicked: Banned via web"
    with pytest.raises(JoinRefused):
        old.server.join("Somebody", ip="192.0.2.3")


async def test_lifting_a_ban_removes_every_row_with_that_name(old: Client) -> None:
    for parameters in ({"name": "Eve"}, {"name": "Eve", "ip": "192.0.2.3"}, {"name": "Bo"}):
        await old.ask(CREATE, **parameters)
    assert (await old.ask(DESTROY, ban="Eve", type="name"))["response"] == "Ban deleted successfully"
    assert await listed(old) == [("Bo", "", "")]
    assert await old.refused(DESTROY, ban="Eve", type="name") == ("400", "Ban name 'Eve' doesn't exist")


async def test_the_parameter_for_the_case_works_the_wrong_way_round(old: Client) -> None:
    await old.ask(CREATE, name="Eve")
    for parameters, status in (({}, "400"), ({"caseinsensitive": "true"}, "400")):
        assert (await old.refused(READ, ban="eve", type="name", **parameters))[0] == status
    await old.ask(READ, ban="eve", type="name", caseinsensitive="false")


async def test_a_ban_is_looked_for_by_the_right_parameters_only(old: Client) -> None:
    assert await old.refused(READ, user="Eve", type="user") == ("400", "Missing or empty ban parameter")
    assert await old.refused(READ, ban="Eve") == ("400", "Missing or empty type parameter")
    assert await old.refused(READ, ban="Eve", type="user") == ("400", "Invalid Type: 'user'")


async def test_a_ban_for_a_time_is_made_by_command_and_ends_by_itself(old: Client, clock: Clock) -> None:
    eve = old.server.join("Eve One", ip="192.0.2.3")
    assert await old.command('/ban addtemp "Eve One" 1d2h3m  much   noise') == []
    assert eve.parted is not None
    assert await listed(old) == [("Eve One", "192.0.2.3", "much noise")]
    with pytest.raises(JoinRefused, match="You are banned for 1 day and 2 hours: much noise"):
        old.server.join("Eve Two", ip="192.0.2.3")
    clock.now += 93_780
    old.server.join("Eve One", ip="192.0.2.3")
    assert await listed(old) == []


async def test_other_bans_by_command_fail_and_lifting_them_works(old: Client) -> None:
    await old.ask(CREATE, name="Eve")
    await old.ask(CREATE, ip="192.0.2.3")
    assert await old.command("/ban add Bo") == ["Command failed, check logs for more details."]
    assert await old.command("/ban list") == ["Bans (1/1):", "Eve"]
    assert await old.command("/ban listip") == ["IP Bans (1/1):", "192.0.2.3"]
    await old.command("/ban del Eve")
    await old.command("/ban delip 192.0.2.3")
    assert await listed(old) == []
    assert await old.command("/ban del Eve") == ["No bans for Eve exist."]
