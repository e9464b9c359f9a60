"""Who drove how fast, to be looked up."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, Select, and_, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.racing import Car, Driver, StageKind, Track
from bot.domain.snapshot import Identity
from bot.storage.bulk import driver_of
from bot.storage.content import CAR, TRACK
from bot.storage.laps import WET
from bot.storage.schema import best_lap, content, driver_name, lap

_OF_WET = {word: wet for wet, word in WET.items()}
_track, _car = content.alias("track_content"), content.alias("car_content")
_NAMES = (
    func.coalesce(_track.c.name, "").label("track_name"),
    func.coalesce(_car.c.name, "").label("car_name"),
    func.coalesce(_car.c.group_name, "").label("group_name"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The best lap of a driver with a car; *wet* is None when nobody saw the weather."""

    server: str
    game: str
    track: Track
    car: Car
    driver: Driver
    ms: int
    at: datetime
    wet: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrivenLap:
    """A lap as it is remembered; its fields are those of `Lap`."""

    server: str
    game: str
    at: datetime
    kind: StageKind
    track: Track
    car: Car
    driver: Driver
    number: int
    ms: int
    sectors: tuple[int, ...]
    is_valid: bool
    wet: bool | None


async def of_track(
    connection: AsyncConnection,
    track: str,
    *,
    car: str | None,
    group: str | None,
    servers: Collection[str] | None,
    wet: bool | None,
    limit: int,
) -> list[Record]:
    """Return the best lap of each driver with each car on a track, fastest first."""
    conditions = [best_lap.c.track == track]
    if car is not None:
        conditions.append(best_lap.c.car == car)
    if group is not None:
        conditions.append(_car.c.group_name == group)
    if servers is not None:
        conditions.append(best_lap.c.server.in_(servers))
    if wet is not None:
        conditions.append(best_lap.c.wet == WET[wet])
    each = (best_lap.c.identity_kind, best_lap.c.identity_key, best_lap.c.game, best_lap.c.car)
    rank = func.row_number().over(partition_by=each, order_by=(best_lap.c.ms, best_lap.c.at))
    ranked = (
        select(best_lap, *_NAMES, rank.label("rank"))
        .select_from(_named(best_lap))
        .where(*conditions)
        .subquery()
    )
    query = select(ranked).where(ranked.c.rank == 1).order_by(ranked.c.ms, ranked.c.at).limit(limit)
    return [_record(row) for row in await connection.execute(query)]


async def bests_of(
    connection: AsyncConnection, identities: Collection[Identity], track: str | None
) -> list[Record]:
    """Return every best lap of those people, fastest first."""
    query = _of_people(best_lap, identities, track).order_by(best_lap.c.ms, best_lap.c.at)
    return [_record(row) for row in await connection.execute(query)]


async def laps_of(
    connection: AsyncConnection, identity: Identity, track: str | None, limit: int
) -> list[DrivenLap]:
    """Return somebody's laps, newest first."""
    query = _of_people(lap, [identity], track).order_by(lap.c.at.desc(), lap.c.id.desc()).limit(limit)
    return [_driven(row) for row in await connection.execute(query)]


async def people(connection: AsyncConnection, beginning: str, limit: int) -> list[Driver]:
    """Return who drove under a name that begins like that, each once."""
    folded = beginning.casefold()
    query = (
        select(driver_name)
        .where(driver_name.c.folded >= folded, driver_name.c.folded < folded + "\U0010ffff")
        .order_by(driver_name.c.folded)
    )
    found: dict[Identity, Driver] = {}
    for row in await connection.execute(query.limit(limit * 4)):
        driver = driver_of(row.identity_kind, row.identity_key, row.name)
        if driver.identity:
            found.setdefault(driver.identity, driver)
    return list(found.values())[:limit]


def _named(table: FromClause) -> FromClause:
    track = (_track.c.game == table.c.game, _track.c.kind == TRACK, _track.c.key == table.c.track)
    car = (_car.c.game == table.c.game, _car.c.kind == CAR, _car.c.key == table.c.car)
    return table.outerjoin(_track, and_(*track)).outerjoin(_car, and_(*car))


def _of_people(table: FromClause, identities: Collection[Identity], track: str | None) -> Select[Any]:
    anybody: list[ColumnElement[bool]] = [
        and_(table.c.identity_kind == one.kind, table.c.identity_key == one.key) for one in identities
    ]
    query = select(table, *_NAMES).select_from(_named(table)).where(or_(false(), *anybody))
    return query if track is None else query.where(table.c.track == track)


def _record(row: Row[Any]) -> Record:
    return Record(
        server=row.server,
        game=row.game,
        track=Track(row.track, row.track_name or row.track),
        car=Car(row.car, row.car_name or row.car, row.group_name),
        driver=driver_of(row.identity_kind, row.identity_key, row.name),
        ms=row.ms,
        at=row.at,
        wet=_OF_WET[row.wet],
    )


def _driven(row: Row[Any]) -> DrivenLap:
    return DrivenLap(
        server=row.server,
        game=row.game,
        at=row.at,
        kind=StageKind(row.kind),
        track=Track(row.track, row.track_name or row.track),
        car=Car(row.car, row.car_name or row.car, row.group_name),
        driver=driver_of(row.identity_kind, row.identity_key, row.name),
        number=row.number,
        ms=row.ms,
        sectors=tuple(map(int, row.sectors.split(","))) if row.sectors else (),
        is_valid=row.is_valid,
        wet=row.wet,
    )
