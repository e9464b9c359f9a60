"""Warnings for drivers who hit others or leave the track often, where the settings ask for them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.racing import Driver, Incident, IncidentKind
from bot.services import news
from bot.services.servers import Server
from bot.storage import incidents as stored
from bot.storage.outbox import News

Counted = tuple[str, IncidentKind, str]
"""The stage, the kind, and the driver's key."""

_WORDS = {IncidentKind.IMPACT: "impacts", IncidentKind.CUT: "cuts"}


async def keep(connection: AsyncConnection, server: Server, incidents: Sequence[Incident]) -> list[News]:
    """Store *incidents*; return the warnings for those who reach a multiple of what the settings allow.

    Both counts are those of the storage, so that what is read twice is counted once.
    """
    limits = server.source.warn_after
    if not any(limits.values()):
        await stored.put(connection, server.name, incidents)
        return []
    stages = sorted({one.stage_ref for one in incidents})
    before = await _count(connection, server, stages)
    await stored.put(connection, server.name, incidents)
    after = await _count(connection, server, stages)
    rows: list[News] = []
    for (stage, kind, key), count in after.items():
        limit = limits.get(kind, 0)
        if limit and count // limit > before[stage, kind, key] // limit:
            last = [one for one in incidents if one.driver.key == key and one.kind is kind][-1]
            rows += _warn(server, last, count)
    return rows


async def _count(connection: AsyncConnection, server: Server, stages: Iterable[str]) -> Counter[Counted]:
    counted: Counter[Counted] = Counter()
    for stage in stages:
        for one in await stored.of_stage(connection, server.name, stage):
            if not one.driver.is_ai:
                counted[stage, one.kind, one.driver.key] += 1
    return counted


def _warn(server: Server, last: Incident, count: int) -> Iterator[News]:
    what = _WORDS[last.kind]
    yield news.alert(server.name, last.at, "warning", name=last.driver.name, of=what, count=count)
    for player in server.roster.values():
        if _is(player.identity, player.name, last.driver):
            yield news.reply(server, last.at, player, what, count=count)


def _is(identity: object, name: str, driver: Driver) -> bool:
    return identity == driver.identity if driver.identity else name == driver.name
