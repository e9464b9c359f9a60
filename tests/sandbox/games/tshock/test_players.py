import pytest

from sandbox.games.tshock import Item
from tests.sandbox.games.tshock.support import NOW, Client

KICK = "/v2/players/kick"
HEAD = ["status", "nickname", "username", "ip", "group", "registered"]


async def test_reading_a_player_before(old: Client) -> None:
    ann = old.server.join("Ann", account="ann", ip="192.0.2.7")
    ann.inventory = [Item(8, "Torch", 42), Item(73, "Gold Coin", 2)]
    ann.armour = [Item(89, "Copper Helmet", prefix=62)]
    ann.dyes = [Item(1007, "Red Dye")]
    ann.buffs = [11]
    v2 = await old.ask("/v2/players/read", player="Ann")
    assert list(v2) == [*HEAD, "position", "inventory", "buffs"]
    assert (v2["registered"], v2["position"]) == ("2026-09-21T14:13:20", "2098,223")
    assert v2["inventory"] == "Torch:42, Gold Coin:2"
    assert v2["buffs"] == "11" + ", 0" * 21
    v3 = await old.ask("/v3/players/read", player="Ann")
    assert (v3["armor"], v3["dyes"]) == ("89:62", "Red Dye")


async def test_reading_a_player_today(new: Client) -> None:
    ann = new.server.join("Ann", account="ann")
    ann.muted, ann.inventory = True, [Item(8, "Torch", 42)]
    v3 = await new.ask("/v3/players/read", player="Ann")
    assert list(v3) == [*HEAD, "muted", "position", "inventory", "armor", "dyes", "buffs"]
    assert v3["muted"] is True
    assert v3["buffs"].count("0") == 44
    v4 = await new.ask("/v4/players/read", player="Ann")
    assert v4["items"]["inventory"] == [{"netID": 8, "prefix": 0, "stack": 42}]
    assert list(v4["items"]) == ["inventory", "equipment", "dyes", "piggy", "safe", "forge"]


async def test_the_account_of_a_guest_is_empty_before_and_null_today(old: Client, new: Client) -> None:
    for client, nobody in ((old, ""), (new, None)):
        client.server.join("Bo")
        body = await client.ask("/v3/players/read", player="Bo")
        assert (body["username"], body["registered"]) == (nobody, nobody)


async def test_paths_that_came_and_went(old: Client, new: Client) -> None:
    for client in (old, new):
        client.server.join("Ann")
    for path in ("/v2/players/read", "/v2/players/ban", "/v2/server/rawcmd", "/v3/server/restart"):
        assert (await new.refused(path, player="Ann"))[0] == "404"
    for path in ("/v4/players/read", "/v3/bans/list", "/v3/world/bloodmoon", "/players/list"):
        assert (await old.refused(path, player="Ann"))[0] == "404"


async def test_a_kick_is_forced_and_announced_before(old: Client) -> None:
    old.server.accounts.add("chief", "secret", "superadmin")
    chief, bo = old.server.join("Chief", account="chief"), old.server.join("Bo")
    assert (await old.ask(KICK, player="Chief", reason="Caps LOCK"))["response"] == "Player Chief was kicked"
    assert chief.parted == "Kicked: Caps LOCK"
    assert bo.screen[-2:] == ["Chief was force kicked for 'caps lock'", "Chief has left."]
    assert old.server.players == [bo]


async def test_a_kick_is_silent_today_and_claims_success_for_whoever_is_immune(new: Client) -> None:
    new.server.accounts.add("chief", "secret", "superadmin")
    chief, bo = new.server.join("Chief", account="chief"), new.server.join("Bo")
    assert (await new.ask(KICK, player="Chief"))["response"] == "Player Chief was kicked"
    assert new.server.players == [chief, bo]
    shown = list(chief.screen)
    await new.ask(KICK, player="Bo")
    assert (new.server.players, chief.screen) == ([chief], shown)
    assert bo.parted == "Kicked: Kicked via web"


async def test_an_empty_reason_stays_empty(both: Client) -> None:
    ann = both.server.join("Ann")
    await both.ask(KICK, player="Ann", reason="")
    assert ann.parted == "Kicked: "


async def test_somebody_who_connects_can_be_kicked(both: Client) -> None:
    comer = both.server.connect()
    both.server.introduce(comer, "Ann")
    await both.ask(KICK, player="Ann")
    assert both.server.present == []


async def test_a_dead_connection_keeps_its_slot_whatever_is_said_about_it(both: Client) -> None:
    comer = both.server.connect()
    both.server.introduce(comer, "Ann")
    both.server.drop(comer)
    await both.ask(KICK, player="Ann")
    assert both.server.present == [comer]


async def test_the_mute_of_the_api_says_it_differently_today_and_mutes_anybody(
    old: Client, new: Client
) -> None:
    for client, words in ((old, "was"), (new, "has been")):
        client.server.accounts.add("chief", "secret", "superadmin")
        chief = client.server.join("Chief", account="chief")
        for _ in range(2):
            answer = await client.ask("/v2/players/mute", player="Chief")
        assert answer["response"] == f"Player Chief {words} muted"
        assert not client.server.say(chief, "hello")
        assert chief.screen[-2:] == ["You have been remotely muted", "You are muted!"]
        answer = await client.ask("/v2/players/unmute", player="Chief")
        assert answer["response"] == f"Player Chief {words} unmuted"
        assert client.server.say(chief, "hello")


async def test_a_mute_is_lost_when_somebody_leaves_and_comes_back(both: Client) -> None:
    ann = both.server.join("Ann")
    await both.ask("/v2/players/mute", player="Ann")
    both.server.leave(ann)
    assert both.server.say(both.server.join("Ann"), "hello")


async def test_a_killed_player_reads_by_whom(both: Client) -> None:
    ann = both.server.join("Ann")
    assert (await both.ask("/v2/players/kill", player="Ann"))["response"] == "Player Ann was killed"
    await both.ask("/v2/players/kill", player="Ann", **{"from": "the moon"})
    assert ann.screen[-2:] == ["Server Admin just killed you!", "the moon just killed you!"]
    assert ann.deaths == 2


@pytest.mark.parametrize("path", [KICK, "/v3/players/read", "/v2/players/mute", "/v2/players/kill"])
async def test_nobody_several_and_nothing_are_told_apart(both: Client, path: str) -> None:
    both.server.join("Ann")
    both.server.join("Andy")
    assert await both.refused(path, player="Zed") == ("400", "Player Zed was not found")
    assert await both.refused(path, player="an") == ("400", "Player an matches 2 players")
    assert await both.refused(path) == ("400", "Missing or empty player parameter")
    assert await both.refused(path, player="  ") == ("400", "Missing or empty player parameter")


async def test_the_versionless_path_is_the_third_version_and_says_what_is_newer(new: Client) -> None:
    new.server.join("Ann")
    body = await new.ask("/players/read", player="Ann")
    assert body["upgrade"] == "v4/players/read"
    assert body.keys() - {"upgrade"} == (await new.ask("/v3/players/read", player="Ann")).keys()
    assert (await new.refused("/Players/read", player="Ann"))[0] == "404"


async def test_an_account_is_made_for_whoever_joins_with_a_new_one(both: Client) -> None:
    both.server.join("Ann", account="ann")
    account = both.server.accounts.get("ann")
    assert account is not None
    assert account.registered == NOW
    assert (await both.ask("/v2/users/activelist"))["activeusers"] == "ann"
