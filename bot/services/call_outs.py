"""Laps that are called out in the feed: a server's record, and somebody's own best."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.racing import Lap
from bot.domain.snapshot import Identity
from bot.services import news
from bot.services.servers import Server
from bot.storage import laps as stored
from bot.storage.laps import Best
from bot.storage.outbox import News

NEW_TRACK = timedelta(hours=1)
"""So long after the first lap on a track nothing is called out: every lap would be a record."""

Fastest = dict[Identity, Lap]


async def of(connection: AsyncConnection, server: Server, laps: Sequence[Lap], now: datetime) -> list[News]:
    """Return what is worth telling of *laps*, which are not stored yet."""
    rows: list[News] = []
    for (track, car), fastest in _fastest(laps).items():
        recent = [lap for lap in fastest.values() if now - lap.at <= news.OLD_NEWS]
        first = await stored.first_on(connection, server.name, track) if recent else None
        fair = [lap for lap in recent if first is not None and lap.at - first >= NEW_TRACK]
        if fair:
            bests = await stored.bests(connection, server.name, track, car)
            quickest = min(fastest.values(), key=lambda lap: lap.ms)
            rows += _told(server, fair, quickest, bests)
    return rows


def _fastest(laps: Sequence[Lap]) -> dict[tuple[str, str], Fastest]:
    """Return each driver's best of these laps, by track and car; the first of equal ones."""
    found: dict[tuple[str, str], Fastest] = {}
    for lap in laps:
        if stored.counts(lap) and lap.driver.identity:
            of_car = found.setdefault((lap.track.key, lap.car.key), {})
            best = of_car.get(lap.driver.identity)
            if best is None or lap.ms < best.ms:
                of_car[lap.driver.identity] = lap
    return found


def _told(server: Server, fair: Sequence[Lap], quickest: Lap, bests: Mapping[Identity, Best]) -> list[News]:
    record = min(bests.values(), default=None)
    rows = []
    for lap in fair:
        own = bests.get(lap.driver.identity) if lap.driver.identity else None
        if lap is quickest and record and lap.ms < record.ms:
            rows.append(news.fast_lap(server, "record", lap, record))
        elif own and lap.ms < own.ms:
            rows.append(news.fast_lap(server, "best", lap, own))
    return rows
