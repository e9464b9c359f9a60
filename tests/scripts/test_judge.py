"""The judge, held against a small file of the same form as Discord's."""

from typing import Any

import pytest

from scripts.judge import Spec, allowed, closed, judge

ID = {"type": "string", "format": "snowflake"}
THING = {
    "type": "object",
    "properties": {"id": ID, "name": {"type": "string", "maxLength": 5}},
    "required": ["name"],
}
JSON_THING = {"content": {"application/json": {"schema": THING}}}
DOCUMENT: dict[str, Any] = {
    "paths": {
        "/things/{thing_id}": {
            "get": {"responses": {"200": JSON_THING}},
            "delete": {"responses": {"204": {}}},
        },
        "/things/@me": {"get": {"responses": {"200": {}}}},
        "/things": {"post": {"requestBody": JSON_THING, "responses": {"200": JSON_THING}}},
    }
}


def entry(method: str, path: str, body: Any = None, status: int = 200, answer: Any = None) -> dict[str, Any]:
    return {"method": method, "path": path, "body": body, "status": status, "answer": answer}


GOOD = {"name": "Ann", "id": "123"}


@pytest.mark.parametrize(
    "good",
    [
        entry("POST", "/things", GOOD, answer=GOOD),
        entry("POST", "/things", {**GOOD, "id": 123}, answer=GOOD),
        entry("GET", "/things/5", answer=GOOD),
        entry("GET", "/things/@me"),
        entry("DELETE", "/things/5", status=204),
    ],
)
def test_what_fits_is_not_named(good: dict[str, Any]) -> None:
    assert list(judge(Spec(DOCUMENT), good)) == []


@pytest.mark.parametrize(
    ("bad", "finding"),
    [
        (entry("GET", "/nothing"), "no such route"),
        (entry("POST", "/things", {"name": "Annabel"}, answer=GOOD), "request name: 'Annabel' is too long"),
        (entry("POST", "/things", GOOD, answer={"id": "1"}), "answer : 'name' is a required property"),
        (entry("GET", "/things/5", {"x": 1}, answer=GOOD), "takes none"),
        (entry("GET", "/things/5"), "none was sent"),
        (entry("DELETE", "/things/5", status=200), "status 200"),
        (entry("GET", "/things/5", answer={**GOOD, "id": "msg-1"}), "'msg-1' is not a 'snowflake'"),
    ],
)
def test_what_does_not_fit_is_named(bad: dict[str, Any], finding: str) -> None:
    [found] = judge(Spec(DOCUMENT), bad)
    assert finding in found
    assert not allowed(bad, found)


def test_a_misspelt_key_is_found_when_objects_are_closed() -> None:
    misspelt = entry("POST", "/things", {**GOOD, "embed": []}, answer=GOOD)
    assert list(judge(Spec(DOCUMENT), misspelt)) == []
    [found] = judge(Spec(closed(DOCUMENT)), misspelt)
    assert "'embed' was unexpected" in found
