"""How stages ended: kept for good, looked up, and changed by stewards."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.domain.classification import Penalty, PenaltyKind
from bot.domain.errors import BadValue, NoSuchDriver, NoSuchPenalty, NoSuchResult
from bot.domain.outcomes import Outcome
from bot.domain.racing import StageKind
from bot.domain.times import in_words
from bot.services import news
from bot.storage import acts, outbox
from bot.storage import results as stored
from bot.storage.acts import Act
from bot.storage.database import Database
from bot.storage.results import Heading, Kept

__all__ = ["Head", "Heading", "Kept", "Results"]

LONGEST_PENALTY = timedelta(hours=1)
MOST_PLACES = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class Head(Heading):
    """What tells one result from others in a list; *winner* is "" when nobody was classified."""

    game: str
    kind: StageKind
    is_complete: bool
    drivers: int
    winner: str


class Results:
    """Every result that was ever stored."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._tell: Callable[[], None] = lambda: None

    def listen(self, changed: Callable[[], None]) -> None:
        """Call *changed* after a steward changed a result, because that made news."""
        self._tell = changed

    async def find(self, result_id: int) -> Kept | None:
        """Return one result."""
        async with self._database.read() as connection:
            return await stored.find(connection, result_id)

    async def search(
        self,
        *,
        servers: Collection[str] | None = None,
        track: str | None = None,
        day: date | None = None,
        zone: tzinfo = UTC,
        before: int | None = None,
        limit: int = 10,
    ) -> list[Head]:
        """Return the newest results, those of *day* in *zone*, and only such as are older than *before*."""
        span = None
        if day is not None:
            midnight = datetime.combine(day, time(), zone)
            span = (midnight, datetime.combine(day + timedelta(days=1), time(), zone))
        async with self._database.read() as connection:
            found = await stored.search(
                connection, servers=servers, track=track, span=span, before=before, limit=limit
            )
        return [_head(kept) for kept in found]

    async def headings(self, servers: Collection[str], limit: int) -> list[Heading]:
        """Return what the newest results of *servers* are called: quick enough to be asked at each letter."""
        async with self._database.read() as connection:
            return await stored.headings(connection, servers, limit)

    async def penalise(
        self, actor: int, result_id: int, driver: str, kind: PenaltyKind, amount: int, reason: str
    ) -> Kept:
        """Give *driver*, a `Driver.key`, a penalty: so many milliseconds or places, 0 for a DSQ.

        Raises `NoSuchResult`, `NoSuchDriver`, and `BadValue` for an impossible amount.
        """
        what = _in_words(kind, amount)
        async with self._database.write() as connection:
            kept = await _existing(connection, result_id)
            now = self._clock()
            given = Penalty(id=0, driver=driver, kind=kind, amount=amount, reason=reason, actor=actor, at=now)
            name = _name_of(kept, driver)
            await stored.penalise(connection, result_id, given)
            await self._note(connection, actor, "penalty", kept, name, f"{what}, {reason}")
            kept = await _existing(connection, result_id)
        self._tell()
        return kept

    async def revoke(self, actor: int, result_id: int, penalty_id: int) -> Kept:
        """Take a penalty back; it stays in the history.

        Raises `NoSuchResult`, and `NoSuchPenalty` when it is not one of this result, or was revoked.
        """
        async with self._database.write() as connection:
            kept = await _existing(connection, result_id)
            given = next((one for one in kept.penalties if one.id == penalty_id), None)
            if given is None or given.revoked_at is not None:
                raise NoSuchPenalty
            await stored.revoke(connection, penalty_id, actor, self._clock())
            what = f"{_in_words(given.kind, given.amount)}, {given.reason}"
            await self._note(connection, actor, "revoke", kept, _name_of(kept, given.driver), what)
            kept = await _existing(connection, result_id)
        self._tell()
        return kept

    async def posted(self, result_id: int, channel_id: int, message_id: int) -> None:
        """Note which message shows a result."""
        async with self._database.write() as connection:
            await stored.posted(connection, result_id, channel_id, message_id)

    async def _note(
        self, connection: AsyncConnection, actor: int, verb: str, kept: Kept, target: str, reason: str
    ) -> None:
        now = self._clock()
        act = Act(id=0, at=now, actor=actor, verb=verb, server=kept.server, target=target, reason=reason)
        await acts.settle(connection, await acts.ask(connection, act), Outcome.DONE, "", now)
        await outbox.put(connection, [news.acted(act, Outcome.DONE, "")])
        if kept.told:
            await outbox.put_once(connection, news.result(kept.server, now, kept.id))


async def _existing(connection: AsyncConnection, result_id: int) -> Kept:
    kept = await stored.find(connection, result_id)
    if kept is None:
        raise NoSuchResult
    return kept


def _name_of(kept: Kept, driver: str) -> str:
    for row in kept.result.rows:
        if row.driver.key == driver:
            return row.driver.name
    raise NoSuchDriver


def _in_words(kind: PenaltyKind, amount: int) -> str:
    """Say a penalty; raise `BadValue` for one that cannot be."""
    match kind:
        case PenaltyKind.TIME:
            given = timedelta(milliseconds=amount)
            if not timedelta(seconds=1) <= given <= LONGEST_PENALTY:
                raise BadValue("amount", in_words(given), "between a second and an hour")
            return f"{in_words(given)} added"
        case PenaltyKind.PLACES:
            if not 1 <= amount <= MOST_PLACES:
                raise BadValue("amount", str(amount), f"from 1 to {MOST_PLACES} places")
            return f"{amount} place{'s' if amount > 1 else ''} lost"
        case PenaltyKind.DISQUALIFIED:
            if amount:
                raise BadValue("amount", str(amount), "left out for a disqualification")
            return "disqualified"


def _head(kept: Kept) -> Head:
    result = kept.result
    winner = next((line.row.driver.name for line in kept.order if line.place == 1), "")
    return Head(
        id=kept.id,
        server=kept.server,
        game=kept.game,
        kind=result.kind,
        stage=result.stage,
        track=result.track,
        ended_at=result.ended_at,
        is_complete=result.is_complete,
        drivers=len(result.rows),
        winner=winner,
    )
