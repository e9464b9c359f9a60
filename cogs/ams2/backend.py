"""What an Automobilista 2 server can do for the rest of the bot."""

import asyncio
import ipaddress
import math
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.kit import (
    Backend,
    BackendError,
    BadValue,
    BanBy,
    CanAdvance,
    CanBan,
    CanKick,
    CanRestart,
    CanSay,
    CanSetSession,
    CanWhisper,
    Capability,
    Change,
    Clock,
    Door,
    Fact,
    HearsChat,
    HearsLaps,
    Look,
    NoSuchPlayer,
    OutcomeUnknown,
    Player,
    PlayerJoined,
    PlayerLeft,
    PlayerSaid,
    Positions,
    Seen,
    Sessions,
    Setting,
    SourceSettings,
    StageChanged,
)
from cogs.ams2 import timing
from cogs.ams2.chat import parts_of
from cogs.ams2.event_log import handle_of, identity_of
from cogs.ams2.log_reader import LogReader, Part
from cogs.ams2.naming import Naming
from cogs.ams2.pages import pages_of
from cogs.ams2.payloads import Member, Status
from cogs.ams2.people import facts_of
from cogs.ams2.session_changes import change_session
from cogs.ams2.session_settings import settings_of
from cogs.ams2.settings import AMS2Settings
from cogs.ams2.snapshots import present, snapshot_of
from cogs.ams2.unknown import Unknown
from cogs.ams2.vitals import Vitals
from cogs.ams2.wire import Wire

_SKEW = 30.0
"""Seconds that its clock may differ from ours before it is worth telling."""
_AS_GOOD_AS_NEW = timedelta(seconds=2)
"""For so long a status may serve while further pages of a log are read."""
_NAMES_WITHIN = 1.0
"""Seconds after its beginning until which a look stays for names that it began to read: on most links they
come, and no look is late for them."""


def make_backend(entry: str, settings: SourceSettings, sessions: Sessions, clock: Clock) -> Backend:
    """Return the backend for one entry of main.yaml."""
    assert isinstance(settings, AMS2Settings)  # noqa: S101 - GAME names this model beside this function
    password = settings.password.get_secret_value() if settings.password else ""
    login = (settings.username, password) if settings.username else None
    return AMS2(Door(sessions, settings.url, server=entry, login=login), settings, clock)


_METHODS: Mapping[type[Capability], str] = {
    CanKick: "api/session/kick",
    CanBan: "api/session/kick",
    CanSay: "api/session/send_chat",
    CanWhisper: "api/session/send_chat",
    CanAdvance: "api/session/advance",
    CanRestart: "api/restart",
    CanSetSession: "api/session/set_attributes",
}
"""What each capability asks; Project CARS 1 has neither advance nor restart."""


class AMS2(
    Backend,
    CanKick,
    CanBan,
    CanSay,
    CanWhisper,
    HearsChat,
    HearsLaps,
    CanAdvance,
    CanRestart,
    CanSetSession,
):
    """One dedicated server; the only server of its source."""

    log_tells = frozenset({PlayerJoined, PlayerLeft, PlayerSaid, StageChanged})

    def __init__(self, door: Door, settings: AMS2Settings, clock: Clock) -> None:
        self.name = door.server
        self._wire = Wire(door, settings.username)
        self._settings = settings
        self._clock = clock
        self._naming = Naming(self._wire, clock)
        self._log = LogReader(self._wire, clock)
        self._timing = timing.Board()
        self._status: Status | None = None
        self._status_at = clock()
        self._unknown = Unknown()
        self._vitals = Vitals(self._wire, self._naming, self._unknown, lacking, settings.poll, clock)

    async def look(self, since: Positions) -> Look:
        """Read the log, then the status, so that the status is never older than what the log told."""
        loop = asyncio.get_running_loop()
        names_until = loop.time() + _NAMES_WITHIN
        part = await self._log.read(since.get(""))
        names = self._naming.refresh(anew=part.began_anew)
        status, at = await self._status_after(part)
        if names:
            await asyncio.wait({names}, timeout=max(0.0, names_until - loop.time()))
        self.lacks = lacking(self._naming.methods)
        snapshot = snapshot_of(status, self._naming.names, at)
        self._unknown.events(part.fresh)
        self._unknown.status(status, self._naming.names)
        log, memory = self._log.told(part, status, self._naming.names)
        self._log.go_on(part)
        shown = None if log.more else self._timing.show(memory, status, snapshot, self._naming.names)
        return {"": Seen(snapshot=snapshot, log=log, timing=shown)}

    async def _status_after(self, part: Part) -> tuple[Status, datetime]:
        """Return a status that is newer than *part*, and when it was taken.

        While more of a long log waits, the last one will do if it is newer too: those pages come at once.
        """
        status, at = self._status, self._status_at
        within_a_log = part.more and not part.began_anew and self._clock() - at <= _AS_GOOD_AS_NEW
        if status is None or not (within_a_log and part.is_before(status.now)):
            status = await self._wire.status(attributes=1, members=1, participants=1)
            at = self._clock()
        self._status, self._status_at = status, at
        return status, at

    async def close(self) -> None:
        """End the reading of names, and of the log."""
        self._log.stop()
        await self._naming.close()

    async def verify(self) -> list[str]:
        """Try what can be tried without changing anything."""
        version = await self._wire.version()
        status = await self._wire.status()
        skew = abs(self._clock().timestamp() - status.now) if status.now else 0.0
        told = [f"It is build {version.build_version}, and lets the bot read its status."]
        if skew > _SKEW:
            told.append(f"Its clock is {skew:.0f} s off; the bot tells times by its own.")
        if _in_clear_text_afar(self._settings.url):
            told.append("The password crosses the net in clear text: use a VPN or a proxy with TLS.")
        told.append("Whether its user is in the group admin shows when the bot first changes something.")
        return told

    async def vitals(self, server: str) -> Sequence[Fact]:
        """Ask build, ticks, methods, log, clock and grid; tell how old the lists are and what they lack."""
        return await self._vitals.ask()

    def pages(self, server: str) -> Sequence[Fact]:
        """Return the pages of this build, where the operator published them."""
        return pages_of(self._settings.public_url, self._naming.methods)

    def about(self, server: str, player: Player) -> Sequence[Fact]:
        """Return class, livery, controller, aids and ping of *player*, from memory."""
        return facts_of(player, self._status, self._naming.names) if self._status else ()

    async def kick(self, server: str, player: Player, reason: str) -> None:
        """Remove *player*; this game shows no reason to them."""
        await self._remove(player)

    async def ban(
        self,
        server: str,
        player: Player,
        duration: timedelta | None,
        reason: str,
        by: BanBy | None = None,
    ) -> None:
        """Remove *player* and refuse them for *duration*; the server forgets it when it restarts."""
        if duration is None:
            raise BadValue("duration", "nothing", "a time such as 2h: this server forgets its bans")
        await self._remove(player, ban=max(1, math.ceil(duration.total_seconds())))

    async def say(self, server: str, text: str) -> None:
        """Show *text* to everybody, in up to three lines."""
        await self._send_chat(text)

    async def whisper(self, server: str, player: Player, text: str) -> None:
        """Show *text* to *player* alone, in up to three lines."""
        await self._send_chat(text, refid=handle_of((await self._connection_of(player)).refid))

    async def advance(self, server: str) -> None:
        """End the stage that runs, for everybody."""
        await self._wire.change("api/session/advance")

    async def restart(self, server: str) -> None:
        """Begin the session anew; one report has it put everybody out."""
        await self._wire.change("api/restart")

    def session_settings(self, server: str) -> Sequence[Setting]:
        """Return every attribute of the session, and each of its flags."""
        return settings_of(self._status, self._naming.names) if self._status else ()

    async def set_session(
        self, server: str, values: Mapping[str, str], *, upcoming: bool = False, copy_to_next: bool = False
    ) -> Sequence[Change]:
        """Ask for *values* in one request; it takes some seconds until the host's game has answered."""
        return await change_session(
            self._wire, self._naming.names, values, upcoming=upcoming, copy_to_next=copy_to_next
        )

    async def _remove(self, player: Player, **more: int) -> None:
        refid = handle_of((await self._connection_of(player)).refid)
        try:
            await self._wire.change("api/session/kick", refid=refid, **more)
        except OutcomeUnknown as error:
            afterwards = await self._seen_afterwards(player)
            raise OutcomeUnknown(self.name, error.operation, f"{error.detail}{afterwards}") from error

    async def _seen_afterwards(self, player: Player) -> str:
        """Look once, because nobody knows what became of a kick; they may also have left by themselves."""
        try:
            await self._connection_of(player)
        except NoSuchPlayer:
            return "; a look afterwards did not find them there any more"
        except BackendError:
            return ""
        return "; a look afterwards still found them there"

    async def _send_chat(self, text: str, **to: str) -> None:
        parts = parts_of(text)
        if not parts:
            raise BadValue("text", "only blanks", "words that the game can show")
        for at, part in enumerate(parts):
            try:
                await self._wire.change("api/session/send_chat", message=part, **to)
            except BackendError as error:
                if at:  # they saw the beginning
                    raise OutcomeUnknown(self.name, error.operation, "only a part of it was shown") from error
                raise

    async def _connection_of(self, player: Player) -> Member:
        """Return the connection that *player* has right now; the one we remember may be over."""
        for member in present(await self._wire.status(members=1)):
            same_person = player.identity and player.identity == identity_of(member.steamid)
            same_connection = handle_of(member.refid) == player.handle and member.name == player.name
            if same_person or (not player.identity and same_connection):
                return member
        raise NoSuchPlayer(player.name, self.name)


def lacking(methods: frozenset[str]) -> frozenset[type[Capability]]:
    """Return what a build with these *methods* is unable to do; nothing while nobody knows them."""
    return frozenset(one for one, path in _METHODS.items() if methods and path not in methods)


def _in_clear_text_afar(url: str) -> bool:
    """Tell whether *url* sends its password unencrypted to a host that is neither here nor private."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        near = host == "localhost" or "." not in host or host.endswith((".local", ".lan", ".internal"))
    else:
        near = address.is_private or address.is_loopback
    return parts.scheme == "http" and not near
