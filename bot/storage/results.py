"""How stages ended, and what stewards made of it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.classification import Classified, Penalty, PenaltyKind, classify
from bot.domain.racing import Car, Ending, Finish, ResultRow, StageKind, StageResult, Track
from bot.storage.bulk import driver_of, text_of, who
from bot.storage.content import CAR, TRACK
from bot.storage.schema import content
from bot.storage.schema import penalty as penalties
from bot.storage.schema import result_row as lines
from bot.storage.schema import stage_result as results

_INSERT_LINE = text_of(insert(lines))
_CONTENT_NAMES = (
    func.coalesce(content.c.name, "").label("content_name"),
    func.coalesce(content.c.group_name, "").label("group_name"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What names a result."""

    id: int
    server: str
    stage: str
    track: Track
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A result as it is stored, with its penalties, oldest first, and the message that shows it.

    *told* is whether it was news when it came: what the bot found in a log's past is posted nowhere.
    """

    id: int
    server: str
    game: str
    result: StageResult
    penalties: tuple[Penalty, ...]
    told: bool
    channel_id: int | None
    message_id: int | None

    @property
    def order(self) -> tuple[Classified, ...]:
        """Everybody in the order that counts now."""
        return classify(self.result, self.penalties)


async def keep(
    connection: AsyncConnection, server: str, game: str, result: StageResult, *, tell: bool
) -> int | None:
    """Store a result, or amend it where it differs from what is stored; its penalties stay.

    Returns its number when that is news: it is new and *tell* says so, or it was news once and changed.
    A result that was no news when it came never becomes any.
    """
    head = _head(game, result)
    same = (results.c.server == server, results.c.ref == result.ref)
    found = (await connection.execute(select(results).where(*same))).mappings().first()
    if found is None:
        values = {"server": server, "ref": result.ref, "told": tell, **head}
        made = await connection.execute(insert(results).values(values).returning(results.c.id))
        result_id = int(made.scalar_one())
        await _put_lines(connection, result_id, result.rows)
        return result_id if tell else None
    result_id = found["id"]
    rows = [_line(result_id, index, row) for index, row in enumerate(result.rows)]
    stored = await connection.execute(_lines_of([result_id]))
    if rows == [tuple(line) for line in stored] and all(found[name] == head[name] for name in head):
        return None
    await connection.execute(update(results).where(results.c.id == result_id).values(head))
    await connection.execute(delete(lines).where(lines.c.result_id == result_id))
    await _put_lines(connection, result_id, result.rows)
    return result_id if found["told"] else None


async def find(connection: AsyncConnection, result_id: int) -> Kept | None:
    """Return one result."""
    found = await _read(connection, select(results).where(results.c.id == result_id))
    return found[0] if found else None


async def search(
    connection: AsyncConnection,
    *,
    servers: Collection[str] | None,
    track: str | None,
    span: tuple[datetime, datetime] | None,
    before: int | None,
    limit: int,
) -> list[Kept]:
    """Return the newest results first; *span* is when they ended, its end excluded."""
    query = select(results).order_by(results.c.id.desc()).limit(limit)
    if servers is not None:
        query = query.where(results.c.server.in_(servers))
    if track is not None:
        query = query.where(results.c.track == track)
    if span is not None:
        query = query.where(results.c.ended_at >= span[0], results.c.ended_at < span[1])
    if before is not None:
        query = query.where(results.c.id < before)
    return await _read(connection, query)


async def headings(connection: AsyncConnection, servers: Collection[str], limit: int) -> list[Heading]:
    """Return what the newest results are called, with one question and without who drove."""
    newest = select(results).where(results.c.server.in_(servers)).order_by(results.c.id.desc()).limit(limit)
    return [
        Heading(
            id=row.id,
            server=row.server,
            stage=row.stage,
            track=Track(row.track, row.content_name or row.track),
            ended_at=row.ended_at,
        )
        for row in await connection.execute(_with_track(newest))
    ]


async def posted(connection: AsyncConnection, result_id: int, channel_id: int, message_id: int) -> None:
    """Note which message shows a result."""
    values = {"channel_id": channel_id, "message_id": message_id}
    await connection.execute(update(results).where(results.c.id == result_id).values(values))


async def penalise(connection: AsyncConnection, result_id: int, given: Penalty) -> None:
    """Store a new penalty; its own number is not looked at."""
    await connection.execute(
        insert(penalties).values(
            result_id=result_id,
            driver=given.driver,
            kind=given.kind.value,
            amount=given.amount,
            reason=given.reason,
            actor=given.actor,
            at=given.at,
        )
    )


async def revoke(connection: AsyncConnection, penalty_id: int, actor: int, at: datetime) -> None:
    """Note that a penalty counts no more."""
    values = {"revoked_at": at, "revoked_by": actor}
    await connection.execute(update(penalties).where(penalties.c.id == penalty_id).values(values))


async def _put_lines(connection: AsyncConnection, result_id: int, rows: Iterable[ResultRow]) -> None:
    values = [_line(result_id, index, row) for index, row in enumerate(rows)]
    if values:
        await connection.exec_driver_sql(_INSERT_LINE, values)


async def _read(connection: AsyncConnection, query: Select[Any]) -> list[Kept]:
    """Return the results that *query* chooses, with three questions however many they are."""
    found = (await connection.execute(_with_track(query))).all()
    ids = [row.id for row in found]
    rows: dict[int, list[ResultRow]] = {}
    for row in await connection.execute(_named_lines_of(ids)):
        rows.setdefault(row.result_id, []).append(_row(row))
    given: dict[int, list[Penalty]] = {}
    theirs = select(penalties).where(penalties.c.result_id.in_(ids)).order_by(penalties.c.id)
    for row in await connection.execute(theirs):
        given.setdefault(row.result_id, []).append(_penalty(row))
    return [_kept(row, rows.get(row.id, ()), given.get(row.id, ())) for row in found]


def _with_track(query: Select[Any]) -> Select[Any]:
    """Add the names of their tracks to the results that *query* chooses, newest first."""
    chosen = query.subquery()
    track = (content.c.game == chosen.c.game, content.c.kind == TRACK, content.c.key == chosen.c.track)
    return select(chosen, *_CONTENT_NAMES).outerjoin(content, and_(*track)).order_by(chosen.c.id.desc())


def _lines_of(ids: Sequence[int]) -> Select[Any]:
    return select(lines).where(lines.c.result_id.in_(ids)).order_by(lines.c.result_id, lines.c.idx)


def _named_lines_of(ids: Sequence[int]) -> Select[Any]:
    car = (content.c.game == results.c.game, content.c.kind == CAR, content.c.key == lines.c.car)
    source = lines.join(results, results.c.id == lines.c.result_id).outerjoin(content, and_(*car))
    return _lines_of(ids).add_columns(*_CONTENT_NAMES).select_from(source)


def _head(game: str, result: StageResult) -> dict[str, Any]:
    return {
        "game": game,
        "kind": result.kind.value,
        "stage": result.stage,
        "track": result.track.key,
        "began_at": result.began_at,
        "ended_at": result.ended_at,
        "ending": result.ending.value,
        "laps": result.laps,
        "minutes": result.minutes,
        "is_complete": result.is_complete,
    }


def _line(result_id: int, index: int, row: ResultRow) -> tuple[object, ...]:
    return (
        result_id,
        index,
        row.place,
        *who(row.driver),
        row.driver.is_ai,
        row.car.key,
        row.finish.value,
        row.laps,
        row.total_ms,
        row.best_ms,
        row.pit_stops,
        row.cuts,
        row.impacts,
    )


def _row(row: Row[Any]) -> ResultRow:
    return ResultRow(
        place=row.place,
        driver=driver_of(row.identity_kind, row.identity_key, row.name, is_ai=row.is_ai),
        car=Car(row.car, row.content_name or row.car, row.group_name),
        finish=Finish(row.finish),
        laps=row.laps,
        total_ms=row.total_ms,
        best_ms=row.best_ms,
        pit_stops=row.pit_stops,
        cuts=row.cuts,
        impacts=row.impacts,
    )


def _penalty(row: Row[Any]) -> Penalty:
    return Penalty(
        id=row.id,
        driver=row.driver,
        kind=PenaltyKind(row.kind),
        amount=row.amount,
        reason=row.reason,
        actor=row.actor,
        at=row.at,
        revoked_at=row.revoked_at,
        revoked_by=row.revoked_by,
    )


def _kept(row: Row[Any], rows: Sequence[ResultRow], given: Sequence[Penalty]) -> Kept:
    return Kept(
        id=row.id,
        server=row.server,
        game=row.game,
        result=StageResult(
            ref=row.ref,
            kind=StageKind(row.kind),
            stage=row.stage,
            track=Track(row.track, row.content_name or row.track),
            began_at=row.began_at,
            ended_at=row.ended_at,
            ending=Ending(row.ending),
            is_complete=row.is_complete,
            rows=tuple(rows),
            laps=row.laps,
            minutes=row.minutes,
        ),
        penalties=tuple(given),
        told=row.told,
        channel_id=row.channel_id,
        message_id=row.message_id,
    )
