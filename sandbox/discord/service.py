"""The whole local Discord: started, set up, broken on purpose, and looked at."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal, Self, TypeVar

from aiohttp import web

from sandbox.discord.call import Answer, Call
from sandbox.discord.door import BASE, Door, cut
from sandbox.discord.errors import JSON
from sandbox.discord.faults import Faults
from sandbox.discord.gateway import Gateway
from sandbox.discord.guild import Guild
from sandbox.discord.intents import PRIVILEGED
from sandbox.discord.model import Channel, Message
from sandbox.discord.permissions import BOT, Rights, bits
from sandbox.discord.person import Person
from sandbox.discord.rates import Rates
from sandbox.discord.recording import Recording
from sandbox.discord.routes import ROUTES
from sandbox.discord.snowflakes import Clock
from sandbox.discord.world import World

T = TypeVar("T")


class SandboxDiscord:
    """REST and gateway on 127.0.0.1, for the one application that knows the token."""

    def __init__(
        self,
        *,
        clock: Clock = time.time,
        token: str | None = None,
        all_members_at_once: bool = False,
        privileged_intents: int | bool = True,
        rates: Literal["off", "real"] = "off",
    ) -> None:
        self.world = World(clock)
        # True switches all of them on, False none, a number those of its bits
        self.world.allowed_intents = (
            PRIVILEGED * privileged_intents if isinstance(privileged_intents, bool) else privileged_intents
        )
        self.token = token or f"sandbox.{secrets.token_urlsafe(32)}"
        self.recording = Recording()
        self.faults = Faults()
        self.hub = Gateway(
            self.world,
            self.token,
            self.recording,
            all_members=all_members_at_once,
        )
        self.hub.counts_rates = rates == "real"
        self._door = Door(self.world, self.token, self.recording, self.faults, Rates(clock, rates == "real"))
        self._runner: web.AppRunner | None = None
        self.port = 0
        self.api_base = ""
        self.gateway = ""

    # life

    async def start(self, port: int = 0) -> None:
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self._door.host = f"127.0.0.1:{self.port}"
        self.api_base = f"http://{self._door.host}{BASE}"
        self.gateway = self.world.gateway_url = self.hub.url = f"ws://{self._door.host}/gateway"
        self.world.files_base = f"http://{self._door.host}"

    async def close(self) -> None:
        self.hub.cut_all()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=64 * 2**20)
        for method, template, handler in ROUTES:
            app.router.add_route(method, BASE + template, self._door.endpoint(template, handler))
        app.router.add_get("/gateway", self._serve_gateway)
        app.router.add_get("/attachments/{channel}/{file}/{name}", self._serve_file)
        app.router.add_route("*", BASE + "/{rest:.*}", self._door.endpoint(None, _no_such_route))
        return app

    async def _serve_gateway(self, request: web.Request) -> web.StreamResponse:
        if self.hub.refusing or self._door.outage:
            return cut(request)
        if request.host != self._door.host:
            return web.Response(status=421)
        return await self.hub.handle(request)

    async def _serve_file(self, request: web.Request) -> web.Response:
        number = request.match_info["file"]
        file = self.world.files.get(int(number)) if number.isdecimal() else None
        if file is None or request.host != self._door.host:
            return web.Response(status=404)
        return web.Response(body=file.content, content_type=file.content_type)

    # setting it up

    @property
    def application_id(self) -> int:
        return self.world.application_id

    @property
    def guilds(self) -> dict[int, Guild]:
        return self.world.guilds

    def add_guild(self, name: str, *, owner: str = "owner", bot_permissions: Rights = BOT) -> Guild:
        """A guild with its owner and the bot, whose own role carries *bot_permissions*."""
        return self.world.add_guild(name, self.world.user_named(owner), bits(bot_permissions))

    def remove_guild(self, guild: Guild) -> None:
        """The bot is thrown out; its guild's channels are unknown to it from now on."""
        self.world.remove_guild(guild)

    def as_user(self, name: str, guild: Guild | None = None) -> Person:
        """The person with this handle; *guild* may be left out while there is only one."""
        guild = guild or self._only_guild()
        return Person(self.world, guild.member(name).user, guild)

    def _only_guild(self) -> Guild:
        if len(self.guilds) != 1:
            raise LookupError(f"there are {len(self.guilds)} guilds; name the one you mean")
        return next(iter(self.guilds.values()))

    # looking at it

    def messages_in(
        self, channel: str | int | Channel, seen_by: str | None = None, guild: Guild | None = None
    ) -> list[Message]:
        """The messages of a channel in order; ephemeral ones only for the person who sees them."""
        where = channel if isinstance(channel, Channel) else (guild or self._only_guild()).channel(channel)
        messages = list(where.messages.values())
        if seen_by is None:
            return [message for message in messages if not message.ephemeral]
        person = self.as_user(seen_by, where.guild)
        return [message for message in messages if person.sees(message)]

    @property
    def presence_of_bot(self) -> JSON | None:
        """The last presence the bot announced, as it sent it."""
        return self.hub.presence

    @property
    def connected(self) -> bool:
        return self.hub.connected

    async def until(self, predicate: Callable[[], T], timeout: float = 5.0) -> T:  # noqa: ASYNC109 - part of the promise
        """Wait until *predicate* gives something true, and return that.

        It is asked again after every change. TimeoutError says what the channels hold.
        """
        try:
            return await self.world.changes.until(predicate, timeout)
        except TimeoutError:
            raise TimeoutError("it did not become true; " + "\n".join(self._shown())) from None

    def _shown(self) -> Iterator[str]:
        yield "the channels hold:"
        for channel in self.world.channels.values():
            for message in channel.messages.values():
                reader = f" (only for {message.only_for.name})" if message.only_for else ""
                yield f"  #{channel.name}{reader} {message.author.name}: {message.text!r}"
        yield from (f"  refused: {one['method']} {one['path']} {one['answer']}" for one in self.refusals[-5:])

    def changes(self) -> AsyncIterator[JSON]:
        """Everything that changes from now on, as plain records with a "kind"."""
        return self.world.changes.watch()

    def subscribe(self) -> AbstractContextManager[asyncio.Queue[JSON]]:
        """The same records in a queue, from this moment on."""
        return self.world.changes.subscribe()

    @property
    def refusals(self) -> list[JSON]:
        """Every request that was answered 4xx."""
        return self.recording.refusals

    @property
    def unknown_routes(self) -> list[str]:
        return self.recording.unknown_routes

    def dump(self, path: str | Path) -> None:
        self.recording.dump(path)

    # breaking it

    def gateway_close(self, code: int) -> None:
        self.hub.close_all(code)

    def op7(self) -> None:
        """Ask the bot to reconnect."""
        self.hub.send_all({"op": 7, "d": None})

    def op9(self, resumable: bool) -> None:
        """Declare the session invalid."""
        if not resumable:
            self.forget_sessions()
        self.hub.send_all({"op": 9, "d": resumable})

    def forget_sessions(self) -> None:
        self.hub.sessions.clear()

    def silence(self) -> None:
        """Send nothing more on the connections there are."""
        for connection in self.hub.connections:
            connection.silent = True

    def refuse_connections(self, refuse: bool) -> None:
        self.hub.refusing = refuse

    def outage(self, out: bool) -> None:
        """Cut the gateway and every request, until it is called with False."""
        self._door.outage = out
        if out:
            self.hub.cut_all()


def _no_such_route(_call: Call) -> Answer:
    return Answer(404, {"message": "404: Not Found", "code": 0})
