"""Odd items cost only themselves; odd wholes are refused."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from cogs.ams2.names import Names
from cogs.ams2.payloads import Answer, Lists, Status, mend
from tests.cogs.ams2 import bodies

MODEL = Answer[Status]


def mended(body: Any) -> Status:
    """Read a body in which something is odd."""
    raw = json.dumps(body).encode()
    with pytest.raises(ValidationError) as caught:
        MODEL.model_validate_json(raw)
    status = mend(MODEL, raw, caught.value).response
    assert status is not None
    return status


def test_an_odd_member_and_two_odd_cars_cost_only_themselves() -> None:
    body = bodies.status()
    body["members"][0]["refid"] = "odd"
    body["participants"][0] = "odd"
    body["participants"][2]["attributes"] = {"RefId": None, "VehicleId": []}
    status = mended({"result": "ok", "response": body})
    assert [member.name for member in status.members] == ["Bob"]
    assert [car.attributes.race_position for car in status.participants] == [1, 3]


@pytest.mark.parametrize(
    ("key", "value"),
    [("state", None), ("members", {}), ("members", ["odd", "odd"]), ("attributes", []), ("now", -1)],
)
def test_what_is_odd_as_a_whole_is_refused(key: str, value: Any) -> None:
    with pytest.raises(ValidationError):
        mended({"result": "ok", "response": bodies.status() | {key: value}})


def test_numbers_come_as_numbers_or_as_digits() -> None:
    body = bodies.status()
    body["members"][0] |= {"refid": str(bodies.HOST), "steamid": int(bodies.HOST_STEAMID), "host": 1}
    status = MODEL.model_validate_json(bodies.ok(body)).response
    assert status is not None
    assert (status.members[0].refid, status.members[0].steamid) == (bodies.HOST, bodies.HOST_STEAMID)
    assert status.members[0].host


def test_names_are_taken_from_the_lists() -> None:
    names = Names.of(Lists.model_validate(bodies.LISTS))
    assert names.track(-7) == names.track(4294967289) == "Old Harbour GP"
    assert (names.vehicle(-100), names.sky(-934211870)) == ("Vole GT3", "clear")
    assert (names.track(0), names.vehicle(0), names.vehicle(5)) == ("", "", "car 5")


def test_the_flag_of_a_timed_race_is_the_servers_own() -> None:
    flags = {"flags/session": {"list": [{"value": 64, "name": "TIMED_RACE"}]}}
    assert Names.of(Lists.model_validate(flags)).timed_race == 64
    assert Names.of(Lists()).timed_race == 1048576
