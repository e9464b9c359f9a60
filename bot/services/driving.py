"""What a log tells of the driving: stored in the look's transaction, with the news that it makes."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.domain.look import LogSlice
from bot.domain.racing import Incident, Lap, StageResult
from bot.domain.snapshot import Identity
from bot.services import call_outs, news, warnings
from bot.services.content import Content
from bot.services.servers import Server
from bot.storage import content, laps, log_lines, outbox, results


class Driving:
    """Takes in what slices of logs hold; a slice that comes again changes nothing."""

    def __init__(self, content: Content, clock: Clock) -> None:
        self._content = content
        self._clock = clock
        self._names: set[tuple[Identity, str]] = set()

    async def store(self, connection: AsyncConnection, server: Server, slice_: LogSlice) -> None:
        """Store everything in *slice_*, and the news of it where it is not quiet."""
        if slice_.lines:
            await log_lines.put(connection, server.name, slice_.position.epoch, slice_.lines)
        driven = slice_.driven
        named = self._content.fresh(server.source.game, slice_)
        if named:
            await content.put(connection, named)
        if driven.laps:
            await self._store_laps(connection, server, driven.laps, quiet=slice_.quiet)
        if driven.incidents:
            await self._store_incidents(connection, server, driven.incidents, quiet=slice_.quiet)
        for result in driven.results:
            await self._store_result(connection, server, result, quiet=slice_.quiet)

    def stored(self, server: Server, slice_: LogSlice) -> None:
        """Keep in mind what need not be stored again; to be called once *slice_* is committed."""
        self._content.learn(server.source.game, slice_)
        self._names |= _names_in(slice_.driven.laps)

    async def _store_laps(
        self, connection: AsyncConnection, server: Server, driven: Sequence[Lap], *, quiet: bool
    ) -> None:
        if not quiet:
            told = await call_outs.of(connection, server, driven, self._clock())
            await outbox.put(connection, news.wanted(server, told))
        await laps.put(connection, server.name, server.source.game, driven)
        names = _names_in(driven) - self._names
        if names:
            await laps.put_names(connection, sorted(names, key=lambda one: one[1]))

    async def _store_incidents(
        self, connection: AsyncConnection, server: Server, driven: Sequence[Incident], *, quiet: bool
    ) -> None:
        told = await warnings.keep(connection, server, driven)
        if not quiet:
            await outbox.put(connection, told)

    async def _store_result(
        self, connection: AsyncConnection, server: Server, result: StageResult, *, quiet: bool
    ) -> None:
        tell = not quiet and news.RESULTS_CHANNEL in server.place.channels
        told = await results.keep(connection, server.name, server.source.game, result, tell=tell)
        if told is not None:
            await outbox.put_once(connection, news.result(server.name, result.ended_at, told))


def _names_in(driven: Sequence[Lap]) -> set[tuple[Identity, str]]:
    return {(lap.driver.identity, lap.driver.name) for lap in driven if lap.driver.identity}
