"""The HTTP side of the simulated server."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from sandbox.games.tshock import faults
from sandbox.games.tshock.answering import answer
from sandbox.games.tshock.answers import Refused, write
from sandbox.games.tshock.config import Config
from sandbox.games.tshock.dialects import V6, Dialect
from sandbox.games.tshock.endpoints import tokens
from sandbox.games.tshock.faults import Faults
from sandbox.games.tshock.game import TOKEN, Game
from sandbox.games.tshock.http import Connection, Listener, Response
from sandbox.games.tshock.query import Parameters
from sandbox.games.tshock.routes import Routes

HTML = "text/html; charset=utf-8"


class TShockServer(Game):
    """A simulated Terraria server with TShock on the loopback interface.

    People, world, groups and settings are changed by what it inherits; a client sees them over HTTP.
    """

    def __init__(
        self,
        dialect: Dialect = V6,
        *,
        config: Config | None = None,
        clock: Callable[[], float] = time.time,
        seed: int = 1,
        log_folder: Path | None = None,
        token: str = TOKEN,
    ) -> None:
        super().__init__(dialect, config=config, clock=clock, seed=seed, log_folder=log_folder, token=token)
        self.faults = Faults()
        self.asked: list[tuple[str, dict[str, str]]] = []
        """Path (with its leading slash) and query, once decoded, of every request, in order."""
        self.port = 0
        self._routes = Routes(self.dialect)
        self._listener = Listener(self._serve)
        self._released = asyncio.Event()
        self._changed = asyncio.Event()
        self._ending: set[asyncio.Task[None]] = set()

    @property
    def listening(self) -> bool:
        return self._listener.listening

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self, port: int = 0) -> None:
        """Listen on *port*, or on a free one."""
        self.port = await self._listener.start(port)

    async def down(self) -> None:
        """Stop listening and end every connection; the game behind it goes on."""
        await self._listener.stop()

    async def up(self) -> None:
        """Listen again on the same port; a process that had ended starts anew."""
        if self.ending:
            self.restart()
        await self.start(self.port)
        self._changed.set()

    async def close(self) -> None:
        for task in self._ending:
            task.cancel()
        await asyncio.gather(*self._ending, return_exceptions=True)
        await self.down()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def until(self, predicate: Callable[[], object], timeout: float = 5.0) -> None:  # noqa: ASYNC109 - part of the promise
        """Wait until *predicate* is true; it is asked again after every request and every start.

        Raises TimeoutError when it never is.
        """
        async with asyncio.timeout(timeout):
            while not predicate():
                self._changed.clear()
                await self._changed.wait()

    def release(self) -> None:
        """Let the answers go that are late."""
        self._released.set()
        self._released = asyncio.Event()

    async def _serve(self, connection: Connection) -> None:
        request = connection.request
        query = Parameters(request.query)
        self.asked.append((request.path, query.all()))
        fault = self.faults.take(request.path)
        if fault in faults.INSTEAD:
            self._changed.set()  # some never end
            await self._fail(fault, connection)
            return
        body = answer(self, self._routes, request)
        self._changed.set()
        await self._spoil(fault, self._response(body, query), body, connection)
        if self.ending:
            self._end()

    def _end(self) -> None:
        """End the process, and start it again if that is how it ends."""
        if not self._ending:
            task = asyncio.create_task(self._die(again=self.ending == "restart"))
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)

    async def _die(self, *, again: bool) -> None:
        await self.down()
        if again:
            await self.up()
        self._changed.set()

    def _response(self, body: Any, query: Parameters | None = None) -> Response:
        status = body.get("status", "200") if isinstance(body, dict) else "200"
        text = write(body)
        wrapper = query.get("jsonp") if query is not None else None
        code = int(status) if self.dialect.modern else 200
        return Response(code, f"{wrapper}({text});" if wrapper else text, self.dialect.program)

    async def _fail(self, fault: str, connection: Connection) -> None:
        program = self.dialect.program
        match fault:
            case "hang":
                await asyncio.Event().wait()  # until the listener is stopped
            case "refuse":
                connection.abort()
            case "html" | "502":
                connection.send(Response(502 if fault == "502" else 200, faults.PAGE, program, HTML))
            case "empty_object" | "list":
                connection.send(self._response({} if fault == "empty_object" else []))
            case "401" | "403":
                refusal = tokens.none_given() if fault == "401" else tokens.unknown()
                connection.send(self._response(refusal.answer))
            case "500":
                connection.send(self._response(Refused("Internal server error.", 500).answer))
            case "crash":
                connection.send(self._response(faults.crash()))
            case "big":
                connection.send(Response(200, faults.big_body(), program))

    async def _spoil(self, fault: str, response: Response, body: Any, connection: Connection) -> None:
        match fault:
            case "lost_answer":
                connection.abort()
                return
            case "late":
                await self._released.wait()
            case "truncated":
                response.body = response.body[: len(response.body) // 2]
            case "wrong_types":
                response.body = write(faults.wrong_types(body))
            case "integer_status":
                response.body = write({**body, "status": int(body["status"])})
            case "no_status":
                response.body = write({key: value for key, value in body.items() if key != "status"})
            case "wrong_content_type":
                response.content_type = HTML
            case "cut_off" | "stalled":
                await connection.send_half(response)
                if fault == "stalled":
                    await asyncio.Event().wait()  # until the listener is stopped
                return
        connection.send(response)
