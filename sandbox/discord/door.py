"""The one door for REST: who asks, what breaks on purpose, how often, and what is written down."""

from __future__ import annotations

import json
import logging
import urllib.parse
from typing import Any

from aiohttp import BodyPartReader, web

from sandbox.discord.call import Answer, Call, Handler
from sandbox.discord.errors import JSON, Refused, invalid
from sandbox.discord.faults import CutLine, Fault, Faults
from sandbox.discord.files import BIGGEST_REQUEST, Uploads
from sandbox.discord.rates import Rates
from sandbox.discord.recording import Recording
from sandbox.discord.world import World

log = logging.getLogger(__name__)

BASE = "/api/v10"
OPEN = ("/gateway", "/interactions/", "/webhooks/")  # these carry no Authorization


class Door:
    def __init__(self, world: World, token: str, recording: Recording, faults: Faults, rates: Rates) -> None:
        self.world, self.token = world, token
        self.recording, self.faults, self.rates = recording, faults, rates
        self.host = ""
        self.outage = False

    def endpoint(self, template: str | None, handler: Handler) -> Any:
        """Wrap *handler* for aiohttp; *template* is None for what matches no route."""

        async def serve(request: web.Request) -> web.StreamResponse:
            path = request.rel_url.raw_path.removeprefix(BASE)
            if self.outage:
                return cut(request)
            try:
                if request.host != self.host:
                    return web.Response(status=421, text="this Discord is for its own loopback address only")
                return await self._serve(request, path, template, handler)
            except CutLine:
                return cut(request)

        return serve

    async def _serve(
        self, request: web.Request, path: str, template: str | None, handler: Handler
    ) -> web.Response:
        if self.rates.banned():
            return web.Response(status=429, text="<html>error 1015</html>", content_type="text/html")
        fault = self.faults.take(request.method, path)
        if fault is not None:
            await fault.before_work()
        shown: Any = None
        headers: dict[str, str] = {}
        try:
            shown, uploads = await _read_body(request)
            call = Call(self.world, request.match_info, request.query, shown, uploads, _reason(request))
            answer, headers = self._answer(request, path, template, handler, call, fault)
        except Refused as refused:
            answer = Answer(refused.status, refused.body)
            headers = getattr(refused, "headers", {})
        if template is None:
            self.recording.unknown_routes.append(f"{request.method} {path}")
        self._record(request, path, shown, answer, headers)
        self.rates.note_answer(answer.status, headers)
        if fault is not None:
            fault.after_work()
        return as_response(answer, headers)

    def _answer(
        self,
        request: web.Request,
        path: str,
        template: str | None,
        handler: Handler,
        call: Call,
        fault: Fault | None,
    ) -> tuple[Answer, dict[str, str]]:
        if fault is not None and fault.answer is not None:
            return fault.answer, fault.headers
        if not path.startswith(OPEN) or path == "/gateway/bot":
            self._check_token(request)
        headers = self.rates.count(request.method, template or path, call)
        try:
            result = handler(call)
        except Refused as refused:
            return Answer(refused.status, refused.body), headers
        except (KeyError, TypeError, ValueError, AttributeError):
            log.exception("%s %s with %r", request.method, path, call.body)
            return Answer(400, invalid((), "BASE_TYPE_BAD_TYPE", "Malformed").body), headers
        return (
            result if isinstance(result, Answer) else Answer(204 if result is None else 200, result)
        ), headers

    def _check_token(self, request: web.Request) -> None:
        if request.headers.get("Authorization") != f"Bot {self.token}":
            raise Refused(401, 0, "401: Unauthorized")

    def _record(
        self, request: web.Request, path: str, body: Any, answer: Answer, headers: dict[str, str]
    ) -> None:
        entry: JSON = {
            "method": request.method,
            "path": path,
            "query": dict(request.query),
            "body": body,
            "status": answer.status,
            "answer": answer.body,
        }
        self.recording.request(entry)
        left = headers.get("X-RateLimit-Remaining")
        self.world.changes.tell("request", method=request.method, path=path, status=answer.status, left=left)


def as_response(answer: Answer, headers: dict[str, str]) -> web.Response:
    headers = {"Via": "1.1 sandbox", **headers}
    headers = {name: value for name, value in headers.items() if value}  # an empty value removes one
    if answer.body is None:
        return web.Response(status=answer.status, headers=headers)
    if isinstance(answer.body, str):
        return web.Response(status=answer.status, headers=headers, text=answer.body, content_type="text/html")
    # exactly this type: with a charset behind it, discord.py takes the body for text
    headers["Content-Type"] = "application/json"
    content = json.dumps(answer.body, separators=(",", ":")).encode()
    return web.Response(status=answer.status, headers=headers, body=content)


def cut(request: web.Request) -> web.Response:
    """End the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


async def _read_body(request: web.Request) -> tuple[Any, Uploads]:
    if not request.can_read_body:
        return None, {}
    if int(request.headers.get("Content-Length") or 0) > BIGGEST_REQUEST:
        raise Refused(413, 40005, "Request entity too large")
    if request.content_type == "multipart/form-data":
        return await _read_parts(request)
    content = await request.read()
    return (_parse(content), {}) if content else (None, {})


async def _read_parts(request: web.Request) -> tuple[Any, Uploads]:
    body: Any = {}
    uploads: Uploads = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise Refused(400, 50109, "The request body contains nested parts.")
        content = bytes(await part.read())
        if part.name == "payload_json":
            body = _parse(content)
        elif part.name and part.name.startswith("files["):
            number = part.name.removeprefix("files[").removesuffix("]")
            uploads[int(number)] = (part.filename or "file", content)
    return body, uploads


def _parse(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        raise Refused(400, 50109, "The request body contains invalid JSON.") from None


def _reason(request: web.Request) -> str | None:
    text = request.headers.get("X-Audit-Log-Reason")
    if text is None:
        return None
    reason = urllib.parse.unquote(text)
    if len(reason) > 512:
        raise invalid(("reason",), "BASE_TYPE_MAX_LENGTH", "Must be 512 or fewer in length.")
    return reason
