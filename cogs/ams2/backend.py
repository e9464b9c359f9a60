"""How an Automobilista 2 server is asked; everything is a GET, changes too."""

import hashlib
import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Never

from pydantic import ValidationError

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
    Event,
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
    ProtocolError,
    Rejected,
    Seen,
    Sessions,
    Snapshot,
    SourceSettings,
    StageChanged,
    decode,
)
from cogs.ams2 import event_log
from cogs.ams2.chat import parts_of
from cogs.ams2.event_log import handle_of
from cogs.ams2.names import Names
from cogs.ams2.payloads import (
    Answer,
    ListsAnswer,
    LogAnswer,
    LogEvent,
    LogRange,
    Member,
    Status,
    VersionAnswer,
    read_status,
)
from cogs.ams2.settings import AMS2Settings
from cogs.ams2.snapshots import snapshot_of

_STATUS = "api/session/status"
_RANGE = "api/log/range"
_PAGE = 500
_SKEW = 30.0
"""Seconds that its clock may differ from ours before it is worth telling."""
_LISTS_AGAIN = timedelta(minutes=5)
"""How long to go on with numbers for names when the lists could not be read."""

_names: dict[bytes, Names] = {}
"""The names by the digest of their list: many servers of one build share them."""


def make_backend(entry: str, settings: SourceSettings, sessions: Sessions, clock: Clock) -> Backend:
    """Return the backend for one entry of main.yaml."""
    assert isinstance(settings, AMS2Settings)  # noqa: S101 - GAME names this model beside this function
    password = settings.password.get_secret_value() if settings.password else ""
    login = (settings.username, password) if settings.username else None
    return AMS2(Door(sessions, settings.url, server=entry, login=login), clock)


class AMS2(Backend, CanKick, CanBanForAWhile, CanSay, CanWhisper, HearsChat, CanAdvance):
    """One dedicated server; the only server of its source."""

    log_tells = frozenset({PlayerJoined, PlayerLeft, PlayerSaid, StageChanged})

    def __init__(self, door: Door, clock: Clock) -> None:
        self._door = door
        self.name = door.server
        self._clock = clock
        self._lists = Names()
        self._lists_due: datetime | None = clock()
        self._session = event_log.Session()

    async def look(self, since: Positions) -> Look:
        """Read the log, then the status, so that the status is never older than what the log told."""
        await self._keep_names()
        position = since.get("")
        slice_ = await (self._read_log(position) if position else self._first_contact())
        return {"": Seen(snapshot=await self._snapshot(), log=slice_)}

    async def verify(self) -> list[str]:
        """Try what can be tried without changing anything."""
        version = decode(
            VersionAnswer, await self._door.read("api/version"), server=self.name, operation="version"
        )
        status = await self._status()
        skew = abs(self._clock().timestamp() - status.now)
        told = [
            f"version {version.response.build_version if version.response else 'unknown'}, status readable"
        ]
        if skew > _SKEW:
            told.append(f"its clock is {skew:.0f} s off: news will show wrong times")
        told.append("whether the user is in the group admin shows at the first kick or message")
        return told

    async def kick(self, server: str, player: Player, reason: str) -> None:
        """Remove *player*; this game shows no reason to them."""
        await self._remove(player, {})

    async def ban(self, server: str, player: Player, duration: timedelta, reason: str) -> None:
        """Remove *player* and refuse them for *duration*; the server forgets it when it restarts."""
        await self._remove(player, {"ban": max(1, math.ceil(duration.total_seconds()))})

    async def say(self, server: str, text: str) -> None:
        """Show *text* to everybody, in up to three lines."""
        await self._send_chat(text, {})

    async def whisper(self, server: str, player: Player, text: str) -> None:
        """Show *text* to *player* alone, in up to three lines."""
        await self._send_chat(text, {"refid": (await self._present(player)).refid})

    async def advance(self, server: str) -> None:
        """End the stage that runs, for everybody."""
        await self._change("api/session/advance", {})

    async def _remove(self, player: Player, more: dict[str, str | int]) -> None:
        refid = (await self._present(player)).refid
        try:
            await self._change("api/session/kick", {"refid": refid, **more})
        except OutcomeUnknown:
            if not await self._is_gone(player):
                raise

    async def _is_gone(self, player: Player) -> bool:
        """Settle by reading what the answer to a kick left open."""
        try:
            await self._present(player)
        except NoSuchPlayer:
            return True
        except BackendError:
            return False
        return False

    async def _send_chat(self, text: str, to: dict[str, str | int]) -> None:
        for number, part in enumerate(parts_of(text)):
            try:
                await self._change("api/session/send_chat", {"message": part, **to})
            except BackendError as error:
                if number:  # they saw the beginning
                    raise OutcomeUnknown(self.name, "send_chat", "only a part of it was shown") from error
                raise

    async def _present(self, player: Player) -> Member:
        """Return the connection that *player* has right now; the one we remember may be over."""
        for member in (await self._status(members=1)).members:
            if member.state == "Disconnected":
                continue
            same_person = player.identity and member.steamid == player.identity.key
            same_connection = handle_of(member.refid) == player.handle and member.name == player.name
            if same_person or (not player.identity and same_connection):
                return member
        raise NoSuchPlayer(player.name, self.name)

    async def _snapshot(self) -> Snapshot:
        status = await self._status(attributes=1, members=1, participants=1)
        return snapshot_of(status, self._lists, self._clock())

    async def _status(self, **parts: int) -> Status:
        body = await self._door.read(_STATUS, **parts)
        try:
            answer = read_status(body)
        except ValidationError as error:
            raise ProtocolError(self.name, _STATUS, _first_fault(error)) from None
        self._refuse(answer, _STATUS)
        return answer.response or self._nothing(_STATUS)

    async def _first_contact(self) -> LogSlice:
        """Begin at the log's end: what happened before the bot came is no news."""
        ring = await self._ring("api/log/overview", {})
        return LogSlice(position=Position(epoch=0, index=ring.first + ring.count))

    async def _read_log(self, position: Position) -> LogSlice:
        ring, events = await self._page(max(position.index - 1, 0))
        anew = event_log.began_anew(position, ring, events)
        if anew:
            self._session, self._lists_due = event_log.Session(), self._clock()
            position = Position(epoch=position.epoch + 1, index=0)
        lost = max(0, ring.first - position.index)
        if anew or lost:
            position = replace(position, index=ring.first, mark="")
            ring, events = await self._page(position.index)
        fresh = [event for event in events if event.index >= position.index]
        if fresh:
            position = replace(position, index=fresh[-1].index + 1, mark=event_log.mark_of(fresh[-1]))
        return LogSlice(
            position=position,
            events=tuple(self._told(fresh)),
            lost=lost,
            began_anew=anew,
            more=bool(fresh) and position.index < ring.first + ring.count,
        )

    def _told(self, events: list[LogEvent]) -> Iterator[Event]:
        for event in events:
            self._session, told = event_log.read(self._session, event)
            if told is not None:
                yield told

    async def _page(self, offset: int) -> tuple[LogRange, list[LogEvent]]:
        ring = await self._ring(_RANGE, {"offset": offset, "count": _PAGE})
        return ring, event_log.sound_events(ring)

    async def _ring(self, path: str, query: dict[str, str | int]) -> LogRange:
        answer = decode(LogAnswer, await self._door.read(path, **query), server=self.name, operation=path)
        self._refuse(answer, path)
        return answer.response or self._nothing(path)

    async def _change(self, path: str, query: dict[str, str | int]) -> None:
        body = await self._door.change(path, **query)
        try:
            answer = Answer.model_validate_json(body)
        except ValidationError as error:
            raise OutcomeUnknown(self.name, path, _first_fault(error)) from None
        self._refuse(answer, path)

    def _refuse(self, answer: Answer, path: str) -> None:
        if answer.result != "ok":
            words = " ".join((answer.message or answer.result).split())
            raise Rejected(self.name, path, words[:200])

    def _nothing(self, path: str) -> Never:
        raise ProtocolError(self.name, path, "the answer holds no response")

    async def _keep_names(self) -> None:
        """Read the lists once for each life of the server; without them numbers are shown."""
        if self._lists_due is None or self._clock() < self._lists_due:
            return
        try:
            body = await self._door.read("api/list/all")
            self._lists, self._lists_due = self._names_in(body), None
        except BackendError:
            self._lists_due = self._clock() + _LISTS_AGAIN

    def _names_in(self, body: bytes) -> Names:
        digest = hashlib.sha256(body).digest()
        if digest not in _names:
            answer = decode(ListsAnswer, body, server=self.name, operation="api/list/all")
            _names[digest] = Names.of(answer.response or self._nothing("api/list/all"))
        return _names[digest]


def _first_fault(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    return f"{'.'.join(map(str, first['loc'])) or 'the answer'}: {first['msg']}"[:200]
