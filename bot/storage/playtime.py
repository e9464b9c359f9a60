"""How long people were on servers: the sums of ended visits, kept beside them, and the visits that go on.

A visit that goes on lasts until its server was seen last.  Whoever has no identity is kept by name and
server, with ``""`` for the kind of identity.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Row,
    Select,
    and_,
    case,
    delete,
    false,
    func,
    literal,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.playtime import Driven, Played, Someone, Stay, together
from bot.domain.racing import StageKind
from bot.domain.snapshot import Identity
from bot.storage.columns import Moment, milliseconds
from bot.storage.schema import lap, played, result_row, server, stage_result, visit

_MILLISECOND = timedelta(milliseconds=1)
_SEEN_UNTIL = case((server.c.seen_at > visit.c.joined_at, server.c.seen_at), else_=visit.c.joined_at)
_LENGTH = type_coerce(_SEEN_UNTIL, BigInteger) - type_coerce(visit.c.joined_at, BigInteger)
_KIND = func.coalesce(visit.c.identity_kind, "").label("identity_kind")
_KEY = func.coalesce(visit.c.identity_key, visit.c.name).label("identity_key")
_INSERT = insert(played)
_NEW = _INSERT.excluded
_IS_NEWER = _NEW.last_at >= played.c.last_at
_ADD = _INSERT.on_conflict_do_update(
    index_elements=list(played.primary_key),
    set_={
        "name": case((_IS_NEWER, _NEW.name), else_=played.c.name),
        "folded": case((_IS_NEWER, _NEW.folded), else_=played.c.folded),
        "total_ms": played.c.total_ms + _NEW.total_ms,
        "visits": played.c.visits + _NEW.visits,
        "longest_ms": func.max(played.c.longest_ms, _NEW.longest_ms),
        "first_at": func.min(played.c.first_at, _NEW.first_at),
        "last_at": func.max(played.c.last_at, _NEW.last_at),
    },
)


async def add(connection: AsyncConnection, ended: Iterable[Row[Any]]) -> None:
    """Add visits that have ended; to be called in the transaction that ends them."""
    rows = [_sum_of(one) for one in ended]
    if rows:
        await connection.execute(_ADD, rows)


async def rebuild(connection: AsyncConnection) -> None:
    """Make the sums anew from all visits."""
    await connection.execute(delete(played))
    ended = select(visit).where(visit.c.left_at.is_not(None)).order_by(visit.c.left_at, visit.c.id)
    await add(connection, (await connection.execute(ended)).all())


async def of(connection: AsyncConnection, people: Collection[Someone]) -> list[Played]:
    """Return what each of *people* played on each server, longest first."""
    sums = (await connection.execute(select(played).where(_are(played, people)))).all()
    going_on = (await connection.execute(_going_on(_are(visit, people)))).all()
    parts: dict[tuple[str, str, str], list[Played]] = {}
    for row in (*sums, *going_on):
        parts.setdefault((row.server, row.identity_kind, row.identity_key), []).append(_played(row))
    found = [together(theirs, server) for (server, *_), theirs in parts.items()]
    return sorted(found, key=lambda one: one.total, reverse=True)


async def leaders(connection: AsyncConnection, on: str | None, limit: int) -> list[Played]:
    """Return who played longest, on one server or on all; a mere name is summed up on no two servers."""
    first = {*await _longest(connection, on, limit), *await _there(connection)}
    parts: dict[object, list[Played]] = {}
    for one in await of(connection, first):
        if on in {None, one.server}:
            parts.setdefault(one.who.identity or one.who, []).append(one)
    return sorted(map(together, parts.values()), key=lambda one: one.total, reverse=True)[:limit]


async def _longest(connection: AsyncConnection, on: str | None, limit: int) -> list[Someone]:
    """Return whose ended visits were longest; whoever is there now may still have overtaken them."""
    columns = (played.c.server, played.c.identity_kind, played.c.identity_key, played.c.name)
    names = select(*columns).order_by(played.c.total_ms.desc()).limit(limit)
    if on is not None:
        return [_someone(*row) for row in await connection.execute(names.where(played.c.server == on))]
    by = (played.c.identity_kind, played.c.identity_key)
    total = func.sum(played.c.total_ms)
    people = select(*by).where(by[0] != "").group_by(*by).order_by(total.desc(), *by).limit(limit)
    found = [_someone("", kind, key, "") for kind, key in await connection.execute(people)]
    return found + [_someone(*row) for row in await connection.execute(names.where(by[0] == ""))]


async def _there(connection: AsyncConnection) -> list[Someone]:
    """Return who is on some server now."""
    query = select(visit.c.server, _KIND, _KEY, visit.c.name).where(visit.c.left_at.is_(None))
    return [_someone(*row) for row in await connection.execute(query)]


async def stays(connection: AsyncConnection, people: Collection[Someone], after: datetime) -> list[Stay]:
    """Return the visits of *people* that ended after *after* or go on."""
    ended_at = func.coalesce(visit.c.left_at, _SEEN_UNTIL, type_=Moment).label("ended_at")
    recent = or_(visit.c.left_at.is_(None), visit.c.left_at > after)
    query = (
        select(visit.c.server, visit.c.joined_at, ended_at)
        .join(server, server.c.name == visit.c.server)
        .where(_are(visit, people), recent)
    )
    return [Stay(row.server, row.joined_at, row.ended_at) for row in await connection.execute(query)]


async def people(connection: AsyncConnection, beginning: str, limit: int) -> list[Someone]:
    """Return who was on a server under a name that begins like that, each once; who is there comes first."""
    folded = beginning.casefold()
    known = (
        select(played.c.server, played.c.identity_kind, played.c.identity_key, played.c.name)
        .where(played.c.folded >= folded, played.c.folded < folded + "\U0010ffff")
        .order_by(played.c.folded)
        .limit(limit * 4)
    )
    found: dict[object, Someone] = {}
    for one in [*await _there(connection), *(_someone(*row) for row in await connection.execute(known))]:
        if one.name.casefold().startswith(folded):
            found.setdefault(one.identity or one, one)
    return list(found.values())[:limit]


async def driven(connection: AsyncConnection, identities: Collection[Identity]) -> Driven:
    """Return how much those people drove together."""
    laps = select(func.count()).select_from(lap).where(_any_of(lap, identities))
    races = (
        select(func.count())
        .select_from(result_row)
        .join(stage_result, stage_result.c.id == result_row.c.result_id)
        .where(_any_of(result_row, identities), stage_result.c.kind == StageKind.RACE.value)
    )
    return Driven(laps=await connection.scalar(laps) or 0, races=await connection.scalar(races) or 0)


def _going_on(who: ColumnElement[bool]) -> Select[Any]:
    """Return the visits of some people that go on, in the form of sums."""
    query = select(
        visit.c.server,
        _KIND,
        _KEY,
        visit.c.name,
        _LENGTH.label("total_ms"),
        literal(1).label("visits"),
        _LENGTH.label("longest_ms"),
        visit.c.joined_at.label("first_at"),
        _SEEN_UNTIL.label("last_at"),
    )
    return query.join(server, server.c.name == visit.c.server).where(visit.c.left_at.is_(None), who)


def _are(table: FromClause, people: Collection[Someone]) -> ColumnElement[bool]:
    """Tell a row about one of *people*."""
    identities = [one.identity for one in people if one.identity]
    named = [_is_named(table, one) for one in people if not one.identity]
    return or_(_any_of(table, identities), *named)


def _any_of(table: FromClause, identities: Collection[Identity]) -> ColumnElement[bool]:
    keys: dict[str, list[str]] = {}
    for identity in identities:
        keys.setdefault(identity.kind, []).append(identity.key)
    of_kinds = [
        and_(table.c.identity_kind == kind, table.c.identity_key.in_(of)) for kind, of in keys.items()
    ]
    return or_(false(), *of_kinds)


def _is_named(table: FromClause, one: Someone) -> ColumnElement[bool]:
    here = table.c.server == one.server
    if table is played:
        return and_(here, played.c.identity_kind == "", played.c.identity_key == one.name)
    return and_(here, table.c.identity_kind.is_(None), table.c.name == one.name)


def _sum_of(ended: Row[Any]) -> dict[str, Any]:
    length = max(milliseconds(ended.left_at) - milliseconds(ended.joined_at), 0)
    return {
        "server": ended.server,
        "identity_kind": ended.identity_kind or "",
        "identity_key": ended.identity_key or ended.name,
        "name": ended.name,
        "folded": ended.name.casefold(),
        "total_ms": length,
        "visits": 1,
        "longest_ms": length,
        "first_at": ended.joined_at,
        "last_at": max(ended.joined_at, ended.left_at),
    }


def _played(row: Row[Any]) -> Played:
    return Played(
        server=row.server,
        who=_someone(row.server, row.identity_kind, row.identity_key, row.name),
        total=row.total_ms * _MILLISECOND,
        visits=row.visits,
        longest=row.longest_ms * _MILLISECOND,
        first_at=row.first_at,
        last_at=row.last_at,
    )


def _someone(server: str, kind: str, key: str, name: str) -> Someone:
    return Someone(name, Identity(kind, key)) if kind else Someone(name, None, server)
