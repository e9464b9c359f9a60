"""Acts on a server: written down before and after, one at a time, and never called done when they are not."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.domain.bans import Ban, BanBy
from bot.domain.capabilities import (
    CanAdvance,
    CanBan,
    CanKick,
    CanKill,
    CanMute,
    CanRestart,
    CanSay,
    CanSetSession,
    CanWhisper,
    KeepsBans,
    require,
)
from bot.domain.errors import BackendError, NoSuchPlayer, OutcomeUnknown, Rejected, UserError
from bot.domain.outcomes import Outcome, Receipt
from bot.domain.sanctions import Sanction, SanctionKind
from bot.domain.session_settings import Applied, Change, Setting, called
from bot.domain.snapshot import Player
from bot.domain.times import in_words
from bot.services import news
from bot.services.sanctions import Sanctions
from bot.services.servers import Server, Servers
from bot.storage import acts, outbox
from bot.storage.acts import Act
from bot.storage.database import Database

Note = Callable[[AsyncConnection], Awaitable[None]]

log = logging.getLogger(__name__)


class Moderation:
    """What staff can do to servers and the people on them."""

    def __init__(self, database: Database, servers: Servers, sanctions: Sanctions, clock: Clock) -> None:
        self._database = database
        self._servers = servers
        self._sanctions = sanctions
        self._clock = clock
        self._looks: set[asyncio.Task[None]] = set()
        self._tell: Callable[[], None] = lambda: None

    def listen(self, tell: Callable[[], None]) -> None:
        """Call *tell* after every act, because it made news."""
        self._tell = tell

    async def kick(self, actor: int, server: Server, player: Player, reason: str) -> Receipt:
        """Remove *player* from *server*."""
        backend = require(server.source.backend, CanKick, server.title)
        return await self._act(
            actor, server, "kick", player.name, reason, lambda: backend.kick(server.inner, player, reason)
        )

    async def kill(self, actor: int, server: Server, player: Player, reason: str) -> Receipt:
        """Let the character of *player* on *server* die."""
        backend = require(server.source.backend, CanKill, server.title)
        return await self._act(
            actor, server, "kill", player.name, reason, lambda: backend.kill(server.inner, player)
        )

    async def ban(
        self,
        actor: int,
        server: Server,
        player: Player,
        duration: timedelta | None,
        reason: str,
        by: BanBy | None = None,
    ) -> Receipt:
        """Remove *player* and keep them out for *duration*, or for good; see `CanBan.ban`."""
        backend = require(server.source.backend, CanBan, server.title)
        made: list[Ban] = []

        async def change() -> str:
            ban = await backend.ban(server.inner, player, duration, reason, by)
            made.extend([ban] if ban else [])
            return ban.remark if ban else ""

        async def note(connection: AsyncConnection) -> None:
            for ban in made:
                await self._forget_ban(connection, server, ban)  # an older end must not lift the new ban
                if duration and ban.until is None:  # the game would keep them out for good
                    await self._sanctions.begin(
                        connection,
                        self._given(actor, server, SanctionKind.BAN, player, duration, reason, ban.key),
                    )

        length = in_words(duration) if duration else "for good"
        return await self._act(actor, server, "ban", player.name, f"{reason} ({length})", change, note)

    async def unban(self, actor: int, server: Server, ban: Ban, reason: str) -> Receipt:
        """Lift *ban*."""
        backend = require(server.source.backend, KeepsBans, server.title)

        async def note(connection: AsyncConnection) -> None:
            await self._forget_ban(connection, server, ban)

        return await self._act(
            actor, server, "unban", ban.who, reason, lambda: backend.unban(server.inner, ban.key), note
        )

    async def mute(
        self, actor: int, server: Server, player: Player, duration: timedelta | None, reason: str
    ) -> Receipt:
        """Keep *player* from writing in the game for *duration*, or until somebody lifts it."""
        backend = require(server.source.backend, CanMute, server.title)

        async def note(connection: AsyncConnection) -> None:
            for sanction in self._sanctions.about(server.name, SanctionKind.MUTE, player):
                await self._sanctions.end(connection, sanction, self._clock())
            given = self._given(actor, server, SanctionKind.MUTE, player, duration, reason)
            await self._sanctions.begin(connection, given)

        length = in_words(duration) if duration else "until it is lifted"
        return await self._act(
            actor,
            server,
            "mute",
            player.name,
            f"{reason} ({length})",
            lambda: backend.mute(server.inner, player),
            note,
        )

    async def unmute(self, actor: int, server: Server, mute: Sanction, reason: str) -> Receipt:
        """Let somebody write again; who is away has nothing to be changed in the game."""
        backend = require(server.source.backend, CanMute, server.title)

        async def change() -> None:
            for player in server.roster.values():
                if mute.is_about(player):
                    with suppress(NoSuchPlayer):
                        await backend.unmute(server.inner, player)

        async def note(connection: AsyncConnection) -> None:
            await self._sanctions.end(connection, mute, self._clock())

        return await self._act(actor, server, "unmute", mute.name, reason, change, note)

    async def say(self, actor: int, server: Server, text: str, player: Player | None = None) -> Receipt:
        """Show *text* to everybody on *server*, or to *player* alone."""
        backend = server.source.backend
        if player is None:
            say = require(backend, CanSay, server.title)
            return await self._act(actor, server, "chat", "", text, lambda: say.say(server.inner, text))
        whisper = require(backend, CanWhisper, server.title)
        return await self._act(
            actor, server, "chat", player.name, text, lambda: whisper.whisper(server.inner, player, text)
        )

    async def advance(self, actor: int, server: Server, reason: str) -> Receipt:
        """End the stage that runs on *server*, for everybody."""
        backend = require(server.source.backend, CanAdvance, server.title)
        return await self._act(actor, server, "advance", "", reason, lambda: backend.advance(server.inner))

    async def restart(self, actor: int, server: Server, reason: str) -> Receipt:
        """Begin the session of *server* anew, for everybody."""
        backend = require(server.source.backend, CanRestart, server.title)
        return await self._act(actor, server, "restart", "", reason, lambda: backend.restart(server.inner))

    async def set_session(
        self,
        actor: int,
        server: Server,
        values: Mapping[str, str],
        *,
        upcoming: bool = False,
        copy_to_next: bool = False,
        reason: str,
    ) -> tuple[Receipt, Sequence[Change]]:
        """Ask for *values* by `Setting.key`; return also what became of each, none where nobody knows.

        The act is done where at least one value was taken; its words name those that were not.
        """
        backend = require(server.source.backend, CanSetSession, server.title)
        changes: list[Change] = []
        verb = "set next" if upcoming else "set"

        async def change() -> str:
            changes.extend(
                await backend.set_session(server.inner, values, upcoming=upcoming, copy_to_next=copy_to_next)
            )
            missed = [one.setting.name for one in changes if one.applied is Applied.NOT_APPLIED]
            words = f"not applied: {', '.join(missed)}" if missed else ""
            if missed and len(missed) == len(changes):
                raise Rejected(server.name, verb, words)
            return words

        asked = _asked(backend.session_settings(server.inner), values)
        receipt = await self._act(actor, server, verb, asked, reason, change)
        return receipt, changes

    async def act(
        self,
        actor: int,
        server: Server,
        verb: str,
        target: str,
        change: Callable[[], Awaitable[str | None]],
        event: str = "",
    ) -> Receipt:
        """Do *change*, which only this server's game knows; the words that it returns are the receipt's.

        *verb* says what was done, with the place of *target* in it: ``saved the world``, ``deleted the
        account {target}``.  *event* tells the feed what happened by it, where no look will show that.
        None of them, nor what *change* returns or raises, may hold a secret: all is kept.
        """

        async def note(connection: AsyncConnection) -> None:
            await outbox.put(connection, news.wanted(server, [news.event(server, self._clock(), event)]))

        return await self._act(actor, server, verb, target, "", change, note if event else None)

    async def settle_crashed(self) -> None:
        """Say of every act that a crash interrupted that nobody knows how it ended."""
        async with self._database.write() as connection:
            for act in await acts.unsettled(connection):
                await self._settle(connection, act, Outcome.UNKNOWN, "the bot stopped before the answer came")

    async def _act(
        self,
        actor: int,
        server: Server,
        verb: str,
        target: str,
        reason: str,
        change: Callable[[], Awaitable[str | None]],
        note: Note | None = None,
    ) -> Receipt:
        """Do *change*; *note* writes what holds afterwards, in the transaction that calls it done."""
        act = self._new(actor, server.name, verb, target, reason)
        async with self._database.write() as connection:
            act = replace(act, id=await acts.ask(connection, act))
        outcome, words = Outcome.UNKNOWN, "it was interrupted"
        try:
            async with server.busy:
                outcome, words = await _attempt(change)
        finally:  # most of all when nobody knows what happened
            await asyncio.shield(self._finish(act, outcome, words, note))
            self._look(server)
        return Receipt(server=server.title, outcome=outcome, words=words)

    async def _forget_ban(self, connection: AsyncConnection, server: Server, ban: Ban) -> None:
        for sanction in self._sanctions.running(server.name, SanctionKind.BAN):
            if sanction.key == ban.key:
                await self._sanctions.end(connection, sanction, self._clock())

    def _given(
        self,
        actor: int,
        server: Server,
        kind: SanctionKind,
        player: Player,
        duration: timedelta | None,
        reason: str,
        key: str = "",
    ) -> Sanction:
        now = self._clock()
        return Sanction(
            server=server.name,
            kind=kind,
            name=player.name,
            identity=player.identity,
            key=key,
            actor=actor,
            reason=reason,
            began_at=now,
            ends_at=now + duration if duration else None,
        )

    def _new(self, actor: int, server: str, verb: str, target: str, reason: str) -> Act:
        return Act(
            id=0, at=self._clock(), actor=actor, server=server, verb=verb, target=target, reason=reason
        )

    async def _finish(self, act: Act, outcome: Outcome, words: str, note: Note | None) -> None:
        async with self._database.write() as connection:
            await self._settle(connection, act, outcome, words)
            if note and outcome is Outcome.DONE:
                await note(connection)
        if note:
            await self._sanctions.recall()
        self._tell()

    async def _settle(self, connection: AsyncConnection, act: Act, outcome: Outcome, words: str) -> None:
        now = self._clock()
        await acts.settle(connection, act.id, outcome, words, now)
        await outbox.put(connection, [news.acted(act, outcome, words)])

    def _look(self, server: Server) -> None:
        """Look at the server again soon, so that the board shows what was done; nobody waits for it."""
        look = asyncio.ensure_future(self._refresh(server))
        self._looks.add(look)
        look.add_done_callback(self._looks.discard)

    async def _refresh(self, server: Server) -> None:
        try:
            await server.source.coordinator.refresh()
        except Exception:
            log.exception("the look after an act failed for %s", server.name)

    async def close(self) -> None:
        """Wait for the looks that acts asked for."""
        await asyncio.gather(*self._looks)


def _asked(settings: Sequence[Setting], values: Mapping[str, str]) -> str:
    """Say which *settings* shall have which *values*, as people call both."""
    known = {setting.key: setting for setting in settings if setting.key in values}
    return ", ".join(
        f"{known[key].name} = {called(known[key], value)}" if key in known else f"{key} = {value}"
        for key, value in values.items()
    )


async def _attempt(change: Callable[[], Awaitable[str | None]]) -> tuple[Outcome, str]:
    try:
        words = await change()
    except OutcomeUnknown as error:
        return Outcome.UNKNOWN, error.detail
    except Rejected as error:
        return Outcome.REFUSED, error.detail
    except UserError as error:  # somebody who left while we were asking
        return Outcome.REFUSED, str(error)
    except BackendError as error:
        return Outcome.UNREACHABLE, error.detail
    return Outcome.DONE, words or ""
