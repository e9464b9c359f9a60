"""What the tests of the simulated AMS2 server share."""

import json
from typing import Any

import aiohttp

from sandbox.games.ams2 import AMS2Server


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class Client:
    """Asks one server, as the user steward unless told otherwise."""

    def __init__(self, server: AMS2Server, session: aiohttp.ClientSession) -> None:
        self._server = server
        self.session = session

    async def get(self, path: str, *, user: str | None = "steward") -> tuple[int, str, dict[str, str]]:
        """Return status, body and headers of the answer to *path*; every password is pw."""
        headers = {"Authorization": aiohttp.encode_basic_auth(user, "pw")} if user else {}
        async with self.session.get(f"{self._server.url}/{path}", headers=headers) as answer:
            return answer.status, await answer.text(), dict(answer.headers)

    async def ask(self, path: str) -> Any:
        """Return the whole JSON of a good answer."""
        status, body, _ = await self.get(path)
        assert status == 200, body
        return json.loads(body)

    async def response(self, path: str) -> Any:
        """Return what a good answer has under `response`."""
        body = await self.ask(path)
        assert body["result"] == "ok"
        return body["response"]


def names(server: AMS2Server, start: int = 0) -> list[str]:
    """Return the names of all events in the log from index *start* on."""
    return [event["name"] for event in server.log.range(start, 100_000)["events"]]
