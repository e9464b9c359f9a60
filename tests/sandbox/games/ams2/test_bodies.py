"""The bodies have the keys, the order and the spacing of the real server."""

import json
from typing import Any

import pytest

from sandbox.games.ams2 import AMS2Server
from sandbox.games.ams2.methods import METHODS
from tests.sandbox.games.ams2.support import Client, Clock

EVERYTHING = "api/session/status?attributes=1&members=1&participants=1"
VERSION = """{
  "result" : "ok",
  "response" : {
    "build_version" : 1,
    "protocol_version" : 90,
    "lua_version" : 301
  }
}"""


async def test_the_envelope_is_spaced_as_the_real_one(client: Client) -> None:
    _, body, headers = await client.get("api/version")
    assert body == VERSION
    assert headers["Server"] == "Automobilista 2 DedicatedServer"
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Length"] == str(len(VERSION))


async def test_help_lists_all_methods_and_every_one_answers(server: AMS2Server, client: Client) -> None:
    listed = [method["name"] for method in (await client.response("api/help"))["methods"]]
    assert len(listed) == len(set(listed)) == 45
    refid = server.join("Ann").refid
    for name in listed:
        status, body, headers = await client.get(f"{name}?offset=0&count=1&message=hi&refid={refid}")
        assert status == 200, name
        assert body.startswith("<!DOCTYPE html>" if "html" in headers["Content-Type"] else "{\n"), name


async def test_only_methods_that_give_json_declare_a_response(client: Client) -> None:
    methods = (await client.response("api/help"))["methods"]
    assert {m["responsetype"] for m in methods if "response" not in m} == {"html", "none"}
    assert len([m for m in METHODS if m.type == "none"]) == 4


async def test_the_list_of_all_lists_is_irregular(client: Client) -> None:
    everything = await client.response("api/list/all")
    enums = await client.response("api/list/enums")
    assert "livetrack_preset" in everything
    assert "enums/livetrack_preset" not in everything
    assert {"grid_positions", "pit_control", "online_rep"} <= enums.keys()
    assert not {"enums/grid_positions", "enums/pit_control", "enums/online_rep"} & everything.keys()
    assert everything["livetrack_preset"]["description"] == enums["scheduledfcy"]["description"]
    sizes = [len(everything[f"attributes/{of}"]["list"]) for of in ("session", "member", "participant")]
    assert [*sizes, len(everything["events"]["list"])] == [109, 5, 24, 21]


async def test_ticks_are_counted_by_the_length_of_a_sequence_now_and_at_their_worst(client: Client) -> None:
    performance = await client.response("api/performance")
    assert list(performance) == ["tick_recent", "tick_worst"]
    for length, now in performance["tick_recent"].items():
        worst = performance["tick_worst"][length]
        assert now.keys() == worst.keys()
        assert all(now[name] < worst[name] for name in now if str(now[name]) != length)


@pytest.mark.parametrize("name", ["tracks", "vehicles", "liveries"])
async def test_content_ids_are_signed_and_unique(client: Client, name: str) -> None:
    ids = [row["id"] for row in (await client.response(f"api/list/{name}"))["list"]]
    assert len(ids) == len(set(ids))
    assert min(ids) < 0 < max(ids) < 2**31


async def test_two_vehicles_share_a_name_and_differ_in_class(client: Client) -> None:
    rows = (await client.response("api/list/vehicles"))["list"]
    [one, two] = [row["class"] for row in rows if row["name"] == "Oreca 07"]
    assert one != two


async def test_an_idle_server_has_every_attribute_and_nobody(client: Client) -> None:
    status = await client.response(EVERYTHING)
    assert list(status) == [
        *["state", "name", "lobbyid", "joinable", "max_member_count", "now"],
        *["attributes", "members", "participants"],
    ]
    assert (status["state"], status["name"], status["lobbyid"]) == ("Idle", "", 0)
    assert len(status["attributes"]) == 109
    assert set(status["attributes"].values()) == {0, ""}
    assert status["members"] == status["participants"] == []


async def test_a_lobby_shows_its_host(server: AMS2Server, client: Client) -> None:
    server.join("Ann", steamid="76561190000000001")
    status = await client.response(EVERYTHING)
    [ann] = status["members"]
    assert list(ann) == ["index", "refid", "steamid", "state", "name", "jointime", "host", "attributes"]
    assert (ann["host"], ann["state"], ann["steamid"]) == (True, "Connected", "76561190000000001")
    assert ann["attributes"]["LoadState"] == "UNKNOWN"
    assert status["lobbyid"] == "109775242000000001"
    facts = [status["attributes"][f"Session{name}"] for name in ("State", "Stage", "Phase")]
    assert facts == ["Lobby", "Practice1", "Invalid"]


async def test_the_first_member_is_being_let_in_while_allocating(server: AMS2Server, client: Client) -> None:
    ann = server.join("Ann", authenticated=False)
    assert (await client.response("api/session/status"))["state"] == "Allocating"
    server.authenticate(ann)
    assert (await client.response("api/session/status"))["state"] == "Running"


async def test_ai_cars_belong_to_the_host_whoever_that_is(server: AMS2Server, client: Client) -> None:
    ann, bob = server.join("Ann"), server.join("Bob")
    server.load_race(ai=3)
    server.leave(ann)
    status = await client.response(EVERYTHING)
    assert [member["host"] for member in status["members"]] == [True]
    assert {car["attributes"]["RefId"] for car in status["participants"]} == {bob.refid}
    assert [car["attributes"]["IsPlayer"] for car in status["participants"]] == [1, 0, 0, 0]
    assert list(status["participants"][0]) == ["attributes", "id"]


@pytest.mark.parametrize("flag", ["members", "members=1", "members=true"])
async def test_flags_may_be_written_in_three_ways(server: AMS2Server, client: Client, flag: str) -> None:
    server.join("Ann")
    status = await client.response(f"api/session/status?{flag}")
    assert "attributes" not in status
    assert "attributes" not in status["members"][0]


async def test_without_attributes_a_car_is_only_its_id(server: AMS2Server, client: Client) -> None:
    server.join("Ann")
    server.load_race(ai=0)
    status = await client.response("api/session/status?participants=1&members=0")
    assert status["participants"] == [{"id": 0}]
    assert "members" not in status


async def test_the_sector_of_a_car_is_rotated(server: AMS2Server, client: Client, clock: Clock) -> None:
    server.join("Ann")
    server.load_race(ai=0)
    server.leave_garage(server.cars[0])
    clock.now += 2
    shown = []
    for _ in range(3):
        shown.append(await the_car(client))
        server.sector(server.cars[0], 30_000)
    assert [car["CurrentSector"] for car in shown] == [3, 1, 2]
    assert [shown[0]["Sector1Time"], shown[1]["Sector1Time"]] == [2000, 30_000]
    assert (await the_car(client))["CurrentLap"] == 2


async def test_a_new_car_has_no_state_for_a_second(server: AMS2Server, client: Client, clock: Clock) -> None:
    server.join("Ann")
    server.load_race(ai=0)
    assert (await the_car(client))["State"] == ""
    clock.now += 1
    assert (await the_car(client))["State"] == "InGarage"


async def test_a_hidden_car_is_missing_once(server: AMS2Server, client: Client) -> None:
    server.join("Ann")
    server.load_race(ai=0)
    server.hide(server.cars[0])
    counts = [len((await client.response(EVERYTHING))["participants"]) for _ in range(2)]
    assert counts == [0, 1]


async def test_a_car_can_outlive_its_driver_by_one_poll(server: AMS2Server, client: Client) -> None:
    server.join("Ann")
    bob = server.join("Bob")
    server.load_race(ai=0)
    car = server.cars[1]
    server.leave(bob)
    server.linger(car)
    counts = [len((await client.response(EVERYTHING))["participants"]) for _ in range(2)]
    assert counts == [2, 1]


async def test_the_clock_of_a_stage_runs_and_that_of_a_lap_race_does_not(
    server: AMS2Server, client: Client, clock: Clock
) -> None:
    server.join("Ann")
    server.load_race()
    clock.now += 61
    assert await stage_clock(client) == (61, 1200)
    server.stage("Race1")
    clock.now += 61
    assert await stage_clock(client) == (0, 0)


async def test_names_are_utf_8(server: AMS2Server, client: Client) -> None:
    server.join("Żółć 🏁")
    _, body, _ = await client.get(EVERYTHING)
    assert '"name" : "Żółć 🏁"' in body
    assert json.loads(body)["result"] == "ok"


async def test_refids_use_all_sixteen_bits(server: AMS2Server) -> None:
    refids = [server.join(f"player{number}").refid for number in range(30)]
    assert len(set(refids)) == 30
    assert max(refids) > 2**15


async def the_car(client: Client) -> Any:
    [car] = (await client.response(EVERYTHING))["participants"]
    return car["attributes"]


async def stage_clock(client: Client) -> tuple[int, int]:
    attributes = (await client.response(EVERYTHING))["attributes"]
    return attributes["SessionTimeElapsed"], attributes["SessionTimeDuration"]
