"""What the tests of the simulated TShock server share."""

import asyncio
import json
from typing import Any
from urllib.parse import quote, urlencode

import aiohttp
from yarl import URL

from sandbox.games.tshock import TShockServer

NOW = 1_790_000_000.0
"""2026-09-21 14:13:20 UTC."""


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


class Client:
    """Asks one server, with its application token unless told otherwise."""

    def __init__(self, server: TShockServer, session: aiohttp.ClientSession) -> None:
        self.server = server
        self.session = session

    async def get(self, path: str, *, token: str | None = "", **parameters: str) -> tuple[int, Any]:
        """Return the HTTP code and the JSON of the answer; without a token when it is None."""
        given = {} if token is None else {"token": token or self.server.token}
        return await self.target(f"{path}?{urlencode({**parameters, **given}, quote_via=quote)}")

    async def target(self, target: str) -> tuple[int, Any]:
        """Ask for *target* exactly as it is written."""
        url = URL(f"{self.server.url}{target}", encoded=True)
        async with self.session.get(url) as answer:
            return answer.status, json.loads(await answer.text())

    async def ask(self, path: str, **parameters: str) -> Any:
        """Return the JSON of an answer that is a success."""
        _, body = await self.get(path, **parameters)
        assert body["status"] == "200", body
        return body

    async def refused(self, path: str, *, token: str | None = "", **parameters: str) -> tuple[str, str]:
        """Return status and error of an answer that is none."""
        code, body = await self.get(path, token=token, **parameters)
        assert code == (int(body["status"]) if self.server.dialect.modern else 200)
        return body["status"], body["error"]

    async def command(self, text: str, **parameters: str) -> list[str]:
        """Return the lines that a command answers."""
        body = await self.ask("/v3/server/rawcmd", cmd=text, **parameters)
        lines: list[str] = body["response"]
        return lines


async def exchange(port: int, request: str) -> tuple[list[str], str]:
    """Send *request* byte for byte and return the lines of the head and the body of what comes back."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request.encode())
    head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    await writer.wait_closed()
    return head.decode().split("\r\n"), body.decode()
