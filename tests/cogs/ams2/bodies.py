"""Bodies with the shapes of the two titles, made up for these tests."""

import json
from typing import Any

HOST, GUEST = 65412, 131
HOST_STEAMID, GUEST_STEAMID = "76561190000002001", "76561190000002002"


def ok(response: Any) -> bytes:
    return json.dumps({"result": "ok", "response": response}).encode()


def car(refid: int, *, player: bool, place: int, lap: int = 3, vehicle: int = -100) -> dict[str, Any]:
    values = {"RefId": refid, "Name": "?", "IsPlayer": int(player), "VehicleId": vehicle, "LiveryId": 51}
    return {"attributes": values | {"RacePosition": place, "CurrentLap": lap, "State": "Racing"}, "id": place}


def member(refid: int, steamid: str, name: str, *, host: bool = False) -> dict[str, Any]:
    attributes = {"VehicleId": -100, "LiveryId": 51, "LoadState": "CLIENT_READY"} | {
        "RaceStatFlags": 1073741828,
        "Ping": 11,
    }
    return {
        "index": 0,
        "refid": refid,
        "steamid": steamid,
        "state": "Connected",
        "name": name,
        "jointime": 1_800_000_000,
        "host": host,
        "attributes": attributes,
    }


def status(**attributes: int | str) -> dict[str, Any]:
    """A race over laps: the host in sixth place, a guest, two AI cars of the host."""
    usual = {"MaxPlayers": 8, "Flags": 24, "TrackId": -7, "RaceLength": 5, "SessionState": "Race"}
    live = {"SessionStage": "Race1", "SessionTimeElapsed": 0, "SessionTimeDuration": 0}
    weather = {"TemperatureAmbient": 20499, "TemperatureTrack": 29501, "RainDensity": 0, "WetnessAverage": 0}
    slots = {"RaceWeatherSlots": 2, "RaceWeatherSlot1": -934211870, "RaceWeatherSlot2": 1461703858}
    return {
        "state": "Running",
        "name": "Club night",
        "lobbyid": "109775242000000001",
        "joinable": False,
        "max_member_count": 22,
        "now": 1_800_000_100,
        "attributes": usual | live | weather | slots | attributes,
        "members": [member(HOST, HOST_STEAMID, "Ann", host=True), member(GUEST, GUEST_STEAMID, "Bob")],
        "participants": [
            car(HOST, player=True, place=6),
            car(HOST, player=False, place=1, lap=4),
            car(HOST, player=False, place=2),
            car(GUEST, player=True, place=3),
        ],
    }


LISTS = {
    "tracks": {"description": "", "list": [{"id": -7, "name": "Old_Harbour_GP", "gridsize": 32}]},
    "vehicles": {"description": "", "list": [{"id": 4294967196, "name": "Vole GT3", "class": "GT3"}]},
    "enums/weather": {
        "description": "",
        "list": [{"value": -934211870, "name": "Clear"}, {"value": 1461703858, "name": "HeavyFogWithRain"}],
    },
    "flags/session": {"description": "", "list": [{"value": 1048576, "name": "TIMED_RACE"}]},
    "livetrack_preset": {"description": "of another list", "list": [{"value": 875514911, "name": "Damp"}]},
    "attributes/session": {
        "description": "",
        "list": [{"name": "TrackId", "type": "int32", "access": "ReadWrite", "description": "Where."}],
    },
    "events": {
        "description": "",
        "list": [
            {
                "name": "PlayerChat",
                "type": "Player",
                "attributes": [{"name": "Message", "type": "string", "description": "What."}],
            }
        ],
    },
    "liveries": {
        "description": "",
        "list": [{"id": -100, "name": "Vole GT3", "liveries": [{"id": 51, "name": "Vole GT3 #7"}]}],
    },
    "flags/player": {
        "description": "",
        "list": [
            {"value": 6, "name": "CONTROLLER_MASK"},
            {"value": 4, "name": "CONTROLLER_WHEEL"},
            {"value": 1073741824, "name": "VALID"},
        ],
    },
}
ENUMS = {
    "pit_control": {"description": "", "list": [{"value": 1, "name": "Manual"}]},
    "scheduledfcy": {"description": "without its list"},
}


def event(index: int, name: str = "PlayerJoined", **more: Any) -> dict[str, Any]:
    attributes = {"Name": "Ann", "SteamId": HOST_STEAMID}
    return {
        "index": index,
        "time": 1_800_000_000,
        "name": name,
        "refid": HOST,
        "attributes": attributes,
    } | more


def page(*events: dict[str, Any]) -> dict[str, Any]:
    return {"first": 0, "count": len(events), "now": 1_800_000_100, "events": list(events)}
