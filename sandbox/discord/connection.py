"""One websocket of the bot: reads its frames, obeys the protocol's rules, writes in order."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
import zlib
from collections import deque
from typing import TYPE_CHECKING, Any

from aiohttp import WSMessage, WSMsgType, web

from sandbox.discord import intents
from sandbox.discord.errors import JSON
from sandbox.discord.member_chunks import answer_member_request

if TYPE_CHECKING:
    from sandbox.discord.gateway import Gateway, Session

HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, MEMBERS = 1, 2, 3, 4, 6, 8
IDENTIFY_PAUSE, ROUND_TRIP = 5.0, 0.02  # seconds
BIGGEST_FRAME, MOST_FRAMES = 4096, 120  # bytes; frames within a minute


class Connection:
    def __init__(
        self,
        gateway: Gateway,
        socket: web.WebSocketResponse,
        transport: asyncio.Transport | None,
        *,
        compressed: bool,
    ) -> None:
        self.gateway, self.socket, self._transport = gateway, socket, transport
        self.session: Session | None = None
        self.silent = False
        self._zlib = zlib.compressobj() if compressed else None
        self._out: asyncio.Queue[JSON | int] = asyncio.Queue()  # a number closes with that code
        self._received: deque[float] = deque(maxlen=MOST_FRAMES + 1)
        self._heard = time.monotonic()
        self._done = False

    def send(self, frame: JSON) -> None:
        self._out.put_nowait(frame)

    def close(self, code: int) -> None:
        self._out.put_nowait(code)

    def cut(self) -> None:
        """End it without a closing frame, as a broken line does."""
        if self._transport is not None:
            self._transport.abort()

    async def run(self) -> None:
        writer = asyncio.create_task(self._write())
        self.send({"op": 10, "d": {"heartbeat_interval": int(self.gateway.heartbeat_interval * 1000)}})
        try:
            await self._read()
        finally:
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                await writer

    async def _write(self) -> None:
        while True:
            frame = await self._out.get()
            if isinstance(frame, int):
                self._done = True
                self.gateway.recording.frame("server", {"close": frame})
                await self.socket.close(code=frame)
                return
            if self.silent:
                continue
            self.gateway.recording.frame("server", frame)
            full = {"s": None, "t": None, **frame}
            text = json.dumps(full, separators=(",", ":"))
            if self._zlib is None:
                await self.socket.send_str(text)
            else:
                packed = self._zlib.compress(text.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
                await self.socket.send_bytes(packed)

    async def _read(self) -> None:
        while not self._done:
            patience = self.gateway.heartbeat_interval * 1.5
            try:
                message = await self.socket.receive(timeout=patience)
            except TimeoutError:
                await self.socket.close(code=4009)
                return
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                self._ended(message)
                return
            code = self._take(message.data)
            if code is None and time.monotonic() - self._heard > patience:
                code = 4009
            if code is not None:
                self.close(code)
                await self.socket.receive()
                return

    def _ended(self, message: WSMessage) -> None:
        """A session whose client says goodbye cannot be resumed."""
        if (
            message.type is WSMsgType.CLOSE
            and message.data in (1000, 1001)
            and self.session
            and not self._done
        ):
            self.gateway.forget(self.session)

    def _take(self, text: str | bytes) -> int | None:
        """Obey one frame; return the code to close with if it breaks a rule."""
        now = time.monotonic()
        self._received.append(now)
        if len(self._received) > MOST_FRAMES and now - self._received[0] < 60:
            return 4008
        if len(text if isinstance(text, bytes) else text.encode()) > BIGGEST_FRAME:
            return 4002
        try:
            frame = json.loads(text)
            op, body = frame["op"], frame.get("d")
        except (ValueError, TypeError, KeyError):
            return 4002
        self.gateway.recording.frame("bot", frame)
        if op == HEARTBEAT:
            self._heard = now
            # discord.py notes the time of a beat after sending it: an answer at once would seem 41 s late
            asyncio.get_running_loop().call_later(ROUND_TRIP, self.send, {"op": 11, "d": None})
            return None
        if op == IDENTIFY:
            return self._identify(body)
        if op == RESUME:
            return self._resume(body)
        return self._known(op, body)

    def _known(self, op: Any, body: Any) -> int | None:
        if op not in (PRESENCE, VOICE, MEMBERS):
            return 4001
        if self.session is None:
            return 4003
        if op == PRESENCE:
            self.gateway.presence = body
            self.gateway.world.changes.tell("presence", presence=body)
        if op == MEMBERS:
            answer_member_request(self.gateway, self.session, body)
        return None

    def _identify(self, body: JSON) -> int | None:
        if self.session is not None:
            return 4005
        if body.get("token") != self.gateway.token:
            return 4004
        wanted = int(body.get("intents", 0))
        if wanted & ~intents.KNOWN:
            return 4013
        if wanted & intents.PRIVILEGED & ~self.gateway.world.allowed_intents:
            return 4014
        if self._identifies_too_soon():
            self.send({"op": 9, "d": False})
            return None
        if body.get("presence"):
            self.gateway.presence = body["presence"]
        self.gateway.open_session(self, wanted)
        return None

    def _identifies_too_soon(self) -> bool:
        """One IDENTIFY in 5 s, where rates are counted."""
        now, last = self.gateway.world.clock(), self.gateway.last_identify
        if self.gateway.counts_rates and now - last < IDENTIFY_PAUSE:
            return True
        self.gateway.last_identify = now
        return False

    def _resume(self, body: JSON) -> int | None:
        if self.session is not None:
            return 4005
        if body.get("token") != self.gateway.token:
            return 4004
        session = self.gateway.sessions.get(str(body.get("session_id")))
        seq = int(body.get("seq") or 0)
        if session is not None and seq > session.seq:
            return 4007
        if session is None or not self.gateway.resume(self, session.id, seq):
            self.send({"op": 9, "d": False})
        return None
