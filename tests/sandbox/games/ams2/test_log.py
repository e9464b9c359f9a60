from itertools import pairwise

import pytest

from sandbox.games.ams2 import AMS2Server
from sandbox.games.ams2.envelope import ok
from sandbox.games.ams2.ring import Ring
from tests.sandbox.games.ams2.support import Client, Clock, names


def filled(size: int, count: int) -> Ring:
    ring = Ring(size, lambda: 5.0)
    for _ in range(count):
        ring.add("Authenticated", 7)
    return ring


def indexes(ring: Ring, offset: int, count: int) -> list[int]:
    return [event["index"] for event in ring.range(offset, count)["events"]]


def test_first_and_count_describe_the_whole_log() -> None:
    answer = filled(10, 8).range(2, 3)
    assert (answer["first"], answer["count"], answer["now"]) == (0, 8, 5)
    assert [event["index"] for event in answer["events"]] == [2, 3, 4]


def test_a_full_ring_forgets_the_oldest() -> None:
    ring = filled(10, 25)
    assert ring.overview() == {"first": 15, "count": 10, "now": 5}
    assert indexes(ring, 15, 100) == list(range(15, 25))


@pytest.mark.parametrize(
    ("offset", "count", "expected"),
    [
        (0, 10, []),  # wholly before the first
        (10, 8, [15, 16, 17]),  # partly before it
        (-3, 3, [22, 23, 24]),
        (-3, 2, [22, 23]),
        (-100, 5, []),
        (25, 10, []),
        (24, 10, [24]),
        (20, 0, []),
        (20, -5, []),
    ],
)
def test_events_outside_the_range_never_come(offset: int, count: int, expected: list[int]) -> None:
    assert indexes(filled(10, 25), offset, count) == expected


@pytest.mark.parametrize(("offset", "count"), [(0, 5), (21, 2), (24, 10), (-3, 3), (30, 1)])
def test_an_answer_is_printed_as_if_its_events_came_with_it(offset: int, count: int) -> None:
    ring = filled(10, 22)
    ring.add("PlayerChat", 7, Message='[] "a"\n\tb \\n é \u2028')
    ring.add("StageChanged", Length=5)
    ring.add("Lap", 7, 3, LapTime=93_001)
    assert ring.printed(offset, count) == ok(ring.range(offset, count))


async def test_the_first_player_opens_the_lobby(server: AMS2Server, client: Client) -> None:
    ann = server.join("Ann")
    answer = await client.response("api/log/range?offset=0&count=10")
    assert answer["events"][0] == {
        "index": 0,
        "time": 1_800_000_000,
        "name": "SessionCreated",
        "attributes": {},
    }
    assert answer["events"][1] == {
        "index": 1,
        "time": 1_800_000_000,
        "name": "PlayerJoined",
        "refid": ann.refid,
        "attributes": {"Name": "Ann", "SteamId": ann.steamid},
    }
    assert names(server) == ["SessionCreated", "PlayerJoined", "Authenticated", "StateChanged"]


async def test_the_last_to_leave_ends_the_session(server: AMS2Server) -> None:
    ann, bob = server.join("Ann"), server.join("Bob")
    server.leave(ann)
    server.leave(bob, "disconnected", None)
    [left, gone] = server.log.range(-2, 2)["events"]
    assert left["attributes"] == {"Reason": "disconnected"}
    assert gone["name"] == "SessionDestroyed"


async def test_a_race_evening_has_the_order_of_the_real_one(server: AMS2Server) -> None:
    server.join("Ann")
    before = len(names(server))
    server.load_race(ai=0)
    server.lap(server.cars[0], 98_000)
    server.stage("Qualifying1")
    server.stage("Race1")
    server.lap(server.cars[0], 99_000)
    server.finish()
    server.to_lobby()
    assert names(server, before) == [
        *["StateChanged", "SessionSetup", "StateChanged", "ParticipantCreated"],
        *["State", "State", "Sector", "Sector", "Sector", "Lap"],
        *["Results", "StageChanged", "State"],
        *["Results", "StateChanged", "StageChanged", "StateChanged", "State"],
        *["Sector", "Sector", "Sector", "Lap"],
        *["State", "StateChanged", "Results"],
        *["StateChanged", "StateChanged", "StageChanged"],
    ]


@pytest.mark.parametrize(
    ("without", "first", "state"),
    [(["Practice"], "Qualifying1", "InGarage"), (["Practice", "Qualify"], "Race1", "Racing")],
)
async def test_a_stage_without_length_is_passed_while_loading(
    server: AMS2Server, without: list[str], first: str, state: str
) -> None:
    server.join("Ann")
    server.attributes |= {f"{stage}Length": 0 for stage in without}
    server.load_race(ai=0)
    assert names(server)[-5:] == [
        *["StateChanged", "SessionSetup", "StageChanged"],
        *["StateChanged", "ParticipantCreated"],
    ]
    assert (server.session_stage, server.cars[0].state) == (first, state)


async def test_a_lap_counts_from_zero_and_its_result_from_one(server: AMS2Server) -> None:
    server.join("Ann")
    server.load_race(ai=0)
    server.lap(server.cars[0], 98_000)
    server.end_stage()
    events = server.log.range(0, 100)["events"]
    sectors = [event["attributes"]["Sector"] for event in events if event["name"] == "Sector"]
    [lap] = [event["attributes"] for event in events if event["name"] == "Lap"]
    [result] = [event["attributes"] for event in events if event["name"] == "Results"]
    assert sectors == [1, 2, 0]
    assert lap["Lap"] == 0
    assert lap["Sector1Time"] + lap["Sector2Time"] + lap["Sector3Time"] == lap["LapTime"] == 98_000
    assert (result["Lap"], result["FastestLapTime"], result["State"]) == (1, 98_000, "Finished")


async def test_a_cut_spoils_the_lap_in_which_it_happens(server: AMS2Server) -> None:
    server.join("Ann")
    server.load_race(ai=0)
    [car] = server.cars
    server.cut(car, 12_000)
    server.lap(car, 80_000)
    server.lap(car, 98_000)
    laps = [e["attributes"] for e in server.log.range(0, 100)["events"] if e["name"] == "Lap"]
    assert [lap["CountThisLapTimes"] for lap in laps] == [0, 1]
    assert car.best == 98_000


async def test_an_out_lap_has_no_times_and_no_lap(server: AMS2Server) -> None:
    server.join("Ann")
    server.load_race(ai=0)
    for _ in range(3):
        server.sector(server.cars[0], 0)
    events = server.log.range(-3, 3)["events"]
    assert {event["name"] for event in events} == {"Sector"}
    assert {event["attributes"]["CountThisLap"] for event in events} == {0}


async def test_a_process_restart_begins_again_at_zero(server: AMS2Server, client: Client) -> None:
    server.join("Ann")
    server.restart()
    assert await client.response("api/log/overview") == {"first": 0, "count": 0, "now": 1_800_000_000}
    status = await client.response("api/session/status?members")
    assert (status["state"], status["members"]) == ("Idle", [])


async def test_a_flood_makes_the_ring_wrap(clock: Clock) -> None:
    server = AMS2Server(clock=clock, ring_size=50)
    server.join("Ann")
    server.flood(60)
    assert server.log.overview()["first"] == 14
    assert server.log.range(0, 14)["events"] == []
    kept = server.log.range(14, 1000)["events"]
    assert all(later["index"] == earlier["index"] + 1 for earlier, later in pairwise(kept))
    assert len(kept) == 50
