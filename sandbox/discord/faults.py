"""Faults by name: what goes wrong at Discord, a given number of times, on a given route."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field

from sandbox.discord.call import Answer
from sandbox.discord.errors import JSON, UNKNOWN


class CutLine(Exception):
    """The connection ends without an answer."""


def _limited(scope: str, retry_after: float, **more: object) -> tuple[Answer, dict[str, str]]:
    body: JSON = {
        "message": "You are being rate limited.",
        "retry_after": retry_after,
        "global": scope == "global",
        **more,
    }
    headers = {"Retry-After": str(max(1, round(retry_after))), "X-RateLimit-Scope": scope}
    if scope == "global":
        headers["X-RateLimit-Global"] = "true"
    return Answer(429, body), headers


def _error(status: int, code: int, message: str) -> tuple[Answer, dict[str, str]]:
    return Answer(status, {"message": message, "code": code}), {}


def _page(status: int) -> tuple[Answer, dict[str, str]]:
    return Answer(status, "<html><body><h1>Something went wrong</h1></body></html>"), {}


def _made(name: str, retry_after: float) -> tuple[Answer | None, dict[str, str]]:
    """The answer of the fault called *name*; None where the work goes on."""
    if name in ("slow", "cut_before", "cut_after"):
        return None, {}
    if name in LIMITS:
        scope, more = LIMITS[name]
        return _limited(scope, retry_after, **more)
    if name in REFUSALS:
        return _error(*REFUSALS[name])
    return {"429 without Via": (_page(429)[0], {"Via": ""}), "html": _page(502)}[name]


LIMITS: dict[str, tuple[str, JSON]] = {
    "429": ("user", {}),
    "429 shared": ("shared", {}),
    "429 global": ("global", {}),
    "30046": ("user", {"code": 30046}),
}
REFUSALS = {
    "401": (401, 0, "401: Unauthorized"),
    "403/50001": (403, 50001, "Missing Access"),
    "403/50013": (403, 50013, "Missing Permissions"),
    "403/50007": (403, 50007, "Cannot send messages to this user"),
    "404/10008": (404, *UNKNOWN["message"]),
    "404/10003": (404, *UNKNOWN["channel"]),
    "10062": (404, *UNKNOWN["interaction"]),
    "500": (500, 0, "500: Internal Server Error"),
    "502": (502, 0, "502: Bad Gateway"),
    "503": (503, 0, "503: Service Unavailable"),
    "504": (504, 0, "504: Gateway Timeout"),
}


@dataclass
class Fault:
    name: str
    method: str
    path: re.Pattern[str]
    left: int
    answer: Answer | None
    headers: dict[str, str]
    seconds: float = 0.0

    async def before_work(self) -> None:
        if self.name == "cut_before":
            raise CutLine
        if self.name == "slow":
            await asyncio.sleep(self.seconds)

    def after_work(self) -> None:
        if self.name == "cut_after":
            raise CutLine


@dataclass
class Faults:
    waiting: list[Fault] = field(default_factory=list)

    def add(
        self,
        method: str,
        path: str,
        *,
        fault: str,
        times: int = 1,
        retry_after: float = 0.2,
        seconds: float = 1.0,
    ) -> Fault:
        """Let the next *times* requests that fit meet *fault*.

        In *path*, {anything} stands for one part of the address; *seconds* belongs to "slow",
        *retry_after* to the 429s. KeyError for a name that is no fault.
        """
        parts = [
            ".+" if part == "**" else "[^/]+" if part.startswith("{") else re.escape(part)
            for part in path.split("/")
        ]
        answer, headers = _made(fault, retry_after)
        made = Fault(fault, method, re.compile("/".join(parts)), times, answer, headers, seconds)
        self.waiting.append(made)
        return made

    def take(self, method: str, path: str) -> Fault | None:
        for fault in self.waiting:
            if fault.method in (method, "*") and fault.path.fullmatch(path):
                fault.left -= 1
                if fault.left <= 0:
                    self.waiting.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        self.waiting.clear()
