"""The laps that were driven, and the fastest of each driver, kept beside them."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, case, delete, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.racing import Lap
from bot.domain.snapshot import Identity
from bot.storage.bulk import once, text_of, who
from bot.storage.columns import milliseconds
from bot.storage.schema import best_lap, driver_name, lap

WET = {True: "wet", False: "dry", None: "unknown"}
"""How the weather of a best lap is stored."""

_INSERT, _INSERT_NAME = once(lap), once(driver_name)
_BEST = insert(best_lap)
_RAISE = text_of(
    _BEST.on_conflict_do_update(
        index_elements=list(best_lap.primary_key),
        set_={name: _BEST.excluded[name] for name in ("game", "ms", "at", "name", "ref")},
        where=_BEST.excluded.ms < best_lap.c.ms,
    )
)


class Best(NamedTuple):
    """The best lap of somebody with one car on one track."""

    ms: int
    name: str


async def put(connection: AsyncConnection, server: str, game: str, laps: Sequence[Lap]) -> None:
    """Store laps, and raise the best ones; what is stored already is left alone."""
    await connection.exec_driver_sql(_INSERT, [_row(server, game, one) for one in laps])
    best = [_best_row(server, game, one) for one in laps if counts(one)]
    if best:
        await connection.exec_driver_sql(_RAISE, best)


def counts(one: Lap) -> bool:
    """Tell whether a lap can be somebody's best."""
    return one.is_valid and one.driver.identity is not None


async def put_names(connection: AsyncConnection, names: Sequence[tuple[Identity, str]]) -> None:
    """Store under which names people drove, so that they can be found by them."""
    rows = [(name.casefold(), identity.kind, identity.key, name) for identity, name in names]
    await connection.exec_driver_sql(_INSERT_NAME, rows)


async def bests(connection: AsyncConnection, server: str, track: str, car: str) -> dict[Identity, Best]:
    """Return everybody's best lap with a car on a server's track, in whatever weather."""
    query = (
        select(best_lap.c.identity_kind, best_lap.c.identity_key, best_lap.c.ms, best_lap.c.name)
        .where(best_lap.c.server == server, best_lap.c.track == track, best_lap.c.car == car)
        .order_by(best_lap.c.ms.desc())
    )
    return {Identity(kind, key): Best(ms, name) for kind, key, ms, name in await connection.execute(query)}


async def first_on(connection: AsyncConnection, server: str, track: str) -> datetime | None:
    """Return when the first lap on a server's track ended."""
    here = (lap.c.server == server, lap.c.track == track)
    first: datetime | None = await connection.scalar(select(func.min(lap.c.at)).where(*here))
    return first


async def rebuild(connection: AsyncConnection) -> None:
    """Make the best laps anew from all laps."""
    wet = case((lap.c.wet.is_(None), WET[None]), (lap.c.wet, WET[True]), else_=WET[False]).label("wet")
    of_one = (lap.c.server, lap.c.track, lap.c.car, lap.c.identity_kind, lap.c.identity_key, wet)
    ranked = (
        select(
            *of_one,
            *(lap.c.game, lap.c.ms, lap.c.at, lap.c.name, lap.c.ref),
            func.row_number().over(partition_by=of_one, order_by=(lap.c.ms, lap.c.id)).label("rank"),
        )
        .where(and_(lap.c.is_valid, lap.c.identity_key.is_not(None)))
        .subquery()
    )
    await connection.execute(delete(best_lap))
    names = [column.name for column in best_lap.c]
    fastest = select(*(ranked.c[name] for name in names)).where(ranked.c.rank == 1)
    await connection.execute(insert(best_lap).from_select(names, fastest))


def _row(server: str, game: str, one: Lap) -> tuple[object, ...]:
    return (
        server,
        one.ref,
        one.stage_ref,
        game,
        milliseconds(one.at),
        one.kind.value,
        one.track.key,
        one.car.key,
        *who(one.driver),
        one.number,
        one.ms,
        ",".join(map(str, one.sectors)),
        one.is_valid,
        one.wet,
        one.place,
    )


def _best_row(server: str, game: str, one: Lap) -> tuple[object, ...]:
    kind, key, name = who(one.driver)
    at = milliseconds(one.at)
    return (server, one.track.key, one.car.key, kind, key, WET[one.wet], game, one.ms, at, name, one.ref)
