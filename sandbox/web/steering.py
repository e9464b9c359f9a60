"""The strip on top of the page: how fast time goes, and what becomes of the game servers."""

import asyncio
from collections.abc import Sequence

from aiohttp import web

from sandbox.discord.errors import JSON
from sandbox.web.live import Live
from sandbox.web.steered import Steered

LOOK = 0.5  # seconds between looks at the games
SPEEDS = (1, 200)


class Steering:
    def __init__(self, games: Sequence[Steered], live: Live) -> None:
        self._games = {game.name: game for game in games}
        self._live = live

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/api/speed", self._set_speed),
            web.post("/api/game", self._steer),
            web.post("/api/play", self._play),
        ]

    def describe(self) -> list[JSON]:
        return [game.describe() for game in self._games.values()]

    async def watch(self) -> None:
        """Tell the pages of everything that changes in the games, until cancelled."""
        told: JSON = {}
        while True:
            for game in self._games.values():
                game.read()
                now = game.describe()
                if now != told.get(game.name):
                    told[game.name] = now
                    self._live.tell({"kind": "game", "game": now})
            await asyncio.sleep(LOOK)

    async def _set_speed(self, request: web.Request) -> web.Response:
        speed = float((await request.json())["speed"])
        if not SPEEDS[0] <= speed <= SPEEDS[1]:
            raise ValueError(f"the speed is {SPEEDS[0]} to {SPEEDS[1]}")
        for game in self._games.values():
            game.speed = speed
        return web.json_response({})

    async def _steer(self, request: web.Request) -> web.Response:
        body = await request.json()
        await self._games[body["game"]].act(body["act"])
        return web.json_response({})

    async def _play(self, request: web.Request) -> web.Response:
        """Write a line in a game's chat as one of its players."""
        body = await request.json()
        self._games[body["game"]].say(int(body["number"]), str(body["text"]))
        return web.json_response({})
