"""What the page reads: the state of things at once, and every change from then on."""

import asyncio
import contextlib
import json
from typing import Any

from aiohttp import web

from sandbox.discord import Person, SandboxDiscord
from sandbox.discord.errors import JSON
from sandbox.discord.guild import Guild
from sandbox.web import shown
from sandbox.web.live import Live, Record
from sandbox.web.steering import Steering

STILL_THERE = 15.0  # seconds between signs of life on a quiet stream
OF_THE_GUILD = {"guild", "channel", "role", "member", "ban", "gateway", "presence", "commands"}


class Views:
    def __init__(self, discord: SandboxDiscord, guild: Guild, steering: Steering, live: Live) -> None:
        self._discord, self._guild = discord, guild
        self._steering, self._live = steering, live

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/state", self._state),
            web.get("/api/messages", self._messages),
            web.get("/api/commands", self._commands),
            web.get("/api/events", self._events),
        ]

    def _person(self, request: web.Request) -> Person:
        return self._discord.as_user(request.query["as"], self._guild)

    async def _state(self, request: web.Request) -> web.Response:
        """Everything but the messages; without "as" just who there is."""
        body: JSON = {
            "guild": self._guild.name,
            "people": shown.people_json(self._guild),
            "roles": shown.roles_json(self._guild),
            "connected": self._discord.connected,
            "presence": self._discord.presence_of_bot,
            "games": self._steering.describe(),
            "log": list(self._live.log),
        }
        if "as" in request.query:
            body["channels"] = shown.channels_json(self._person(request))
        return web.json_response(body)

    async def _messages(self, request: web.Request) -> web.Response:
        person = self._person(request)
        channel = self._discord.world.channel(int(request.query["channel"]))
        return web.json_response(shown.messages_json(person, channel))

    async def _commands(self, request: web.Request) -> web.Response:
        channel = self._discord.world.channel(int(request.query["channel"]))
        return web.json_response(self._person(request).commands(channel))

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """A stream of records as this person may see them; the first is "hello"."""
        person = self._person(request)
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        with self._live.listen() as records, contextlib.suppress(ConnectionResetError):  # the page was closed
            await stream.prepare(request)
            await _write(stream, {"kind": "hello"})
            while True:
                try:
                    record = await asyncio.wait_for(records.get(), STILL_THERE)
                except TimeoutError:
                    await stream.write(b":\n\n")
                    continue
                if record is None:
                    break
                for seen in self._seen_by(person, record):
                    await _write(stream, seen)
        return stream

    def _seen_by(self, person: Person, record: Record) -> list[Record]:
        kind = record["kind"]
        if kind in OF_THE_GUILD:
            return [{"kind": "guild"}]
        if kind == "message deleted":
            return [record]
        if kind.startswith("message"):
            return self._message(person, record)
        return [] if kind == "interaction" else [record]

    def _message(self, person: Person, record: Record) -> list[Record]:
        channel = self._discord.world.channels.get(int(record["channel"]))
        message = channel and channel.messages.get(int(record["message"]))
        if not message or not person.sees(message):
            return []
        return [{"kind": record["kind"], "message": shown.shown_message(person, message)}]


async def _write(stream: web.StreamResponse, record: dict[str, Any]) -> None:
    await stream.write(f"data: {json.dumps(record)}\n\n".encode())
