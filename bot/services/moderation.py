"""Acts on a server: written down before and after, one at a time, and never called done when they are not."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.domain.capabilities import (
    CanAdvance,
    CanBanForAWhile,
    CanKick,
    CanRestart,
    CanSay,
    CanSetSession,
    CanWhisper,
    require,
)
from bot.domain.errors import BackendError, OutcomeUnknown, Rejected, UserError
from bot.domain.outcomes import Outcome, Receipt
from bot.domain.session_settings import Applied, Change
from bot.domain.snapshot import Player
from bot.domain.times import in_words
from bot.services import news
from bot.services.servers import Server, Servers
from bot.storage import acts, outbox
from bot.storage.acts import Act
from bot.storage.database import Database

log = logging.getLogger(__name__)


class Moderation:
    """What staff can do to servers and the people on them."""

    def __init__(self, database: Database, servers: Servers, clock: Clock) -> None:
        self._database = database
        self._servers = servers
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

    async def ban(
        self, actor: int, server: Server, player: Player, duration: timedelta, reason: str
    ) -> Receipt:
        """Remove *player* and let the game keep them out for *duration*."""
        backend = require(server.source.backend, CanBanForAWhile, server.title)
        return await self._act(
            actor,
            server,
            "ban",
            player.name,
            f"{reason} ({in_words(duration)})",
            lambda: backend.ban(server.inner, player, duration, reason),
        )

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

        asked = ", ".join(f"{key} = {value}" for key, value in values.items())
        receipt = await self._act(actor, server, verb, asked, reason, change)
        return receipt, changes

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
    ) -> Receipt:
        act = self._new(actor, server.name, verb, target, reason)
        async with self._database.write() as connection:
            act = replace(act, id=await acts.ask(connection, act))
        outcome, words = Outcome.UNKNOWN, "it was interrupted"
        try:
            async with server.busy:
                outcome, words = await _attempt(change)
        finally:  # most of all when nobody knows what happened
            await asyncio.shield(self._finish(act, outcome, words))
            self._look(server)
        return Receipt(server=server.title, outcome=outcome, words=words)

    def _new(self, actor: int, server: str, verb: str, target: str, reason: str) -> Act:
        return Act(
            id=0, at=self._clock(), actor=actor, server=server, verb=verb, target=target, reason=reason
        )

    async def _finish(self, act: Act, outcome: Outcome, words: str) -> None:
        async with self._database.write() as connection:
            await self._settle(connection, act, outcome, words)
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
