import pytest

from sandbox.games.tshock.world import World
from tests.sandbox.games.tshock.support import Client


async def test_the_world_as_it_is_read(both: Client) -> None:
    assert await both.ask("/world/read") == {
        "status": "200",
        "name": "Hollowmere",
        "size": "4200*1200",
        "time": 15000.0,
        "daytime": True,
        "bloodmoon": False,
        "invasionsize": 0,
    }


async def test_day_and_night_follow_each_other_in_sixtieths_of_a_second(both: Client) -> None:
    both.server.tick(650)
    evening = await both.ask("/world/read")
    assert (evening["time"], evening["daytime"]) == (0.0, False)
    both.server.tick(540 + 1)
    morning = await both.ask("/world/read")
    assert (morning["time"], morning["daytime"], both.server.world.moon) == (60.0, True, 1)


async def test_a_blood_moon_is_set_by_the_path_and_ends_with_the_night(both: Client) -> None:
    answer = await both.ask("/world/bloodmoon/TRUE")
    assert answer["response"] == "Blood Moon has been set to True"
    assert answer.get("upgrade") == ("/v3/world/bloodmoon" if both.server.dialect.modern else None)
    assert (await both.ask("/world/read"))["bloodmoon"] is True
    assert await both.refused("/world/bloodmoon/1") == ("400", "Missing or invalid bloodmoon parameter")
    both.server.world.daytime = False
    both.server.tick(600)
    assert (await both.ask("/world/read"))["bloodmoon"] is False


async def test_the_newer_path_of_the_blood_moon_only_tells(new: Client) -> None:
    answer = await new.ask("/v3/world/bloodmoon", state="true")
    assert answer["response"] == "Bloodmoon state: Disabled"


async def test_autosave_is_set_by_either_path(new: Client) -> None:
    path = "/v2/world/autosave/state"
    assert (await new.ask(f"{path}/false"))["response"] == "AutoSave has been set to False"
    assert (await new.ask("/v3/world/autosave"))["response"] == "Autosave is currently disabled"
    assert (await new.ask("/world/autosave", state="true"))["response"] == "AutoSave has been enabled"
    rules = (await new.ask("/v2/server/status", rules="true"))["rules"]
    assert rules["AutoSave"] is True
    assert await new.refused(f"{path}/1") == ("400", "Missing or invalid state parameter")


async def test_meteors_and_saves_are_counted(both: Client) -> None:
    assert (await both.ask("/world/meteor"))["response"] == "Meteor has been spawned"
    assert (await both.ask("/v2/world/save"))["response"] == "World saved"
    assert (both.server.world.meteors, both.server.world.saves) == (1, 1)


async def test_the_butcher_counts_and_spares_friends_unless_told(old: Client, new: Client) -> None:
    for client, one, four in (
        (old, "1 NPCs have been killed", "4 NPCs have been killed"),
        (new, "1 NPC has been killed.", "4 NPCs have been killed."),
    ):
        path, world = "/v2/world/butcher", client.server.world
        world.hostile, world.friendly = 1, 1
        assert (await client.ask(path, killfriendly="false"))["response"] == one
        world.hostile = 3
        assert (await client.ask(path, killfriendly="true"))["response"] == four
        assert await client.refused(path) == ("400", "Missing or invalid killfriendly parameter")


async def test_an_invasion_dwindles_until_it_is_over(both: Client) -> None:
    both.server.world.invade("goblins")
    both.server.tick(30)
    assert (await both.ask("/world/read"))["invasionsize"] == 50
    both.server.tick(60)
    assert (await both.ask("/world/read"))["invasionsize"] == 0
    assert not both.server.world.invasion


@pytest.mark.parametrize(
    ("time", "daytime", "clock"),
    [(0.0, True, "4:30"), (16_920.0, True, "9:12"), (0.0, False, "19:30"), (32_000.0, False, "4:23")],
)
def test_the_clock_of_the_game(time: float, daytime: bool, clock: str) -> None:
    assert World(time=time, daytime=daytime).clock == clock
