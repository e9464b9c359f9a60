"""A Project CARS 1 server speaks its own dialect of the same API."""

from collections.abc import AsyncIterator

import pytest

from sandbox.games.ams2 import PC1, AMS2Server, record
from tests.sandbox.games.ams2.support import Client, Clock


@pytest.fixture
async def server(clock: Clock) -> AsyncIterator[AMS2Server]:
    async with AMS2Server(clock=clock, title=PC1, name="Old cars") as running:
        yield running


async def test_it_has_32_methods_and_neither_advance_nor_restart(client: Client) -> None:
    listed = [method["name"] for method in (await client.response("api/help"))["methods"]]
    assert len(listed) == 32
    assert not {"api/session/advance", "api/restart", "statusView"} & set(listed)
    assert (await client.get("api/session/advance"))[0] == 404


async def test_its_version_and_lists_are_its_own(client: Client) -> None:
    assert await client.response("api/version") == {
        "build_version": 87,
        "protocol_version": 135,
        "lua_version": 301,
    }
    everything = await client.response("api/list/all")
    assert len(everything) == 17
    sizes = [len(everything[f"attributes/{of}"]["list"]) for of in ("session", "member", "participant")]
    assert [*sizes, len(everything["events"]["list"])] == [63, 5, 24, 19]
    assert list(everything["tracks"]["list"][0]) == ["id", "name", "gridsize"]
    assert list(everything["vehicle_classes"]["list"][0]) == ["value", "name"]
    flags = {row["value"]: row["name"] for row in everything["flags/session"]["list"]}
    assert (len(flags), flags[1024]) == (15, "FORCE_SAME_VEHICLE_CLASS")


async def test_its_cars_have_wipers_that_are_on_or_off(server: AMS2Server, client: Client) -> None:
    server.join("Ann")
    server.load_race(ai=1)
    status = await client.response("api/session/status?attributes&members&participants")
    assert status["name"] == "Old cars"
    assert len(status["attributes"]) == 63
    assert "WipersOn" in status["participants"][0]["attributes"]
    assert "WipersLevel" not in status["participants"][0]["attributes"]


def test_results_of_practice_and_qualifying_come_long_before_the_next_stage() -> None:
    told = record(PC1, seed=3, events=4000)
    changes = [one for one in told if one["name"] == "StageChanged"]
    assert [one["attributes"]["NewStage"] for one in changes[:3]] == ["Qualifying", "Race1", "Practice1"]
    for change in changes[:2]:
        before = told[: change["index"]]
        rows = [one for one in before[-120:] if one["name"] == "Results"]
        assert 19 <= change["time"] - rows[-1]["time"] <= 39
        assert {one["attributes"]["State"] for one in rows} <= {"Racing", "InGarage"}
        assert {one["attributes"]["TotalTime"] for one in rows} == {0}
        assert {one["name"] for one in told[rows[-1]["index"] + 1 : change["index"]]} & {"Sector", "State"}


def test_qualifying_has_no_state_of_its_own_at_its_end() -> None:
    told = record(PC1, seed=3, events=4000)
    states = [one["attributes"]["NewState"] for one in told if one["name"] == "StateChanged"]
    assert states[:6] == ["Lobby", "Loading", "Race", "PostRace", "Returning", "Lobby"]
    [setup, *_] = [one["attributes"] for one in told if one["name"] == "SessionSetup"]
    assert list(setup) == [
        *["GridSize", "MaxPlayers", "Practice1Length", "Practice2Length", "QualifyLength"],
        *["WarmupLength", "Race1Length", "Race2Length", "Flags", "TrackId", "GameMode"],
    ]
