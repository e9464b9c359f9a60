"""What every evening has to show: what a reader of the log stumbles over happens in it by itself."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from sandbox.games.ams2 import AMS2, PC1, AMS2Server, Weekend, record
from sandbox.games.ams2.content import VEHICLES
from tests.sandbox.games.ams2.support import Clock

TITLES = {"AMS2": AMS2, "PC1": PC1}
SEEDS = (1, 2)
Events = list[dict[str, Any]]


@cache
def recorded(title: str, seed: int) -> Events:
    """Return the log of the first evening, up to the lobby after its race."""
    events = record(TITLES[title], seed, 4500)
    turns = named(events, "StageChanged")
    end = next(turn["index"] for turn in turns if turn["attributes"]["PreviousStage"] == "Race1")
    return events[:end]


def named(events: Events, *names: str) -> Events:
    return [event for event in events if event["name"] in names]


@pytest.fixture(params=[(title, seed) for title in TITLES for seed in SEEDS], ids=str)
def events(request: pytest.FixtureRequest) -> Events:
    return recorded(*request.param)


@pytest.fixture
def race(events: Events) -> Events:
    return race_in(events)


def race_in(events: Events) -> Events:
    """Return what was logged from the start of the race on."""
    starts = [e["index"] for e in named(events, "StageChanged") if e["attributes"]["NewStage"] == "Race1"]
    return events[starts[-1] :]


def results(race: Events) -> list[dict[str, Any]]:
    rows = [{**row["attributes"], "car": row["participantid"]} for row in named(race, "Results")]
    return sorted(rows, key=lambda row: int(row["RacePosition"]))


def states(race: Events) -> Iterator[tuple[str, str, str]]:
    """Yield each three states in a row of one car."""
    cars: dict[int, list[str]] = {}
    for event in named(race, "State"):
        seen = cars.setdefault(event["participantid"], [])
        seen.append(event["attributes"]["NewState"])
        if len(seen) >= 3:
            yield seen[-3], seen[-2], seen[-1]


def test_there_are_stops_and_one_drives_through(race: Events) -> None:
    ways = Counter(states(race))
    assert ways["EnteringPits", "InPits", "ExitingPits"] >= 5
    through = [
        way for way in ways if way[:2] == ("EnteringPits", "Racing") or way[1:] == ("EnteringPits", "Racing")
    ]
    assert through


def test_whoever_is_thrown_out_keeps_a_good_place(race: Events) -> None:
    [out] = [row for row in results(race) if row["State"] == "Disqualified"]
    assert out["RacePosition"] <= 3
    assert out["Lap"] < max(row["Lap"] for row in results(race))


def test_two_cars_do_not_reach_the_end(race: Events) -> None:
    assert sorted(
        row["State"] for row in results(race) if row["State"] not in {"Finished", "Disqualified"}
    ) == [
        "DNF",
        "Retired",
    ]


def test_the_host_leaves_and_the_computers_cars_go_to_another(race: Events) -> None:
    before = {event["participantid"]: event["refid"] for event in race if "participantid" in event}
    leaving = [event["refid"] for event in named(race, "PlayerLeft")]
    rows = {row["participantid"]: row["refid"] for row in named(race, "Results")}
    first: dict[int, int] = {}
    for event in race:
        first.setdefault(event.get("participantid", -1), event.get("refid", -1))
    moved = {car for car, refid in rows.items() if first[car] != refid}
    assert len(moved) == 6
    assert {first[car] for car in moved} < set(leaving)
    assert len(before) > len(rows), "who left has no row"
    assert not set(rows.values()) & set(leaving)


def test_somebody_comes_back_in_practice_under_another_number(events: Events) -> None:
    visits: dict[str, list[int]] = {}
    for event in named(events, "PlayerJoined"):
        visits.setdefault(event["attributes"]["SteamId"], []).append(event["refid"])
    [(first, second)] = [tuple(refids) for refids in visits.values() if len(refids) > 1]
    assert first != second
    cars = [
        event["refid"] for event in named(events, "ParticipantCreated") if event["attributes"]["IsPlayer"]
    ]
    assert {first, second} <= set(cars)


def test_lap_numbers_come_twice_in_a_stage(events: Events) -> None:
    laps: Counter[tuple[int, int, int]] = Counter()
    stage = 0
    for event in named(events, "Lap", "StageChanged"):
        stage += event["name"] == "StageChanged"
        laps[stage, event.get("participantid", -1), event["attributes"].get("Lap", -1)] += 1
    assert max(laps.values()) > 1


def test_contacts_and_cuts_happen_and_some_cuts_never_end(events: Events) -> None:
    counted = Counter(event["name"] for event in events)
    assert counted["CutTrackStart"] > counted["CutTrackEnd"] > 0
    others = {event["attributes"]["OtherParticipantId"] for event in named(events, "Impact")}
    assert -1 in others
    assert len(others) > 1


@pytest.mark.parametrize("seed", SEEDS)
def test_the_slower_of_two_classes_is_lapped(seed: int) -> None:
    classes = {vehicle.id: vehicle.category for vehicle in VEHICLES}
    rows = [row for row in results(race_in(recorded("AMS2", seed))) if row["State"] == "Finished"]
    laps = {of: [row["Lap"] for row in rows if classes[row["VehicleId"]] == of] for of in classes.values()}
    assert {of for of, driven in laps.items() if driven} == {"GT3_Open", "GT4_Cup"}
    assert max(laps["GT3_Open"]) == 12
    assert min(laps["GT4_Cup"]) == 11


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("seed", SEEDS)
def test_it_rains_in_one_stage_and_the_track_dries_after_it(title: str, seed: int) -> None:
    clock = Clock()
    server = AMS2Server(clock=clock, title=TITLES[title])
    rain: dict[str, set[int]] = {}
    wettest: dict[str, int] = {}
    cars: set[int] = set()
    for wait, step in Weekend(server, seed=seed).course():
        clock.now += wait
        step()
        stage = server.session_stage
        if server.session_state == "PostRace" and stage == "Race1":
            break
        if server.session_state == "Race" and clock.now - server.stage_began > 60:
            rain.setdefault(stage, set()).add(int(server.attributes["RainDensity"]))
            wettest[stage] = max(wettest.get(stage, 0), int(server.attributes["WetnessAverage"]))
        cars.add(len(server.shown_cars()) - len(server.cars))
    wet = [stage for stage, seen in rain.items() if seen == {450}]
    assert len(wet) == 1
    assert [seen for stage, seen in rain.items() if stage not in wet] == [{0}, {0}]
    assert wettest[wet[0]] > 300
    assert cars == {-1, 0, 1}, "cars miss in a look, or are still there in one"
