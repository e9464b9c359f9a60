"""What an Automobilista 2 server can do for the rest of the bot."""

import hashlib
import ipaddress
import logging
import math
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from bot.kit import (
    Backend,
    BackendError,
    CanAdvance,
    CanBanForAWhile,
    CanKick,
    CanSay,
    CanWhisper,
    Clock,
    Door,
    HearsChat,
    LogSlice,
    Look,
    NoSuchPlayer,
    OutcomeUnknown,
    Player,
    PlayerJoined,
    PlayerLeft,
    PlayerSaid,
    Position,
    Positions,
    Seen,
    Sessions,
    SourceSettings,
    StageChanged,
)
from cogs.ams2 import event_log
from cogs.ams2.chat import parts_of
from cogs.ams2.event_log import Session, handle_of
from cogs.ams2.names import Names
from cogs.ams2.payloads import Blank, LogEvent, Member, Status
from cogs.ams2.settings import AMS2Settings
from cogs.ams2.snapshots import present, snapshot_of, words
from cogs.ams2.wire import Wire

log = logging.getLogger(__name__)

_SKEW = 30.0
"""Seconds that its clock may differ from ours before it is worth telling."""
_LISTS_AGAIN = timedelta(minutes=5)
"""How long to go on with numbers for names when the lists could not be read."""

_shared_names: WeakValueDictionary[bytes, Names] = WeakValueDictionary()
"""The names by the digest of their lists: the many servers of one build share them."""


def make_backend(entry: str, settings: SourceSettings, sessions: Sessions, clock: Clock) -> Backend:
    """Return the backend for one entry of main.yaml."""
    assert isinstance(settings, AMS2Settings)  # noqa: S101 - GAME names this model beside this function
    password = settings.password.get_secret_value() if settings.password else ""
    login = (settings.username, password) if settings.username else None
    return AMS2(Door(sessions, settings.url, server=entry, login=login), settings.url, clock)


class AMS2(Backend, CanKick, CanBanForAWhile, CanSay, CanWhisper, HearsChat, CanAdvance):
    """One dedicated server; the only server of its source."""

    log_tells = frozenset({PlayerJoined, PlayerLeft, PlayerSaid, StageChanged})

    def __init__(self, door: Door, url: str, clock: Clock) -> None:
        self.name = door.server
        self._wire = Wire(door)
        self._url = url
        self._clock = clock
        self._names = Names()
        self._lists_due: datetime | None = clock()
        self._session = Session()

    async def look(self, since: Positions) -> Look:
        """Read the log, then the status, so that the status is never older than what the log told."""
        position = since.get("")
        session, slice_ = await (self._read_log(position) if position else self._first_contact())
        status, at = await self._wire.status(attributes=1, members=1, participants=1), self._clock()
        await self._keep_names()
        seen = Seen(snapshot=snapshot_of(status, self._names, at), log=slice_)
        # Not before all went well: what a failed look read is read again.
        self._session = session if slice_.more else _completed(session, status)
        return {"": seen}

    async def verify(self) -> list[str]:
        """Try what can be tried without changing anything."""
        version = await self._wire.version()
        status = await self._wire.status()
        skew = abs(self._clock().timestamp() - status.now)
        told = [f"It is build {version.build_version}, and lets the bot read its status."]
        if skew > _SKEW:
            told.append(f"Its clock is {skew:.0f} s off: news will show wrong times.")
        if _in_clear_text_afar(self._url):
            told.append("The password crosses the net in clear text: use a VPN or a proxy with TLS.")
        told.append("Whether its user is in the group admin shows when the bot first changes something.")
        return told

    async def kick(self, server: str, player: Player, reason: str) -> None:
        """Remove *player*; this game shows no reason to them."""
        await self._remove(player)

    async def ban(self, server: str, player: Player, duration: timedelta, reason: str) -> None:
        """Remove *player* and refuse them for *duration*; the server forgets it when it restarts."""
        await self._remove(player, ban=max(1, math.ceil(duration.total_seconds())))

    async def say(self, server: str, text: str) -> None:
        """Show *text* to everybody, in up to three lines."""
        await self._send_chat(text)

    async def whisper(self, server: str, player: Player, text: str) -> None:
        """Show *text* to *player* alone, in up to three lines."""
        await self._send_chat(text, refid=(await self._connection_of(player)).refid)

    async def advance(self, server: str) -> None:
        """End the stage that runs, for everybody."""
        await self._wire.change("api/session/advance")

    async def _remove(self, player: Player, **more: int) -> None:
        refid = (await self._connection_of(player)).refid
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

    async def _send_chat(self, text: str, **to: int) -> None:
        for at, part in enumerate(parts_of(text)):
            try:
                await self._wire.change("api/session/send_chat", message=part, **to)
            except BackendError as error:
                if at:  # they saw the beginning
                    raise OutcomeUnknown(self.name, error.operation, "only a part of it was shown") from error
                raise

    async def _connection_of(self, player: Player) -> Member:
        """Return the connection that *player* has right now; the one we remember may be over."""
        for member in present(await self._wire.status(members=1)):
            same_person = player.identity and player.identity == event_log.identity_of(member.steamid)
            same_connection = handle_of(member.refid) == player.handle and member.name == player.name
            if same_person or (not player.identity and same_connection):
                return member
        raise NoSuchPlayer(player.name, self.name)

    async def _first_contact(self) -> tuple[Session, LogSlice]:
        """Begin at the log's end: what happened before the bot came is no news."""
        ring = await self._wire.overview()
        return Session(), LogSlice(position=Position(epoch=0, index=ring.end))

    async def _read_log(self, position: Position) -> tuple[Session, LogSlice]:
        """Read on from *position*, beginning with the event before it to see that the log is still its."""
        page, session = await self._wire.page(max(position.index - 1, 0)), self._session
        anew = event_log.began_anew(position, page)
        if anew:
            session, self._lists_due = Session(), self._clock()
            position = Position(epoch=position.epoch + 1, index=0)
        wanted = position.index
        if anew or page.first > wanted:
            position = replace(position, index=max(page.first, wanted), mark="")
            page = await self._wire.page(position.index)
        fresh = [event for event in page.events if event.index >= position.index]
        self._report_odd(fresh)
        session, events = event_log.read(session, fresh)
        moved = event_log.after(position, page)
        slice_ = LogSlice(
            position=moved,
            events=events,
            lost=max(0, (fresh[0].index if fresh else page.first) - wanted),
            began_anew=anew,
            more=bool(fresh) and moved.index < page.end,
        )
        return session, slice_

    def _report_odd(self, events: list[LogEvent]) -> None:
        odd = [event for event in events if isinstance(event, Blank)]
        if odd:
            log.warning(
                "%s: %d of %d events are odd, such as %s", self.name, len(odd), len(events), odd[0].fault
            )

    async def _keep_names(self) -> None:
        """Read the lists once for each life of the server; without them numbers are shown."""
        now = self._clock()
        if self._lists_due is None or now < self._lists_due:
            return
        self._lists_due = now + _LISTS_AGAIN  # also when the look runs out of time here
        try:
            self._names, self._lists_due = self._names_in(await self._wire.lists()), None
        except BackendError as error:
            log.info("%s: goes on with numbers for names: %s", self.name, error)

    def _names_in(self, body: bytes) -> Names:
        digest = hashlib.sha256(body).digest()
        names = _shared_names.get(digest) or Names.of(self._wire.read_lists(body))
        return _shared_names.setdefault(digest, names)


def _completed(session: Session, status: Status) -> Session:
    """Return *session* with what the log has not told since the bot came."""
    state, stage = (words(status.attributes, key) for key in ("SessionState", "SessionStage"))
    return Session(session.state or state, session.stage or stage)


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
