"""Rate limits, counted like Discord's: windows that begin with their first request.

Discord documents no numbers but the global one; the others are what bots meet in practice.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field
from functools import lru_cache

from sandbox.discord.call import Call
from sandbox.discord.errors import JSON, Refused
from sandbox.discord.snowflakes import Clock, made_at

MESSAGE = "/channels/{channel}/messages/{message}"
LIMITS: dict[tuple[str, str], tuple[int, float]] = {  # requests, seconds; for each channel, guild or token
    ("POST", "/channels/{channel}/messages"): (5, 5.0),
    ("PATCH", MESSAGE): (5, 5.0),
    ("DELETE", MESSAGE): (5, 1.0),
    ("PATCH", "/channels/{channel}"): (5, 15.0),
    ("PUT", MESSAGE + "/reactions/{emoji}/@me"): (1, 0.25),
    ("DELETE", MESSAGE + "/reactions/{emoji}/@me"): (1, 0.25),
}
USUAL = (10, 1.0)  # assumed for every other route
GLOBAL = (50, 1.0)
EXEMPT = ("/interactions/", "/webhooks/")  # from the global limit
OLD_EDITS = (3, 6.0)  # edits to messages older than an hour, a channel
RENAMES = (2, 600.0)  # changes of name or topic, a channel
CHANNEL_CREATES = (500, 86_400.0)  # a guild
INVALID = (10_000, 600.0)  # 401, 403 and 429 before the address is banned
NEW, OLD = 10, 14 * 86_400  # seconds: deletes of younger and older messages are counted apart


@dataclass(slots=True)
class Window:
    most: int
    seconds: float
    began: float = -math.inf
    used: int = 0

    def take(self, now: float) -> float:
        """Count one; the seconds to wait if there is no room, else 0."""
        if now - self.began >= self.seconds:
            self.began, self.used = now, 0
        if self.used >= self.most:
            return self.began + self.seconds - now
        self.used += 1
        return 0.0


class TooMany(Refused):
    """A 429 with the headers that belong to it."""

    def __init__(self, retry_after: float, scope: str, headers: dict[str, str], code: int = 0) -> None:
        super().__init__(429, code, "You are being rate limited.")
        self.retry_after = round(retry_after, 3)
        self.headers = {
            **headers,
            "Retry-After": str(math.ceil(retry_after)),
            "X-RateLimit-Scope": scope,
        }
        if scope == "global":
            self.headers["X-RateLimit-Global"] = "true"

    @property
    def body(self) -> JSON:
        shared = self.headers["X-RateLimit-Scope"] == "global"
        body: JSON = {"message": self.message, "retry_after": self.retry_after, "global": shared}
        return body | {"code": self.code} if self.code else body


@dataclass
class Rates:
    clock: Clock
    counting: bool
    windows: dict[tuple[str, ...], Window] = field(default_factory=dict)

    def count(self, method: str, template: str, call: Call) -> dict[str, str]:
        """Count one request and return its headers; raise TooMany when there is no room."""
        if not self.counting:
            return _headers(method, template, 1000, 999, 1.0, self.clock())
        now = self.clock()
        if not template.startswith(EXEMPT):
            wait = self._window(("global",), GLOBAL).take(now)
            if wait:
                raise TooMany(wait, "global", {})
        name, most = _bucket(method, template, call, now)
        window = self._window((name, _top_level(call)), most)
        wait = window.take(now)
        left = window.began + window.seconds - now
        headers = _headers(method, name, window.most, window.most - window.used, left, now)
        if wait:
            raise TooMany(wait, "user", headers)
        self._count_hidden(method, template, call, headers)
        return headers

    def banned(self) -> bool:
        """Whether this address sent so many invalid requests that Cloudflare answers instead."""
        window = self.windows.get(("invalid",))
        return (
            window is not None and window.used >= window.most and self.clock() - window.began < window.seconds
        )

    def note_answer(self, status: int, headers: dict[str, str]) -> None:
        invalid = status in (401, 403) or (status == 429 and headers.get("X-RateLimit-Scope") != "shared")
        if self.counting and invalid:
            self._window(("invalid",), INVALID).take(self.clock())

    def _count_hidden(self, method: str, template: str, call: Call, headers: dict[str, str]) -> None:
        """Limits that the headers do not tell of."""
        now, body = self.clock(), call.body if isinstance(call.body, dict) else {}
        wait, code = 0.0, 0
        if (method, template) == ("PATCH", MESSAGE) and _age(call, now) > 3600:
            wait, code = self._window(("old edits", call.path["channel"]), OLD_EDITS).take(now), 30046
        elif (method, template) == ("PATCH", "/channels/{channel}") and body.keys() & {"name", "topic"}:
            wait = self._window(("renames", call.path["channel"]), RENAMES).take(now)
        elif (method, template) == ("POST", "/guilds/{guild}/channels"):
            wait = self._window(("channel creates", call.path["guild"]), CHANNEL_CREATES).take(now)
        if wait:
            raise TooMany(wait, "user", headers, code)

    def _window(self, key: tuple[str, ...], most: tuple[int, float]) -> Window:
        window = self.windows.get(key)
        if window is None:
            self._forget_old()
            window = self.windows[key] = Window(*most)
        return window

    def _forget_old(self) -> None:
        """Every interaction has windows of its own; drop those that are over."""
        if len(self.windows) % 1000 == 999:
            now = self.clock()
            self.windows = {key: one for key, one in self.windows.items() if now - one.began < one.seconds}


def _bucket(method: str, template: str, call: Call, now: float) -> tuple[str, tuple[int, float]]:
    name, most = f"{method} {template}", LIMITS.get((method, template), USUAL)
    if (method, template) == ("DELETE", MESSAGE):
        age = _age(call, now)
        name += " new" if age < NEW else " old" if age > OLD else ""
    return name, most


def _age(call: Call, now: float) -> float:
    text = call.path["message"]
    return now - made_at(int(text)) if text.isdecimal() else 0.0


def _top_level(call: Call) -> str:
    path = call.path
    if "webhook" in path or "interaction" in path:
        return path.get("webhook", "") + path["token"] if "token" in path else path["webhook"]
    return path.get("channel") or path.get("guild") or ""


@lru_cache(maxsize=512)
def _bucket_name(method: str, name: str) -> str:
    return hashlib.sha256(f"{method} {name}".encode()).hexdigest()[:32]


def _headers(method: str, name: str, most: int, left: int, seconds: float, now: float) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(most),
        "X-RateLimit-Remaining": str(left),
        "X-RateLimit-Reset": f"{now + seconds:.3f}",
        "X-RateLimit-Reset-After": f"{seconds:.3f}",
        "X-RateLimit-Bucket": _bucket_name(method, name),
    }
