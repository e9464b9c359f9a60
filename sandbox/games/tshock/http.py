"""The little of HTTP/1.1 that the real server speaks, to the byte: a web framework would tidy it up.

Every answer has the same reason phrase, four headers in one order, and ends the connection; HEAD gets a body.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

REASON = "Made by Jonas Gauffin"
LONGEST_HEAD = 2**20
JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    query: str
    """As it came, still encoded."""
    address: str
    keep_alive: bool = False
    """Whether the caller asks for it; the server then says how long it would, and ends the connection."""


@dataclass(slots=True)
class Response:
    status: int
    body: str
    program: str
    content_type: str = JSON

    def head(self, length: int, *, keep_alive: bool) -> bytes:
        lines = (
            f"HTTP/1.1 {self.status} {REASON}",
            f"Content-Type: {self.content_type}",
            f"Content-Length: {length}",
            "Connection: Close",
            *(["Keep-Alive: timeout=5, max=100"] if keep_alive else []),
            f"Server: {self.program}",
        )
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


class Connection:
    """One request, and the way back to whoever made it."""

    def __init__(self, request: Request, writer: asyncio.StreamWriter) -> None:
        self.request = request
        self._writer = writer

    def send(self, response: Response) -> None:
        body = response.body.encode()
        self._writer.write(self._head(response, body) + body)

    async def send_half(self, response: Response) -> None:
        """Promise the whole body and send half of it."""
        body = response.body.encode()
        self._writer.write(self._head(response, body) + body[: len(body) // 2])
        await self._writer.drain()

    def abort(self) -> None:
        """End the connection without another word."""
        self._writer.transport.abort()

    def _head(self, response: Response, body: bytes) -> bytes:
        return response.head(len(body), keep_alive=self.request.keep_alive)


Serve = Callable[[Connection], Awaitable[None]]


class Listener:
    """Listens on the loopback interface and hands each request to *serve*."""

    def __init__(self, serve: Serve) -> None:
        self._serve = serve
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def listening(self) -> bool:
        return self._server is not None

    async def start(self, port: int) -> int:
        """Listen on *port*, or on a free one if it is 0; return the port."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", port, limit=LONGEST_HEAD)
        port_used: int = self._server.sockets[0].getsockname()[1]
        return port_used

    async def stop(self) -> None:
        """Stop listening and end every connection; what was already written is still sent."""
        if self._server is not None:
            self._server.close()
            self._server = None
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine runs in a task
        self._tasks.add(task)
        try:
            # Being stopped is no error either: asyncio would log what ends a connection by being cancelled.
            with suppress(
                ConnectionError,
                asyncio.IncompleteReadError,
                asyncio.LimitOverrunError,
                asyncio.CancelledError,
            ):
                await self._serve(Connection(await _read(reader, writer), writer))
                await writer.drain()
        finally:
            self._tasks.discard(task)
            writer.close()
            with suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()


async def _read(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Request:
    """Read a request and whatever body comes with it, which nobody looks at."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode(errors="replace").split("\r\n")
    method, _, rest = head[0].partition(" ")
    target = rest.rpartition(" ")[0]
    path, _, query = target.partition("?")
    headers = dict(line.lower().split(":", 1) for line in head[1:] if ":" in line)
    length = headers.get("content-length", "0").strip()
    await reader.readexactly(int(length) if length.isdigit() else 0)
    keep_alive = headers.get("connection", "").strip() == "keep-alive"
    return Request(method, path, query, writer.get_extra_info("peername")[0], keep_alive)
