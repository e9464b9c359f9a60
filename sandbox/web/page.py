"""The page's server: loopback only, live, and without any state of its own."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from sandbox.discord import ClientRefused, SandboxDiscord
from sandbox.discord.errors import Refused
from sandbox.discord.guild import Guild
from sandbox.web.acts import Acts
from sandbox.web.gate import Gate, Handler
from sandbox.web.live import Live
from sandbox.web.steered import Steered
from sandbox.web.steering import Steering
from sandbox.web.views import Views

STATIC = Path(__file__).parent / "static"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Page:
    """Shows *guild* and steers *games*; the local Discord must have been started."""

    def __init__(self, discord: SandboxDiscord, guild: Guild, games: Sequence[Steered] = ()) -> None:
        self._discord = discord
        self._gate = Gate(discord.world.files_base)
        self._live = Live()
        self._steering = Steering(games, self._live)
        self._views = Views(discord, guild, self._steering, self._live)
        self._acts = Acts(discord, guild)
        self._runner: web.AppRunner | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, port: int = 0) -> None:
        """Listen on *port* of 127.0.0.1, or on a free one; OSError if it is taken."""
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self._gate.port = self._runner.addresses[0][1]
        self._tasks = [asyncio.create_task(self._pass_on()), asyncio.create_task(self._steering.watch())]

    async def close(self) -> None:
        self._live.end()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def address(self) -> str:
        """With the token that opens it."""
        return f"http://{self._gate.host}/?token={self._gate.token}"

    def log(self, line: str) -> None:
        """Show a line of the bot's own log."""
        self._live.tell({"kind": "line", "text": line})

    def _application(self) -> web.Application:
        app = web.Application(middlewares=[self._gate.middleware(), _refusals])
        app.on_response_prepare.append(self._gate.sign)
        app.router.add_get("/", _index)
        app.router.add_get("/static/{name}", _static)
        app.add_routes([*self._views.routes(), *self._acts.routes(), *self._steering.routes()])
        return app

    async def _pass_on(self) -> None:
        async for record in self._discord.changes():
            self._live.tell(record)


@web.middleware
async def _refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Say in words why something did not work."""
    try:
        return await handler(request)
    except ClientRefused as error:
        return web.json_response({"error": str(error)}, status=409)
    except Refused as error:
        return web.json_response({"error": str(error.body["message"])}, status=409)
    except (LookupError, ValueError, TypeError) as error:
        return web.json_response({"error": f"{error}"}, status=400)


async def _index(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(STATIC / "index.html")


async def _static(request: web.Request) -> web.FileResponse:
    path = STATIC / request.match_info["name"]
    kind = TYPES.get(path.suffix)
    if kind is None or path.parent != STATIC or not path.is_file():
        raise web.HTTPNotFound
    # Windows may call a script text/plain, which a browser that must not guess refuses
    return web.FileResponse(path, headers={"Content-Type": f"{kind}; charset=utf-8"})
