"""The door's promises, against small real servers."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot import http
from bot.domain.errors import (
    AuthFailed,
    BackendError,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    Rejected,
    Unreachable,
)
from bot.http import Door, Sessions

Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
SECRET = "hunter2"
LOGIN = ("steward", SECRET)


@pytest.fixture
async def sessions() -> AsyncIterator[Sessions]:
    async with Sessions() as opened:
        yield opened


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[str]:
    """Serve *handler* on a free port; yield the address."""
    runner = web.ServerRunner(web.Server(handler, access_log=None), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def door_to(sessions: Sessions, handler: Handler) -> AsyncIterator[Door]:
    async with serving(handler) as address:
        yield Door(sessions, address, server="paddock", login=LOGIN)


def hang_up(request: web.BaseRequest) -> web.Response:
    """Close the connection without an answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


def answering(status: int, **more: object) -> Handler:
    async def answer(_: web.BaseRequest) -> web.Response:
        return web.Response(status=status, **more)  # type: ignore[arg-type] # the tests below spell it

    return answer


async def stalled_body(request: web.BaseRequest) -> web.StreamResponse:
    """Send the headers and the beginning of the body, then nothing."""
    answer = web.StreamResponse()
    answer.content_length = 100
    await answer.prepare(request)
    await answer.write(b"{")
    await asyncio.Event().wait()
    return answer


async def large_body(request: web.BaseRequest) -> web.StreamResponse:
    answer = web.StreamResponse()
    await answer.prepare(request)
    while True:
        await answer.write(b"x" * 65536)


def a_closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


async def test_a_read_returns_the_body_and_carries_query_and_login(sessions: Sessions) -> None:
    asked: list[web.BaseRequest] = []

    async def echo(request: web.BaseRequest) -> web.Response:
        asked.append(request)
        return web.Response(text="the body")

    async with door_to(sessions, echo) as door:
        assert await door.read("api/x", message="a & b # c % d + é", count=3) == b"the body"
    [request] = asked
    assert (request.path, dict(request.query)) == ("/api/x", {"message": "a & b # c % d + é", "count": "3"})
    assert request.headers["Authorization"] == "Basic c3Rld2FyZDpodW50ZXIy"


async def test_without_a_login_none_is_sent(sessions: Sessions) -> None:
    asked: list[web.BaseRequest] = []

    async def note(request: web.BaseRequest) -> web.Response:
        asked.append(request)
        return web.Response()

    async with serving(note) as address:
        await Door(sessions, address, server="paddock").read("x")
    assert "Authorization" not in asked[0].headers


@pytest.mark.parametrize("earlier", [0, 1], ids=["fresh", "after another change"])
async def test_a_change_whose_answer_is_lost_is_sent_once_and_may_have_happened(
    sessions: Sessions, earlier: int
) -> None:
    asked: list[str] = []

    async def lose(request: web.BaseRequest) -> web.Response:
        asked.append(request.path)
        return hang_up(request) if len(asked) > earlier else web.Response()

    async with door_to(sessions, lose) as door:
        for _ in range(earlier):
            await door.change("kick")
        with pytest.raises(OutcomeUnknown):
            await door.change("kick")
    assert len(asked) == earlier + 1


async def test_a_change_goes_over_a_connection_of_its_own(sessions: Sessions) -> None:
    peers = []

    async def note(request: web.BaseRequest) -> web.Response:
        assert request.transport is not None
        peers.append(request.transport.get_extra_info("peername"))
        return web.Response()

    async with door_to(sessions, note) as door:
        await door.read("x")
        await door.read("x")
        await door.change("x")
        await door.change("x")
    assert len(set(peers)) == 3


async def test_a_read_survives_a_kept_connection_that_the_server_closed(sessions: Sessions) -> None:
    asked: list[str] = []

    async def close_the_second(request: web.BaseRequest) -> web.Response:
        asked.append(request.path)
        return hang_up(request) if len(asked) == 2 else web.Response(text="well")

    async with door_to(sessions, close_the_second) as door:
        await door.read("x")
        assert await door.read("x") == b"well"


async def test_a_read_whose_answer_is_lost_is_unreachable(sessions: Sessions) -> None:
    async def lose(request: web.BaseRequest) -> web.Response:
        return hang_up(request)

    async with door_to(sessions, lose) as door:
        with pytest.raises(Unreachable, match="the connection closed"):
            await door.read("x")


@pytest.mark.parametrize(("verb", "error"), [("read", Unreachable), ("change", OutcomeUnknown)])
async def test_the_deadline_covers_the_body(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch, verb: str, error: type[BackendError]
) -> None:
    monkeypatch.setattr(http, "READ_DEADLINE", 0.05)
    monkeypatch.setattr(http, "CHANGE_DEADLINE", 0.05)
    async with door_to(sessions, stalled_body) as door:
        with pytest.raises(error, match=r"no answer within 0\.05 s"):
            await getattr(door, verb)("x")


async def test_a_read_may_be_given_more_time_or_less(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "READ_DEADLINE", 0.0)
    async with door_to(sessions, answering(200, text="large")) as door:
        assert await door.read("x", within=10) == b"large"
    async with door_to(sessions, stalled_body) as door:
        with pytest.raises(Unreachable, match=r"no answer within 0\.05 s"):
            await door.read("x", within=0.05)


@pytest.mark.parametrize(("verb", "error"), [("read", ProtocolError), ("change", OutcomeUnknown)])
async def test_an_endless_body_is_cut_off(sessions: Sessions, verb: str, error: type[BackendError]) -> None:
    async with door_to(sessions, large_body) as door:
        with pytest.raises(error, match="more than 4 MiB"):
            await getattr(door, verb)("x")


@pytest.mark.parametrize(("verb", "error"), [("read", ProtocolError), ("change", OutcomeUnknown)])
async def test_a_redirect_is_not_followed(sessions: Sessions, verb: str, error: type[BackendError]) -> None:
    asked: list[str] = []

    async def redirect(request: web.BaseRequest) -> web.Response:
        asked.append(request.path)
        return web.Response(status=302, headers={"Location": "/elsewhere"})

    async with door_to(sessions, redirect) as door:
        with pytest.raises(error, match="302"):
            await getattr(door, verb)("x")
    assert asked == ["/x"]


@pytest.mark.parametrize("verb", ["read", "change"])
@pytest.mark.parametrize(
    ("status", "error"),
    [(401, AuthFailed), (403, AuthFailed), (404, Rejected), (400, Rejected), (429, RateLimited)],
)
async def test_a_refusal_is_told_by_its_kind_and_changes_nothing(
    sessions: Sessions, verb: str, status: int, error: type[BackendError]
) -> None:
    async with door_to(sessions, answering(status)) as door:
        with pytest.raises(error) as caught:
            await getattr(door, verb)("x")
    assert type(caught.value) is error


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_failing_server_is_unreachable_to_a_read_and_unclear_to_a_change(
    sessions: Sessions, status: int
) -> None:
    async with door_to(sessions, answering(status)) as door:
        with pytest.raises(Unreachable, match=str(status)):
            await door.read("x")
        with pytest.raises(OutcomeUnknown, match=str(status)):
            await door.change("x")


@pytest.mark.parametrize(
    ("header", "pause"), [("7", 7.0), ("0", 1.0), ("Wed, 21 Oct 2037 07:28:00 GMT", 20.0), ("", 20.0)]
)
async def test_a_pause_that_the_server_asks_for_is_told_in_seconds(
    sessions: Sessions, header: str, pause: float
) -> None:
    async with door_to(sessions, answering(429, headers={"Retry-After": header})) as door:
        with pytest.raises(RateLimited) as caught:
            await door.read("x")
    assert caught.value.retry_after == pause


async def test_the_plain_words_of_a_refusal_are_told_in_one_bounded_line(sessions: Sessions) -> None:
    async with door_to(sessions, answering(400, text="no such\nrefid " + "x" * 500)) as door:
        with pytest.raises(Rejected, match="answers 400 no such refid") as caught:
            await door.read("x")
    assert len(caught.value.detail) < 220


async def test_a_page_is_not_taken_for_words(sessions: Sessions) -> None:
    async with door_to(sessions, answering(404, text="<h1>oh</h1>", content_type="text/html")) as door:
        with pytest.raises(Rejected) as caught:
            await door.read("x")
    assert caught.value.detail == "answers 404"


@pytest.mark.parametrize("verb", ["read", "change"])
async def test_a_refused_connection_changed_nothing(sessions: Sessions, verb: str) -> None:
    door = Door(sessions, f"http://127.0.0.1:{a_closed_port()}", server="paddock")
    with pytest.raises(Unreachable, match="no connection"):
        await getattr(door, verb)("x")


async def test_a_server_that_does_not_speak_http_is_told_as_such(sessions: Sessions) -> None:
    async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(babble, "127.0.0.1", 0) as server:
        host, port = server.sockets[0].getsockname()
        door = Door(sessions, f"http://{host}:{port}", server="paddock")
        with pytest.raises(Unreachable, match="not whole HTTP"):
            await door.read("x")


async def fail_somehow(request: web.BaseRequest) -> web.StreamResponse:
    """Fail in the way that the path names."""
    match request.path:
        case "/closed":
            return hang_up(request)
        case "/stalled":
            return await stalled_body(request)
        case "/large":
            return await large_body(request)
    return web.Response(status=int(request.path[1:]))


@pytest.mark.parametrize("verb", ["read", "change"])
@pytest.mark.parametrize("way", ["closed", "stalled", "large", "302", "401", "404", "429", "500"])
async def test_no_words_hold_the_address_the_query_or_the_login(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch, verb: str, way: str
) -> None:
    monkeypatch.setattr(http, "READ_DEADLINE", 0.05)
    monkeypatch.setattr(http, "CHANGE_DEADLINE", 0.05)
    async with door_to(sessions, fail_somehow) as door:
        with pytest.raises(BackendError) as caught:
            await getattr(door, verb)(way, steamid="76561190000000001")
    said = str(caught.value)
    assert said.startswith(f"paddock: {way}")
    assert not any(secret in said for secret in ("127.0.0.1", "76561190000000001", "steamid", SECRET))


async def test_a_name_that_nobody_knows_is_told_without_it(sessions: Sessions) -> None:
    door = Door(sessions, "http://nowhere.invalid:9000", server="paddock")
    with pytest.raises(Unreachable) as caught:
        await door.read("x")
    assert "nowhere" not in str(caught.value)
