"""What players type harms no answer; odd items cost only themselves; odd wholes are refused."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from cogs.ams2.decoding import decode, mend
from cogs.ams2.payloads import Answer, Status
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


def named(name: bytes) -> bytes:
    """Return a body in which Bob is called *name*, byte by byte."""
    body = bodies.ok(bodies.status())
    assert b'"Bob"' in body
    return body.replace(b'"Bob"', b'"' + name + b'"')


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"Bo\x07b", "Bo\x07b"),
        (b"Bo\nb", "Bo\nb"),
        (b"Bo\xffb", "Bo\ufffdb"),
        (b"Bo\xc5", "Bo\ufffd"),
        (rb"Bo\ud83db", "Bo?b"),
        (rb"Bo\ude00b", "Bo?b"),
        (rb"\ud83d\ude00\u0007" + b"\x07", "\U0001f600\x07\x07"),
        ("żółw".encode(), "żółw"),
    ],
)
def test_no_name_makes_an_answer_unreadable(written: bytes, read: str) -> None:
    status = decode(MODEL, named(written)).response
    assert status is not None
    assert [member.name for member in status.members] == ["Ann", read]
    assert status.participants[0].attributes.race_position == 6


def test_an_odd_member_beside_a_name_that_is_no_text_costs_only_itself() -> None:
    body = bodies.status()
    body["members"][0]["refid"] = "odd"
    raw = bodies.ok(body).replace(b'"Bob"', b'"Bo\x07\xff"')
    with pytest.raises(ValidationError) as caught:
        decode(MODEL, raw)
    status = mend(MODEL, raw, caught.value).response
    assert status is not None
    assert [member.name for member in status.members] == ["Bo\x07\ufffd"]


def test_a_number_of_five_thousand_digits_costs_only_its_item() -> None:
    raw = bodies.ok(bodies.status()).replace(b'"refid": 131', b'"refid": ' + b"9" * 5000)
    with pytest.raises(ValidationError) as caught:
        decode(MODEL, raw)
    status = mend(MODEL, raw, caught.value).response
    assert status is not None
    assert [member.name for member in status.members] == ["Ann"]


@pytest.mark.parametrize("cut", [b"", b'"', b"\xff", b"\x07", rb"\ud800"])
def test_a_body_that_is_cut_off_stays_unreadable(cut: bytes) -> None:
    whole = named(b"Bo\x07b")
    with pytest.raises(ValidationError, match="Invalid JSON"):
        decode(MODEL, whole[: len(whole) // 2] + cut)


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"a":' * 100_000, b"9" * 100_000, b"\x00"])
def test_what_no_json_reader_can_read_stays_unreadable(body: bytes) -> None:
    with pytest.raises(ValidationError):
        decode(MODEL, body)
