"""Hold a recorded run of the local Discord against Discord's own OpenAPI file.

    python scripts/judge.py RECORDING.jsonl OPENAPI.json

Names every request and every answer that does not fit, and ends with 1 if there was one. The file
knows nothing of the gateway, of time and of permissions; the documentation wins where they differ.
"""

from __future__ import annotations

import argparse
import datetime as dt
import functools
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012

JSON = dict[str, Any]

formats = FormatChecker(formats=["regex"])

# Discord takes ids as numbers and rights as text, the file does not; discord.py sends both.
IDS = ("message_id", "channel_id", "guild_id", "recipient_id", "parent_id", "id")
RIGHTS = ("permissions", "allow", "deny")
ID_LISTS = ("messages", "roles", "user_ids", "users")


@formats.checks("date-time", raises=ValueError)
def _is_time(value: object) -> bool:
    return not isinstance(value, str) or bool(dt.datetime.fromisoformat(value))


@formats.checks("snowflake")
def _is_snowflake(value: object) -> bool:
    return not isinstance(value, str) or re.fullmatch(r"0|[1-9][0-9]{0,19}", value) is not None


def closed(schema: Any, *, inside_all_of: bool = False) -> Any:
    """The document with every object closed, so that a misspelt key is found; the file closes one of 539."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    copy = {
        name: [closed(part, inside_all_of=True) for part in value] if name == "allOf" else closed(value)
        for name, value in schema.items()
    }
    if isinstance(schema.get("properties"), dict) and "type" in schema and not inside_all_of:
        copy.setdefault("unevaluatedProperties", False)
    return copy


class Spec:
    """Discord's description of its API, asked about one request at a time."""

    def __init__(self, document: JSON) -> None:
        self._document = document
        self._paths: JSON = document["paths"]
        self._patterns = {path: re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path)) for path in self._paths}
        self._registry: Registry[Any] = Registry().with_resource(
            "spec:", DRAFT202012.create_resource(document)
        )

    @functools.lru_cache(maxsize=4096)  # noqa: B019 - one Spec for the whole run
    def operation(self, method: str, path: str) -> str | None:
        """The path template that is meant: of those that fit, the one with the fewest parameters."""
        fits = [
            template
            for template, pattern in self._patterns.items()
            if method in self._paths[template] and pattern.fullmatch(path)
        ]
        return min(fits, key=lambda template: template.count("{"), default=None)

    def request(self, method: str, template: str, body: Any) -> Iterator[str]:
        content = self._paths[template][method].get("requestBody", {}).get("content", {})
        if "application/json" not in content:
            if body is not None:
                yield "a body sent to an operation that takes none"
            return
        if body is not None:
            pointer = f"/paths/{_escaped(template)}/{method}/requestBody/content/application~1json/schema"
            yield from self._errors(pointer, body)

    def answer(self, method: str, template: str, status: int, body: Any) -> Iterator[str]:
        responses = self._paths[template][method]["responses"]
        key = next((one for one in (str(status), f"{status // 100}XX", "default") if one in responses), None)
        if key is None:
            yield f"status {status} is not among {', '.join(responses)}"
            return
        pointer = f"/paths/{_escaped(template)}/{method}/responses/{key}"
        response = responses[key]
        if "$ref" in response:
            pointer = response["$ref"].removeprefix("#")
            response = self._document["components"]["responses"][pointer.rsplit("/", 1)[1]]
        described = "application/json" in response.get("content", {})
        if described and body is not None:
            yield from self._errors(pointer + "/content/application~1json/schema", body)
        elif described or body is not None:
            yield "a body is described and none was sent" if described else "a body that is not described"

    def _errors(self, pointer: str, body: Any) -> Iterator[str]:
        for error in self._validator(pointer).iter_errors(body):
            yield from _meant(error)

    @functools.cache  # noqa: B019 - one Spec for the whole run
    def _validator(self, pointer: str) -> Draft202012Validator:
        schema = {"$ref": "spec:#" + pointer}
        return Draft202012Validator(schema, registry=self._registry, format_checker=formats)


def _escaped(template: str) -> str:
    return template.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")


def _meant(error: ValidationError) -> Iterator[str]:
    """A union only says that nothing fits; take the branch that was meant."""
    if not error.context:
        yield "/".join(map(str, error.absolute_path)) + ": " + error.message[:200]
        return
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    for inner in min(branches.values(), key=lambda found: (_other_kind(found), len(found))):
        yield from _meant(inner)


def _other_kind(errors: list[ValidationError]) -> bool:
    return any(
        list(error.path) == ["type"] or (error.validator == "type" and not error.path) for error in errors
    )


def as_the_file_wants(body: Any, key: str = "") -> Any:
    """The body with ids as text and rights as numbers, for Discord takes both forms."""
    if isinstance(body, dict):
        return {name: as_the_file_wants(value, name) for name, value in body.items()}
    if isinstance(body, list):
        return [as_the_file_wants(value, "id" if key in ID_LISTS else "") for value in body]
    if key in IDS and isinstance(body, int) and not isinstance(body, bool):
        return str(body)
    if key in RIGHTS and isinstance(body, str) and body.isdecimal():
        return int(body)
    return body


def with_numbered_errors(body: Any) -> Any:
    """The answer with numbers in `_errors[].code`, where the file wants them and Discord sends words."""
    if isinstance(body, dict):
        return {name: with_numbered_errors(value) for name, value in body.items()} | (
            {"_errors": [{**one, "code": 0} for one in body["_errors"]]} if "_errors" in body else {}
        )
    return body


# Keys that discord.py sends and Discord takes, though the file does not declare them, by what holds them.
UNDECLARED = {
    r"request embeds/\d+|request data/embeds/\d+": {"flags"},
    r"request |request data": {"tts"},
    r"request \d+": {"nsfw"},  # commands
    r"request attachments/\d+": {"content_type", "proxy_url", "size", "spoiler", "url", "width", "height"},
}


def allowed(entry: JSON, finding: str) -> bool:
    """Known differences between the file and Discord; this list may only shrink."""
    if isinstance(entry["answer"], str):
        return True  # a page of Cloudflare's, which the file knows nothing of
    if entry["status"] == 429 and finding == "answer : 'code' is a required property":
        return True  # only some have one
    where, _, undeclared = finding.partition(": Unevaluated properties are not allowed ")
    keys = set(re.findall(r"'(\w+)'", undeclared))
    if not keys:
        return False
    if entry["status"] >= 400:
        return keys <= {"errors", "retry_after", "global"}
    if entry["method"] == "PUT" and "/permissions/" in entry["path"]:
        return keys <= {"id"}
    if entry["method"] == "POST" and entry["path"].endswith("/threads"):
        return keys <= {"type", "message"}  # a forum's post answers with its first message
    return any(re.fullmatch(place, where) and keys <= known for place, known in UNDECLARED.items())


def judge(spec: Spec, entry: JSON) -> Iterator[str]:
    """What does not fit in one recorded request and its answer."""
    method, status = entry["method"].lower(), entry["status"]
    template = spec.operation(method, entry["path"])
    if template is None:
        yield "Discord has no such route"
        return
    if status < 400:  # a refused body may be as bad as it likes
        found = list(spec.request(method, template, entry["body"]))
        if found:
            found = list(spec.request(method, template, as_the_file_wants(entry["body"])))
        yield from (f"request {one}" for one in found)
    if status < 500:
        answer = with_numbered_errors(entry["answer"]) if status >= 400 else entry["answer"]
        yield from (f"answer {one}" for one in spec.answer(method, template, status, answer))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recording", type=Path)
    parser.add_argument("openapi", type=Path)
    parser.add_argument("--closed", action="store_true", help="also name keys that the file does not declare")
    args = parser.parse_args()
    document = json.loads(args.openapi.read_text(encoding="utf-8"))
    spec = Spec(closed(document) if args.closed else document)
    lines = args.recording.read_text(encoding="utf-8").splitlines()
    requests = [entry for entry in map(json.loads, lines) if entry["kind"] == "request"]
    bad = 0
    for entry in requests:
        findings = [one for one in judge(spec, entry) if not allowed(entry, one)]
        bad += bool(findings)
        for finding in findings:
            print(f"{entry['method']} {entry['path']} ({entry['status']}) {finding}")
    print(f"{len(requests)} requests, {bad} that do not fit")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
