"""What is peculiar to this game's backend, against the simulated server."""

from datetime import timedelta

import pytest

from bot.domain.capabilities import CanAdvance, CanRestart, CanSetSession
from bot.domain.errors import AuthFailed, BadValue, NoSuchPlayer, OutcomeUnknown, Rejected
from bot.domain.snapshot import Player
from cogs.ams2 import backend, wire
from cogs.ams2.backend import _in_clear_text_afar, lacking
from sandbox.games.ams2.content import VEHICLES
from tests.cogs.ams2.world import Paddock

LISTS = "/api/list/all"


def asked(world: Paddock, path: str) -> list[dict[str, str]]:
    return [query for asked_path, query in world.game.asked if asked_path == path]


async def test_the_lists_are_read_once_for_each_life_of_the_server(world: Paddock) -> None:
    world.join("Ann")
    seen = await world.look()
    assert seen.snapshot.map == "Interlagos GP"
    assert seen.log is not None
    await world.look({"": seen.log.position})
    assert len(asked(world, LISTS)) == 1
    world.game.restart()
    await world.look({"": seen.log.position})
    assert len(asked(world, LISTS)) == 2


async def test_enums_that_the_list_of_all_leaves_out_are_read_as_well(world: Paddock) -> None:
    await world.look()
    catalogue = world.backend._naming.names.catalogue
    assert catalogue.enums["pit_control"] == {0: "Auto", 1: "Manual"}
    assert len(catalogue.enums) == 14
    assert catalogue.sizes["attributes/session"] == len(catalogue.session) == 109


@pytest.mark.parametrize("kind", ["html", "401", "500", "truncated", "wrong_types"])
async def test_without_the_list_of_enums_those_of_the_list_of_all_count(world: Paddock, kind: str) -> None:
    world.game.faults.add("api/list/enums", kind)
    await world.look()
    assert "tire_wear" in world.backend._naming.names.catalogue.enums
    assert "pit_control" not in world.backend._naming.names.catalogue.enums
    world.clock.now += 301
    await world.look()
    assert ("pit_control" in world.backend._naming.names.catalogue.enums) == (kind != "401")


@pytest.mark.parametrize("kind", ["html", "401", "500", "hang", "truncated", "wrong_types"])
async def test_without_the_lists_the_look_goes_on_and_they_are_tried_again_later(
    world: Paddock, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "_LISTS_WITHIN", 0.2)
    world.join("Ann")
    world.game.faults.add("api/list/all", kind)
    assert (await world.look()).snapshot.map.startswith("track ")
    await world.look()
    assert len(asked(world, LISTS)) == 1
    world.clock.now += 301
    assert (await world.look()).snapshot.map == "Interlagos GP"


async def test_lists_that_take_their_time_hold_up_no_look(
    world: Paddock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backend, "_NAMES_WITHIN", 0.05)
    world.join("Ann")
    world.game.faults.add("api/list/all", "hang")
    for _ in range(2):
        assert (await world.look()).snapshot.map.startswith("track ")
    assert len(asked(world, LISTS)) == 1
    reading = world.backend._naming._reading
    assert reading is not None
    assert not reading.done()
    await world.backend.close()
    assert reading.cancelled()


async def test_names_that_came_late_are_shown_by_the_next_look(
    world: Paddock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backend, "_NAMES_WITHIN", 0.0)
    world.join("Ann")
    assert (await world.look()).snapshot.map.startswith("track ")
    reading = world.backend._naming._reading
    assert reading is not None
    await reading
    assert (await world.look()).snapshot.map == "Interlagos GP"


async def test_servers_with_the_same_lists_share_their_names(world: Paddock) -> None:
    other = world.new_backend()
    await world.look()
    await other.look({})
    assert world.backend._naming.names is other._naming.names


async def test_a_car_is_told_with_the_readable_name_of_its_class(world: Paddock) -> None:
    await world.look()
    car = next(car for car in VEHICLES if car.category == "GT4_Cup")
    assert world.backend._naming.names.group(car.id) == "GT4 Cup"
    assert world.backend._naming.names.group(12345) == ""


async def test_a_server_that_lists_all_methods_lacks_nothing(world: Paddock) -> None:
    await world.look()
    assert "api/restart" in world.backend._naming.methods
    assert world.backend.lacks == frozenset()


def test_what_a_build_does_not_list_it_lacks() -> None:
    project_cars = frozenset({"api/session/kick", "api/session/send_chat", "api/session/status"})
    assert lacking(project_cars) == {CanAdvance, CanRestart, CanSetSession}


@pytest.mark.parametrize("kind", ["401", "500", "html", "empty_object", "wrong_types", "truncated"])
async def test_a_server_that_does_not_tell_its_methods_is_taken_to_have_all(
    world: Paddock, kind: str
) -> None:
    world.game.faults.add("api/help", kind)
    assert (await world.look()).snapshot is not None
    assert world.backend.lacks == frozenset()


async def test_methods_that_could_not_be_read_are_asked_for_again(world: Paddock) -> None:
    world.game.faults.add("api/help", "500")
    await world.look()
    world.clock.now += 301
    await world.look()
    assert "api/restart" in world.backend._naming.methods


async def test_whoever_came_back_is_kicked_by_the_new_connection(world: Paddock) -> None:
    world.join("Ann")
    before = await world.player("Ann")
    world.leave("Ann")
    world.game.join("Renamed", steamid=world.steamids["Ann"])
    now = world.member("Renamed").refid
    await world.backend.kick("", before, "")
    assert asked(world, "/api/session/kick") == [{"refid": str(now)}]


async def test_a_player_without_an_identity_is_known_by_connection_and_name(world: Paddock) -> None:
    world.join("Ann")
    ann = await world.player("Ann")
    with pytest.raises(NoSuchPlayer):
        await world.backend.kick("", Player(handle=ann.handle, name="Bob"), "")
    await world.backend.kick("", Player(handle=ann.handle, name="Ann"), "")
    assert await world.names() == []


async def test_a_namesake_on_an_old_connections_number_is_not_kicked(world: Paddock) -> None:
    world.join("Ann")
    ann = await world.player("Ann")
    world.leave("Ann")
    world.join("Ann")
    world.member("Ann").refid = int(ann.handle)
    with pytest.raises(NoSuchPlayer):
        await world.backend.kick("", ann, "")


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [(timedelta(hours=1), "3600"), (timedelta(milliseconds=1500), "2"), (timedelta(0), "1")],
)
async def test_a_ban_lasts_whole_seconds_and_at_least_one(
    world: Paddock, duration: timedelta, seconds: str
) -> None:
    world.join("Ann")
    await world.backend.ban("", await world.player("Ann"), duration, "")
    assert [query["ban"] for query in asked(world, "/api/session/kick")] == [seconds]


@pytest.mark.parametrize(
    ("kind", "words"),
    [("lost_answer", "did not find them there any more"), ("refuse", "still found them there")],
)
async def test_after_an_unclear_kick_a_look_is_told_but_not_taken_for_the_outcome(
    world: Paddock, kind: str, words: str
) -> None:
    world.join("Ann")
    world.fail("kick", kind)
    with pytest.raises(OutcomeUnknown, match=words):
        await world.backend.kick("", await world.player("Ann"), "")


async def test_an_unclear_kick_stays_so_when_the_server_is_silent_afterwards(world: Paddock) -> None:
    world.join("Ann")
    ann = await world.player("Ann")
    world.fail("kick", "refuse")
    world.game.faults.add("api/session/status", "wrong_content_type")
    world.game.faults.add("api/session/status", "500")
    with pytest.raises(OutcomeUnknown, match="the connection closed"):
        await world.backend.kick("", ann, "")


async def test_a_user_who_may_look_may_not_act_without_the_group_admin(world: Paddock) -> None:
    world.join("Ann")
    world.game.access.groups["admin"] = []
    assert await world.names() == ["Ann"]
    with pytest.raises(AuthFailed) as caught:
        await world.backend.say("", "hello")
    assert caught.value.detail == (
        "answers 401; the user steward must have that password and be in the group admin of the server"
    )
    assert "pw" not in str(caught.value)


async def test_without_a_user_a_refused_change_tells_that_one_is_needed(world: Paddock) -> None:
    with pytest.raises(
        AuthFailed, match=r"username and password in main\.yaml must name a user in the group"
    ):
        await world.new_backend(username="").say("", "hello")


@pytest.mark.parametrize("text", ["", "  ", "\n\x07 "])
async def test_blanks_are_refused_before_anything_is_sent(world: Paddock, text: str) -> None:
    world.join("Ann")
    ann = await world.player("Ann")
    for change in (world.backend.say("", text), world.backend.whisper("", ann, text)):
        with pytest.raises(BadValue, match="expected words that the game can show"):
            await change
    assert world.game.heard == []


async def test_a_connection_printed_negative_is_addressed_by_its_unsigned_number(world: Paddock) -> None:
    world.join("Ann")
    world.member("Ann").refid = -124
    ann = await world.player("Ann")
    for change in (world.backend.kick("", ann, ""), world.backend.whisper("", ann, "psst")):
        with pytest.raises(Rejected):  # the simulated server knows the number only as it prints it
            await change
    assert asked(world, "/api/session/kick") == [{"refid": "65412"}]
    assert asked(world, "/api/session/send_chat") == [{"message": "psst", "refid": "65412"}]


async def test_without_a_user_nothing_private_is_shown(world: Paddock) -> None:
    with pytest.raises(AuthFailed):
        await world.new_backend(username="").look({})


async def test_a_long_text_comes_in_lines_and_a_lost_one_makes_it_unclear(world: Paddock) -> None:
    world.join("Ann")
    await world.backend.say("", "word " * 60)
    assert [len(text) for _, text in world.game.heard] == [199, 99]
    world.game.faults.add("api/session/send_chat", "wrong_content_type")
    world.game.faults.add("api/session/send_chat", "403")
    with pytest.raises(OutcomeUnknown, match="only a part"):
        await world.backend.say("", "word " * 60)


async def test_advance_ends_the_stage(world: Paddock) -> None:
    world.join("Ann")
    world.game.load_race()
    await world.backend.advance("")
    world.game.settle()
    stage = (await world.look()).snapshot.stage
    assert stage is not None
    assert stage.name.startswith("Qualifying")


async def test_a_refusal_is_told_in_the_servers_words(world: Paddock) -> None:
    with pytest.raises(Rejected) as caught:
        await world.backend.advance("")
    assert caught.value.detail == "There is no session."


async def test_a_live_check_tells_a_clock_that_is_off(world: Paddock) -> None:
    assert not any("clock" in sentence for sentence in await world.backend.verify())
    world.ahead = 90
    assert "Its clock is 90 s off; the bot tells times by its own." in await world.backend.verify()


@pytest.mark.parametrize(
    ("url", "warns"),
    [
        ("http://127.0.0.1:9000", False),
        ("http://[::1]:9000", False),
        ("http://localhost:9000", False),
        ("http://192.168.1.20:9000", False),
        ("http://raceserver:9000", False),
        ("http://pits.lan:9000", False),
        ("http://8.8.8.8:9000", True),
        ("http://race.example.org:9000", True),
        ("https://race.example.org", False),
    ],
)
def test_a_password_in_clear_text_over_the_net_is_warned_of(url: str, warns: bool) -> None:
    assert _in_clear_text_afar(url) is warns
