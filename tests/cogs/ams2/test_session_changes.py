"""Changing the session of the simulated server: what is sent, and what is said of it."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.domain.errors import BadValue, OutcomeUnknown, Unreachable
from bot.domain.session_settings import Applied, Change
from sandbox.games.ams2 import AMS2, Title
from sandbox.games.ams2.content import FIRST_LIVERY, VEHICLES
from tests.cogs.ams2.world import Paddock, paddock

SET, SET_NEXT = "/api/session/set_attributes", "/api/session/set_next_attributes"
STATUS = "api/session/status"


async def change(world: Paddock, upcoming: bool = False, copy: bool = False, **values: str) -> list[Change]:
    """Change the session; `Flags_X` stands for `Flags.X`."""
    keyed = {key.replace("Flags_", "Flags."): value for key, value in values.items()}
    return list(await world.backend.set_session("", keyed, upcoming=upcoming, copy_to_next=copy))


def sent(world: Paddock, path: str = SET) -> list[dict[str, str]]:
    return [query for asked, query in world.game.asked if asked == path]


@pytest.fixture
async def lobby(world: Paddock) -> Paddock:
    """A lobby with Ann in it, looked at once."""
    world.join("Ann")
    await world.look()
    return world


async def test_one_request_carries_names_and_numbers_as_the_server_has_them(lobby: Paddock) -> None:
    await change(lobby, TrackId="spa francorchamps 2022", RaceLength="9 laps", AllowedViews="cockpit helmet")
    [query] = sent(lobby)
    track = next(row["id"] for row in AMS2.lists["tracks"]["list"] if row["name"].startswith("Spa"))
    assert query == {"session_TrackId": str(track), "session_RaceLength": "9", "session_AllowedViews": "2"}


async def test_flags_are_switched_in_those_of_right_now_and_no_other_bit_changes(lobby: Paddock) -> None:
    game = lobby.game
    game.attributes["Flags"] = 1 + 16384 + 8 - 2**31  # 1 and 16384 are in no list; set after the last look
    done = await change(lobby, Flags_TIMED_RACE="on", Flags_ABS_ALLOWED="yes", Flags_COOLDOWNLAP="off")
    assert sent(lobby) == [{"session_Flags": str(1 + 16384 + 8 + 1048576 + 32)}]
    assert game.attributes["Flags"] == 1 + 16384 + 8 + 1048576 + 32
    assert [(one.applied, one.now) for one in done] == [
        (Applied.APPLIED, "on"),
        (Applied.APPLIED, "on"),
        (Applied.APPLIED, "off"),
    ]


async def test_the_last_bit_is_sent_as_the_server_prints_it(lobby: Paddock) -> None:
    lobby.game.attributes["Flags"] = 8
    [done] = await change(lobby, Flags_COOLDOWNLAP="on")
    assert sent(lobby) == [{"session_Flags": str(8 - 2**31)}]
    assert done.applied is Applied.APPLIED


async def test_switches_count_on_top_of_all_flags_as_one_number(lobby: Paddock) -> None:
    await change(lobby, Flags="24", Flags_ABS_ALLOWED="on")
    assert sent(lobby) == [{"session_Flags": "56"}]


async def test_a_limit_that_its_type_cannot_hold_is_read_back_right(lobby: Paddock) -> None:
    [done] = await change(lobby, PitSpeedLimit="200 km/h")
    assert lobby.game.attributes["PitSpeedLimit"] == -56
    assert (done.applied, done.now) == (Applied.APPLIED, "200 km/h")


async def test_what_the_game_makes_of_a_value_is_told(lobby: Paddock) -> None:
    [done] = await change(lobby, RaceDateProgression="9")
    assert (done.applied, done.wanted, done.now) == (Applied.NOT_APPLIED, "9 x", "10 x")
    assert "what it allows" in done.why


async def test_a_value_that_is_so_already_is_applied(lobby: Paddock) -> None:
    [done] = await change(lobby, RaceLength="12")
    assert done.applied is Applied.APPLIED


async def test_one_value_that_the_server_refuses_leaves_the_others() -> None:
    narrow = {**AMS2.session, "RaceLength": replace(AMS2.session["RaceLength"], type="int8")}
    async with paddock(title=replace(AMS2, session=narrow)) as world:  # its list still says int16
        world.join("Ann")
        await world.look()
        race, qualifying = await change(world, RaceLength="999", QualifyLength="5")
    assert (race.applied, race.now, race.why) == (
        Applied.NOT_APPLIED,
        "12 laps",
        "Value of attribute 'RaceLength' is invalid.",
    )
    assert (qualifying.applied, qualifying.now) == (Applied.APPLIED, "5 min")


async def test_of_what_is_refused_for_the_next_session_the_rest_is_stored() -> None:
    narrow = {**AMS2.session, "RaceLength": replace(AMS2.session["RaceLength"], type="int8")}
    async with paddock(title=replace(AMS2, session=narrow)) as world:
        world.join("Ann")
        await world.look()
        done = await change(world, upcoming=True, RaceLength="999", QualifyLength="5")
    assert [one.applied for one in done] == [Applied.NOT_APPLIED, Applied.STORED]
    assert "'RaceLength' is invalid" in done[0].why


async def test_nobody_there_means_not_applied_in_the_servers_words_whatever_its_zeros_say(
    world: Paddock,
) -> None:
    await world.look()
    done = await change(world, RaceLength="9", DamageType="off")
    assert [(one.applied, one.now) for one in done] == [(Applied.NOT_APPLIED, "")] * 2
    assert all("no admin member" in one.why for one in done)


async def test_a_host_whose_game_does_not_answer_is_told_in_the_servers_words(lobby: Paddock) -> None:
    lobby.game.host_answers = False
    [done] = await change(lobby, RaceLength="9")
    assert (done.applied, done.now, done.why) == (Applied.NOT_APPLIED, "12 laps", "Request timeout.")


async def test_a_host_whose_game_takes_no_notice_is_waited_for_without_hurry(
    lobby: Paddock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lobby.game._later, "do", lambda _: None)
    before = len(sent(lobby, f"/{STATUS}"))
    [done] = await change(lobby, RaceLength="9")
    assert done.applied is Applied.NOT_APPLIED
    assert "as before" in done.why
    assert len(sent(lobby, f"/{STATUS}")) - before <= 1.0 / 0.02 + 1


@pytest.mark.parametrize("upcoming", [False, True])
async def test_a_server_that_does_not_control_the_setup_is_named_as_the_cause(
    world: Paddock, upcoming: bool
) -> None:
    world.game.controlled = False
    world.join("Ann")
    await world.look()
    looks = len(sent(world, f"/{STATUS}"))
    [done] = await change(world, upcoming=upcoming, RaceLength="9")
    assert done.applied is Applied.NOT_APPLIED
    assert "controlGameSetup" in done.why
    assert len(sent(world, f"/{STATUS}")) - looks <= 2  # nothing is waited for


async def test_outside_the_lobby_the_state_is_named_as_the_cause(lobby: Paddock) -> None:
    lobby.game.load_race(ai=0)
    [done] = await change(lobby, RaceLength="9")
    assert done.applied is Applied.NOT_APPLIED
    assert "lobby alone" in done.why
    assert done.why.endswith("is Race.")


async def test_what_was_too_late_for_this_session_may_be_stored_for_the_next(lobby: Paddock) -> None:
    lobby.game.load_race(ai=0)
    [done] = await change(lobby, copy=True, RaceLength="9")
    assert (done.applied, done.why.endswith("For the next session it is stored.")) == (
        Applied.NOT_APPLIED,
        True,
    )
    lobby.game.to_lobby()
    assert lobby.game.attributes["RaceLength"] == 9


async def test_a_session_that_ends_meanwhile_applied_nothing(
    lobby: Paddock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lobby.game._later, "do", lambda _: lobby.leave("Ann"))
    [done] = await change(lobby, DamageType="off")
    assert (done.applied, done.now) == (Applied.NOT_APPLIED, "")
    assert "Everybody has left" in done.why


async def test_what_only_the_next_session_takes_is_stored_where_that_was_asked_for(lobby: Paddock) -> None:
    grid, race = await change(lobby, copy=True, GridSize="20", RaceLength="9")
    assert (grid.applied, race.applied) == (Applied.STORED, Applied.APPLIED)
    assert sent(lobby)[0]["copy_to_next"] == "1"
    lobby.game.load_race(ai=0)
    lobby.game.to_lobby()
    assert lobby.game.attributes["GridSize"] == 20


async def test_what_only_the_next_session_takes_is_not_applied_to_this_one(lobby: Paddock) -> None:
    grid, race = await change(lobby, GridSize="20", RaceLength="9")
    assert (grid.applied, race.applied) == (Applied.NOT_APPLIED, Applied.APPLIED)
    assert "next session alone" in grid.why


async def test_flags_of_the_next_session_say_where_the_others_come_from(lobby: Paddock) -> None:
    [done] = await change(lobby, upcoming=True, Flags_TIMED_RACE="on")
    assert (done.applied, done.wanted) == (Applied.STORED, "on")
    assert "other flags" in done.why
    assert lobby.game.next_attributes == {"Flags": int(lobby.game.attributes["Flags"]) | 1048576}


async def test_an_empty_server_takes_settings_for_the_next_session_but_no_single_flag(world: Paddock) -> None:
    await world.look()
    [done] = await change(world, upcoming=True, RaceLength="9")
    assert done.applied is Applied.STORED
    with pytest.raises(BadValue, match="'on', expected set while somebody is there"):
        await change(world, upcoming=True, Flags_TIMED_RACE="on")
    assert len(sent(world, SET_NEXT)) == 1
    await change(world, upcoming=True, Flags="24", Flags_TIMED_RACE="on")
    assert sent(world, SET_NEXT)[1] == {"session_Flags": str(24 + 1048576)}


async def test_before_the_list_of_attributes_was_read_nothing_is_sent(world: Paddock) -> None:
    world.join("Ann")
    with pytest.raises(BadValue, match="list of attributes"):
        await change(world, RaceLength="9")
    assert not sent(world)


async def test_a_server_that_cannot_be_asked_how_it_is_now_is_sent_nothing(lobby: Paddock) -> None:
    lobby.game.faults.add(STATUS, "500")
    with pytest.raises(Unreachable):
        await change(lobby, RaceLength="9")
    assert not sent(lobby)


async def test_a_failed_look_is_followed_by_another(lobby: Paddock) -> None:
    for kind in (
        "wrong_content_type",
        "500",
        "truncated",
    ):  # the first comes before the change, and does no harm
        lobby.game.faults.add(STATUS, kind)
    [done] = await change(lobby, RaceLength="9")
    assert done.applied is Applied.APPLIED


async def test_what_cannot_be_read_back_is_unknown(lobby: Paddock) -> None:
    lobby.game.faults.add(STATUS, "wrong_content_type")
    lobby.game.faults.add(STATUS, "500", times=None)
    with pytest.raises(OutcomeUnknown, match="could not be read back"):
        await change(lobby, RaceLength="9")
    assert len(sent(lobby)) == 1


@pytest.mark.parametrize(("kind", "met"), [("lost_answer", 2), ("refuse", 1)])
async def test_after_a_lost_answer_a_look_tells_what_it_finds(lobby: Paddock, kind: str, met: int) -> None:
    lobby.game.faults.add(SET, kind)
    with pytest.raises(OutcomeUnknown, match=f"found {met} of 2 as wanted"):
        await change(lobby, RaceLength="9", QualifyLength="15")  # that is what qualifying has already
    assert len(sent(lobby)) == 1


def with_writable(member: str, participant: str) -> Title:
    """Return the title as a build whose lists call one attribute of each writable."""
    members, cars = (
        {**rows, name: replace(rows[name], access="ReadWrite")}
        for rows, name in ((AMS2.member, member), (AMS2.participant, participant))
    )
    rows = {"attributes/member": members, "attributes/participant": cars}
    lists = {
        name: {"description": "", "list": [row.listed() for row in table.values()]}
        for name, table in rows.items()
    }
    return replace(
        AMS2, member=members, participant=cars, lists={**AMS2.lists, "all": {**AMS2.lists["all"], **lists}}
    )


@pytest.fixture
async def open_build() -> AsyncIterator[Paddock]:
    """A race of Ann and Bob on a build that lets the vehicle of a person and the livery of a car be set."""
    async with paddock(title=with_writable("VehicleId", "LiveryId")) as world:
        world.join("Ann")
        world.join("Bob")
        world.game.load_race(ai=0)
        await world.look()
        yield world


async def test_what_a_build_lets_be_set_of_people_and_cars_is_offered(open_build: Paddock) -> None:
    settings = [one for one in open_build.backend.session_settings("") if one.group in {"Players", "Cars"}]
    assert [one.name for one in settings] == [
        "Car of Ann",
        "Car of Bob",
        "Livery of Ann",
        "Livery of Bob",
    ]
    assert settings[1].value == str(open_build.member("Bob").vehicle_id)
    assert settings[1].shown in {vehicle.name for vehicle in VEHICLES}


async def test_of_whom_it_is_goes_with_the_change_and_nobody_else_is_touched(open_build: Paddock) -> None:
    ann, bob = open_build.member("Ann"), open_build.member("Bob")
    [done] = await open_build.backend.set_session("", {f"Player.{bob.refid}.VehicleId": "ginetta g55 gt4"})
    assert (done.applied, done.now) == (Applied.APPLIED, "Ginetta G55 GT4")
    assert sent(open_build) == [{"refid": str(bob.refid), "player_VehicleId": str(VEHICLES[5].id)}]
    assert (bob.given, ann.given) == ({"VehicleId": VEHICLES[5].id}, {})


async def test_a_car_gets_a_livery_of_its_vehicle_by_name(open_build: Paddock) -> None:
    car = open_build.game.car_of(open_build.member("Ann"))
    assert car is not None
    vehicle = next(one for one in VEHICLES if one.id == car.vehicle_id)
    wanted = f"{vehicle.name} {vehicle.liveries[1]}"
    [done] = await open_build.backend.set_session("", {f"Car.{car.id}.LiveryId": wanted})
    assert (done.applied, done.now) == (Applied.APPLIED, wanted)
    assert sent(open_build) == [{"participantid": str(car.id), "participant_LiveryId": str(FIRST_LIVERY + 1)}]
    other = next(one for one in VEHICLES if one.name != vehicle.name)
    with pytest.raises(BadValue):
        await open_build.backend.set_session(
            "", {f"Car.{car.id}.LiveryId": f"{other.name} {other.liveries[1]}"}
        )


async def test_one_change_is_of_one_owner_and_of_the_session_that_runs(open_build: Paddock) -> None:
    keys = [one.key for one in open_build.backend.session_settings("") if one.group == "Cars"]
    for values in ({keys[0]: "51", keys[1]: "51"}, {keys[0]: "51", "RaceLength": "9"}):
        with pytest.raises(BadValue, match="one person or one car"):
            await open_build.backend.set_session("", values)
    with pytest.raises(BadValue, match="next"):
        await open_build.backend.set_session("", {keys[0]: "51"}, upcoming=True)
    assert not sent(open_build)


async def test_nothing_of_people_or_cars_can_be_set_on_the_builds_of_today(lobby: Paddock) -> None:
    lobby.game.load_race(ai=2)
    await lobby.look()
    assert not {"Players", "Cars"} & {one.group for one in lobby.backend.session_settings("")}
    with pytest.raises(BadValue):
        await lobby.backend.set_session("", {f"Player.{lobby.member('Ann').refid}.VehicleId": "1"})
    assert not sent(lobby)
