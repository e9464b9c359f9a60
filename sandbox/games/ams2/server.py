"""The HTTP side of the simulated server."""

import asyncio
import json
import time
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Self

from aiohttp import web

from sandbox.games.ams2 import actions, faults, pages
from sandbox.games.ams2.access import Access, Verdict, default_filters
from sandbox.games.ams2.actions import BadRequest, Query
from sandbox.games.ams2.driving import Driving
from sandbox.games.ams2.envelope import ok, write
from sandbox.games.ams2.faults import Faults
from sandbox.games.ams2.later import Later
from sandbox.games.ams2.lists import WITH_EXTRA
from sandbox.games.ams2.methods import Method
from sandbox.games.ams2.status import session_status
from sandbox.games.ams2.titles import AMS2, Title

USERS: Mapping[str, str] = MappingProxyType({"steward": "pw"})
GROUPS: Mapping[str, Sequence[str]] = MappingProxyType({"private": ("steward",), "admin": ("steward",)})
HEADERS = {
    "Cache-Control": "no-store",
    "Access-Control-Allow-Origin": "*",
}
# The keys are lengths of sequences; the names and units of the real counters are not known.
PERFORMANCE = {
    "tick_recent": {
        "100": {"count": 100, "average": 412, "longest": 893},
        "1000": {"count": 1000, "average": 409, "longest": 1210},
    },
    "tick_worst": {
        "100": {"count": 100, "average": 1730, "longest": 9120},
        "1000": {"count": 1000, "average": 960, "longest": 9120},
    },
}
HTML, JSON, TEXT = "text/html", "application/json", "text/plain"


class AMS2Server(Driving):
    """A simulated Automobilista 2 dedicated server on the loopback interface.

    The people, cars and stages are changed by the methods it inherits; a client sees them over HTTP.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.time,
        ring_size: int = 10000,
        users: Mapping[str, str] = USERS,
        groups: Mapping[str, Sequence[str]] = GROUPS,
        localhost_free: bool = False,
        controlled: bool = True,
        name: str = "AMS2",
        title: Title = AMS2,
    ) -> None:
        super().__init__(clock=clock, ring_size=ring_size, controlled=controlled, name=name, title=title)
        self.access = Access(dict(users), dict(groups), default_filters(localhost_free=localhost_free))
        """Users, groups, filters and path levels; may be changed at any time."""
        self.faults = Faults()
        self.asked: list[tuple[str, dict[str, str]]] = []
        """Path (with its leading slash) and query of every request, in order."""
        self.performance = PERFORMANCE
        """The body of `api/performance`; another may take its place."""
        self.port = 0
        self._later = Later()
        self._runner: web.ServerRunner | None = None
        self._stopping = asyncio.Event()
        self._served = asyncio.Event()
        self._routes: dict[str, Callable[[Query], str]] = {
            "api/help": lambda _: ok(self.title.help),
            "api/version": lambda _: ok(self.title.version),
            "api/performance": lambda _: ok(self.performance),
            "api/log/overview": lambda _: ok(self.log.overview()),
            "api/log/range": self._range,
            "api/session/status": self._status,
            "api/session/advance": lambda _: actions.advance(self, self._later),
            "api/restart": lambda _: actions.soft_restart(self, self._later),
            "api/session/kick": lambda query: actions.kick(self, query),
            "api/session/set_attributes": lambda query: actions.set_attributes(self, query, self._later),
            "api/session/set_next_attributes": lambda query: actions.set_next_attributes(self, query),
            "api/session/send_chat": lambda query: actions.send_chat(self, query),
        }

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self, port: int = 0) -> None:
        """Listen on *port*, or on a free one."""
        self._stopping = asyncio.Event()
        self._runner = web.ServerRunner(web.Server(self._serve, access_log=None), shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def down(self) -> None:
        """Stop listening and end every connection; the game behind it goes on."""
        self._stopping.set()
        if self._runner is not None:
            await self._runner.cleanup()
        self._runner = None

    async def up(self) -> None:
        """Listen again on the same port."""
        await self.start(self.port)

    async def close(self) -> None:
        self._later.cancel()
        await self.down()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def until(self, predicate: Callable[[], object], timeout: float = 5.0) -> None:  # noqa: ASYNC109 - part of the promise
        """Wait until *predicate* is true; it is asked again after every request.

        Raises TimeoutError when it never is.
        """
        async with asyncio.timeout(timeout):
            while not predicate():
                self._served.clear()
                await self._served.wait()

    def settle(self) -> None:
        """Do at once what was asked for over HTTP and would happen a moment later."""
        self._later.settle()

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        query = dict(request.query)
        self.asked.append((request.path, query))
        path = request.path.lstrip("/")
        fault = self.faults.take(path)
        if fault in faults.INSTEAD:
            self._served.set()  # some never end
            failure = await self._fail(fault, request)
            self._sign(failure)
            return failure
        response = self._answer(request, path, query)
        self._sign(response)
        self._served.set()
        return response if fault is None else await self._spoil(fault, request, response)

    def _sign(self, response: web.Response) -> None:
        """Name the program in an answer, as the real one does in all of them."""
        response.headers["Server"] = self.title.program
        if response.status == 401:
            response.headers["WWW-Authenticate"] = f'Basic realm="{self.title.program}"'

    def _answer(self, request: web.BaseRequest, path: str, query: Query) -> web.Response:
        method = self.title.methods.get(path)
        if method is None:
            return _plain(404)
        level = self.access.level(path, method.access)
        verdict = self.access.judge(level, request.remote or "", request.headers.get("Authorization"))
        if verdict is not Verdict.ALLOWED:
            return _plain(verdict.value)
        if method.type == "html":
            return _response(pages.page(method.name, self), HTML)
        return self._call(method, query)

    def _call(self, method: Method, query: Query) -> web.Response:
        try:
            body = self._body(method.name, query)
        except BadRequest as error:
            return _response(str(error), TEXT, 400)
        return _response(body)

    def _body(self, name: str, query: Query) -> str:
        if name.startswith("api/list/"):
            return ok(self._list(name.removeprefix("api/list/"), query))
        return self._routes[name](query)

    def _list(self, name: str, query: Query) -> dict[str, Any]:
        extra = name in WITH_EXTRA and actions.boolean(query, "extra_data")
        response: dict[str, Any] = (self.title.extra_lists if extra else self.title.lists)[name]
        return response

    def _range(self, query: Query) -> str:
        return self.log.printed(actions.integer(query, "offset"), actions.integer(query, "count"))

    def _status(self, query: Query) -> str:
        parts = {name: actions.boolean(query, name) for name in ("attributes", "members", "participants")}
        return ok(session_status(self, **parts))

    async def _fail(self, fault: str | None, request: web.BaseRequest) -> web.Response:
        match fault:
            case "hang":
                await self._stopping.wait()
            case "refuse":
                _abort(request)
            case "html":
                return _response(faults.PAGE, HTML)
            case "empty_object":
                return _response("{}")
            case "big":
                return _response(faults.big_body())
        return _plain(int(fault) if fault in {"401", "403", "500"} else 503)

    async def _spoil(
        self, fault: str, request: web.BaseRequest, response: web.Response
    ) -> web.StreamResponse:
        text = response.text or ""
        match fault:
            case "lost_answer":
                _abort(request)
            case "truncated":
                return _response(text[: len(text) // 2])
            case "wrong_types":
                return _response(write(faults.wrong_types(json.loads(text))))
            case "wrong_content_type":
                return _response(text, HTML)
            case "cut_off":
                return await _send_half(request, response)
        return response


def _response(body: str, kind: str = JSON, status: int = 200) -> web.Response:
    return web.Response(text=body, content_type=kind, charset="utf-8", status=status, headers=HEADERS)


def _plain(status: int) -> web.Response:
    return _response(f"{status}", TEXT, status)


def _abort(request: web.BaseRequest) -> None:
    if request.transport is not None:
        request.transport.abort()


async def _send_half(request: web.BaseRequest, response: web.Response) -> web.StreamResponse:
    """Promise the whole body, send half of it and end the connection."""
    body = (response.text or "").encode()
    half = web.StreamResponse(headers={**HEADERS, "Content-Type": f"{JSON}; charset=utf-8"})
    half.content_length = len(body)
    await half.prepare(request)
    await half.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return half
