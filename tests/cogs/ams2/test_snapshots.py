"""What of a status is shown."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.snapshot import Fact, Identity, Player, Snapshot, Stage
from cogs.ams2.names import Names
from cogs.ams2.payloads import Lists, Status
from cogs.ams2.snapshots import number, snapshot_of
from tests.cogs.ams2 import bodies

AT = datetime.fromtimestamp(1_800_000_100, UTC)
NAMES = Names.of(Lists.model_validate(bodies.LISTS))


def shown(body: dict[str, Any], names: Names = NAMES) -> Snapshot:
    return snapshot_of(Status.model_validate_json(json.dumps(body)), names, AT)


def test_a_race_over_laps() -> None:
    ann = Player(
        handle="65412",
        name="Ann",
        identity=Identity("steam", bodies.HOST_STEAMID),
        place=6,
        detail="Vole GT3",
    )
    bob = Player(
        handle="131", name="Bob", identity=Identity("steam", bodies.GUEST_STEAMID), place=3, detail="Vole GT3"
    )
    assert shown(bodies.status()) == Snapshot(
        at=AT,
        title="Club night",
        players=(ann, bob),
        capacity=8,
        ai_count=2,
        map="Old Harbour GP",
        stage=Stage(name="Race", lap=4, laps=5),
        facts=(
            Fact("Weather", "20 °C, no rain, dry track at 30 °C"),
            Fact("Forecast", "clear, then heavy fog with rain"),
        ),
    )


def test_an_idle_server_is_empty() -> None:
    attributes = dict.fromkeys(bodies.status()["attributes"], 0) | {"SessionState": "", "SessionStage": ""}
    idle = bodies.status() | {"state": "Idle", "name": "", "max_member_count": 0, "attributes": attributes}
    seen = shown(idle | {"members": [], "participants": []})
    assert seen == Snapshot(at=AT, title="")


def test_the_bare_status_is_enough() -> None:
    assert shown({"state": "Running"}) == Snapshot(at=AT, title="")


@pytest.mark.parametrize(
    ("attributes", "stage"),
    [
        ({"SessionState": "Lobby", "SessionStage": "Practice1"}, Stage(name="Lobby")),
        ({"SessionState": "Loading", "SessionTimeDuration": 600}, Stage(name="Loading")),
        ({"SessionState": "PostRace", "SessionTimeDuration": 600}, Stage(name="Race finished")),
        ({"SessionState": "PostRace", "SessionStage": "Qualifying1"}, Stage(name="Qualifying finished")),
        ({"SessionState": "PostRace", "SessionStage": ""}, Stage(name="Finished")),
        ({"SessionState": "Returning"}, Stage(name="Returning to the lobby")),
        ({"SessionState": "None"}, None),
        ({"SessionStage": "Qualifying"}, Stage(name="Qualifying")),
        ({"SessionStage": "FormationLap"}, Stage(name="Formation lap")),
        ({"SessionStage": "Sprint3"}, Stage(name="Sprint3")),
        (
            {"SessionStage": "Practice1", "SessionTimeElapsed": 30, "SessionTimeDuration": 600},
            Stage(name="Practice", ends_at=AT + timedelta(seconds=570)),
        ),
        (
            {"SessionTimeElapsed": "30", "SessionTimeDuration": "600"},
            Stage(name="Race", ends_at=AT + timedelta(seconds=570)),
        ),
        ({"SessionTimeElapsed": 600, "SessionTimeDuration": 600}, Stage(name="Race")),
        ({"SessionTimeDuration": 10**12}, Stage(name="Race")),
        ({"SessionTimeElapsed": -(10**12), "SessionTimeDuration": 600}, Stage(name="Race")),
        ({"Flags": 24 + 1048576}, Stage(name="Race")),
        ({"Flags": -2147483648 + 24}, Stage(name="Race", lap=4, laps=5)),
        ({"RaceLength": 3}, Stage(name="Race", lap=3, laps=3)),
        ({"RaceLength": 0}, Stage(name="Race")),
    ],
)
def test_the_stage_is_told_in_words_with_what_is_left_of_it(
    attributes: dict[str, Any], stage: Stage | None
) -> None:
    assert shown(bodies.status(**attributes)).stage == stage


@pytest.mark.parametrize("now", [0, 1_800_000_000 - 90, 2**33 - 1])
def test_the_end_of_a_stage_is_told_by_our_clock(now: int) -> None:
    body = bodies.status(SessionTimeElapsed=30, SessionTimeDuration=600) | {"now": now}
    assert shown(body).stage == Stage(name="Race", ends_at=AT + timedelta(seconds=570))


def test_project_cars_1_has_names_of_its_own() -> None:
    body = bodies.status(Race1Length=7, WeatherSlots=1, WeatherSlot1=-934211870)
    for key in ("RaceLength", "RaceWeatherSlots"):
        del body["attributes"][key]
    seen = shown(body)
    assert seen.stage == Stage(name="Race", lap=4, laps=7)
    assert Fact("Forecast", "clear") in seen.facts


def test_a_lap_race_before_its_start_has_no_lap() -> None:
    body = bodies.status()
    for car in body["participants"]:
        car["attributes"]["CurrentLap"] = 0
    assert shown(body).stage == Stage(name="Race", laps=5)


def test_without_lists_numbers_are_shown() -> None:
    seen = shown(bodies.status(), Names())
    assert (seen.map, seen.players[0].detail) == ("track -7", "car -100")
    assert seen.facts[1] == Fact("Forecast", "weather -934211870, then weather 1461703858")


def test_no_slot_means_real_weather() -> None:
    assert shown(bodies.status(RaceWeatherSlots=0)).facts[1] == Fact("Forecast", "real weather")


@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ({"RainDensity": 1, "WetnessAverage": 60}, "20 °C, light rain, damp track at 30 °C"),
        ({"RainDensity": 400, "WetnessAverage": 700}, "20 °C, rain, wet track at 30 °C"),
        ({"RainDensity": 1000, "TemperatureAmbient": -1600}, "-2 °C, heavy rain, dry track at 30 °C"),
    ],
)
def test_the_weather_is_told_in_words(attributes: dict[str, int], words: str) -> None:
    assert shown(bodies.status(**attributes)).facts[0] == Fact("Weather", words)


@pytest.mark.parametrize("state", ["Lobby", "Loading", "Returning"])
def test_weather_left_over_from_elsewhere_is_not_shown(state: str) -> None:
    assert [fact.label for fact in shown(bodies.status(SessionState=state)).facts] == ["Forecast"]


@pytest.mark.parametrize("key", ["Speed", "SessionTimeElapsed", "CurrentMinute", "TemperatureTrack"])
def test_what_wobbles_all_the_time_is_not_shown(key: str) -> None:
    body = bodies.status()
    later = bodies.status(**{key: body["attributes"].get(key, 0) + 1})
    assert shown(body) == shown(later | {"now": later["now"] + 1, "joinable": True})


def test_a_car_without_a_vehicle_is_the_one_its_driver_chose() -> None:
    body = bodies.status()
    body["participants"][0]["attributes"]["VehicleId"] = 0
    assert shown(body).players[0].detail == "Vole GT3"


def test_a_driver_whose_car_is_missing_keeps_the_vehicle_but_has_no_place() -> None:
    body = bodies.status()
    del body["participants"][0]
    assert (shown(body).players[0].place, shown(body).players[0].detail) == (None, "Vole GT3")


def test_whoever_is_disconnected_is_gone_and_whoever_comes_in_is_there() -> None:
    body = bodies.status()
    body["members"][0]["state"], body["members"][1]["state"] = "Disconnected", "Authenticating"
    assert [player.name for player in shown(body).players] == ["Bob"]


def test_a_negative_refid_is_the_same_connection() -> None:
    body = bodies.status()
    body["members"][0]["refid"] = bodies.HOST - 65536
    assert (shown(body).players[0].handle, shown(body).players[0].place) == ("65412", 6)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, 5),
        ("5", 5),
        ("-5", -5),
        (True, 1),
        ("x", 0),
        (None, 0),
        (2**80, 0),
        ("9" * 5000, 0),
        ([], 0),
        (0.5, 0),
    ],
)
def test_a_number_is_read_from_what_looks_like_one(value: Any, expected: int) -> None:
    assert number({"A": value}, "A", "B") == expected
