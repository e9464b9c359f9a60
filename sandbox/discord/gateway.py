"""The gateway: sessions that outlive their connections, and the doors to break them in tests."""

from __future__ import annotations

import secrets
from collections import deque
from typing import TYPE_CHECKING

from aiohttp import web

from sandbox.discord import intents
from sandbox.discord.connection import Connection
from sandbox.discord.errors import JSON
from sandbox.discord.payloads import guild_create_json, user_json
from sandbox.discord.permissions import Right
from sandbox.discord.recording import Recording

if TYPE_CHECKING:
    from sandbox.discord.world import Event, World

REPLAYED = 5000  # dispatches kept for a resume


class Session:
    """What the bot may resume: its place in the stream of events, and the stream itself."""

    def __init__(self, wanted: int) -> None:
        self.id = secrets.token_hex(16)
        self.intents = wanted
        self.seq = 0
        self.sent: deque[JSON] = deque(maxlen=REPLAYED)
        self.connection: Connection | None = None

    def dispatch(self, name: str, body: JSON) -> None:
        self.seq += 1
        frame = {"op": 0, "t": name, "s": self.seq, "d": body}
        self.sent.append(frame)
        if self.connection is not None:
            self.connection.send(frame)


class Gateway:
    def __init__(self, world: World, token: str, recording: Recording, *, all_members: bool) -> None:
        self.world, self.token, self.recording = world, token, recording
        self.all_members = all_members
        self.heartbeat_interval = 41.25  # seconds
        self.sessions: dict[str, Session] = {}
        self.connections: set[Connection] = set()
        self.presence: JSON | None = None
        self.url = ""
        self.refusing = False
        self.counts_rates = False
        self.member_requests: dict[int, float] = {}
        self.last_identify = float("-inf")
        world.to_gateway = self.dispatch

    async def handle(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(max_msg_size=0, autoping=True)
        await socket.prepare(request)
        compressed = request.query.get("compress") == "zlib-stream"
        connection = Connection(self, socket, request.transport, compressed=compressed)
        self.connections.add(connection)
        try:
            await connection.run()
        finally:
            self.connections.discard(connection)
            if connection.session is not None and connection.session.connection is connection:
                connection.session.connection = None
                self.world.changes.tell("gateway", connected=False)
        return socket

    # sessions

    def open_session(self, connection: Connection, wanted: int) -> None:
        session = Session(wanted)
        self.sessions[session.id] = session
        connection.session, session.connection = session, connection
        guilds = list(self.world.guilds.values())
        ready = {
            "v": 10,
            "user": user_json(self.world.bot) | {"mfa_enabled": False, "locale": "en-US", "verified": True},
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "application": {
                "id": str(self.world.application_id),
                "flags": intents.portal_flags(self.world.allowed_intents),
            },
            "session_type": "normal",
            "private_channels": [],
            "relationships": [],
            "shard": [0, 1],
        }
        session.dispatch("READY", ready)
        for guild in guilds:
            members = list(guild.members.values()) if self.all_members else [guild.bot]
            session.dispatch("GUILD_CREATE", guild_create_json(guild, members))
        self.world.changes.tell("gateway", connected=True)

    def resume(self, connection: Connection, session_id: str, seq: int) -> bool:
        """Replay what was missed; False if the session is not known or reaches too far back."""
        session = self.sessions.get(session_id)
        if session is None or (session.sent and seq < session.sent[0]["s"] - 1):
            return False
        if session.connection is not None:
            session.connection.close(4000)
        session.connection, connection.session = connection, session
        for frame in [frame for frame in session.sent if frame["s"] > seq]:
            connection.send(frame)
        session.dispatch("RESUMED", {})
        self.world.changes.tell("gateway", connected=True)
        return True

    def forget(self, session: Session) -> None:
        self.sessions.pop(session.id, None)

    def dispatch(self, event: Event) -> None:
        if event.name.startswith("MESSAGE") and not self._bot_sees(event):
            return
        direct = event.channel is not None and event.guild is None
        needed = intents.needed(event.name, direct=direct)
        for session in self.sessions.values():
            if needed and not session.intents & needed:
                continue
            body = event.body
            if event.name in ("MESSAGE_CREATE", "MESSAGE_UPDATE") and not session.intents & intents.CONTENT:
                body = intents.without_content(body, self.world.bot.id)
            session.dispatch(event.name, body)

    def _bot_sees(self, event: Event) -> bool:
        if event.guild is None or event.channel is None:
            return True
        return bool(event.guild.permissions(event.guild.bot, event.channel) & Right.VIEW_CHANNEL)

    @property
    def connected(self) -> bool:
        """Whether the bot has a session with a live connection."""
        return any(session.connection is not None for session in self.sessions.values())

    # what tests do to it

    def close_all(self, code: int) -> None:
        for connection in list(self.connections):
            connection.close(code)

    def send_all(self, frame: JSON) -> None:
        for connection in list(self.connections):
            connection.send(frame)

    def cut_all(self) -> None:
        for connection in list(self.connections):
            connection.cut()
