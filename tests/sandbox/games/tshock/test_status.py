from tests.sandbox.games.tshock.support import Client, Clock

STATUS = "/v2/server/status"


async def test_the_old_status_is_five_strings(old: Client) -> None:
    old.server.config.server_name = "Club"
    old.server.join("Ann")
    old.server.join("Bo, the Second")
    assert (await old.get("/status", token=None))[1] == {
        "status": "200",
        "name": "Club",
        "port": "7777",
        "playercount": "2",
        "players": "Ann, Bo, the Second",
    }


async def test_the_status_of_today_is_the_same_under_both_paths(new: Client) -> None:
    assert await new.ask("/status") == await new.ask(STATUS)


async def test_a_status_tells_the_server(both: Client, clock: Clock) -> None:
    clock.now += 90_061
    both.server.config.server_password = "secret"
    body = await both.ask(STATUS)
    assert list(body) == [
        "status",
        "name",
        "serverversion",
        "tshockversion",
        "port",
        "playercount",
        "maxplayers",
        "world",
        "uptime",
        "serverpassword",
    ]
    assert (body["name"], body["world"], body["port"]) == ("", "Hollowmere", 7777)
    assert (body["uptime"], body["serverpassword"]) == ("1.01:01:01", True)


async def test_the_version_is_an_object_before_and_a_string_today(old: Client, new: Client) -> None:
    before, today = await old.ask(STATUS), await new.ask(STATUS)
    assert (before["tshockversion"]["Minor"], before["serverversion"]) == (3, "v1.3.3.3")
    assert (today["tshockversion"], today["serverversion"]) == ("6.2.1.0", "v1.4.5.8")


async def test_players_and_rules_come_when_asked_for_with_true(both: Client) -> None:
    both.server.join("Ann", account="ann", team=1)
    full = await both.ask(STATUS, players="True", rules=" true ")
    assert full["players"] == [
        {"nickname": "Ann", "username": "ann", "group": "default", "active": True, "state": 10, "team": 1}
    ]
    assert len(full["rules"]) == 13
    assert "players" not in await both.ask(STATUS, players="1", rules="yes")


async def test_somebody_who_connects_is_listed_and_not_counted(both: Client) -> None:
    comer = both.server.connect()
    body = await both.ask(STATUS, players="true")
    assert body["playercount"] == 0
    assert [(one["nickname"], one["active"], one["state"]) for one in body["players"]] == [("", False, 1)]
    both.server.introduce(comer, "Ann")
    both.server.approach(comer)
    states = [(one["nickname"], one["state"]) for one in (await both.ask("/v2/players/list"))["players"]]
    assert states == [("Ann", 3)]


async def test_filters_compare_strings_only(both: Client) -> None:
    both.server.join("Ann", account="ann")
    both.server.join("Bo")
    for wanted, names in (
        ({"nickname": "Ann"}, ["Ann"]),
        ({"nickname": "ann"}, []),
        ({"username": ""}, ["Bo"]),
        ({"group": "guest"}, ["Bo"]),
        ({"active": "true"}, []),
        ({"team": "0"}, []),
    ):
        listed = await both.ask("/v2/players/list", **wanted)
        assert [one["nickname"] for one in listed["players"]] == names


async def test_addresses_are_listed_for_a_token_that_may_see_them_and_only_with_the_setting(
    both: Client,
) -> None:
    both.server.tokens.add_application("CHIEF", "chief", "superadmin")
    both.server.join("Ann", ip="192.0.2.7")
    assert "ip" not in (await both.ask(STATUS, players="true", token="CHIEF"))["players"][0]
    both.server.config.enable_token_endpoint_authentication = True
    assert (await both.ask(STATUS, players="true", token="CHIEF"))["players"][0]["ip"] == "192.0.2.7"
    assert "ip" not in (await both.ask(STATUS, players="true"))["players"][0]
    assert "ip" not in (await both.ask("/v2/players/list", token="CHIEF"))["players"][0]


async def test_motd_and_rules_are_raw_lines_and_may_be_missing(both: Client) -> None:
    assert (await both.ask("/v3/server/motd"))["motd"][0] == "You have reached %map%."
    assert len((await both.ask("/v3/server/rules"))["rules"]) == 2
    both.server.config.motd = both.server.config.rules = None
    assert await both.refused("/v3/server/motd") == ("500", "The motd.txt was not found.")
    assert await both.refused("/v3/server/rules") == ("500", "The rules.txt was not found.")


async def test_the_list_as_one_string_names_its_successor_today(old: Client, new: Client) -> None:
    for client in (old, new):
        client.server.join("Ann")
        client.server.connect()
    assert await old.ask("/lists/players") == {"status": "200", "players": "Ann"}
    assert (await new.ask("/lists/players"))["upgrade"] == "/v2/players/list"
