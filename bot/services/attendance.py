"""Who was where from when until when, as far as it was seen: written in the look's transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.events import Departure, PlayerJoined, PlayerLeft
from bot.domain.look import Seen
from bot.domain.roster import Roster, Told
from bot.services.servers import Server
from bot.storage import visits

_WATCHED = timedelta(minutes=2)
"""Looks closer than this follow each other; so do three looks of a server that is looked at seldom."""


def blind_since(server: Server, seen: Seen) -> datetime | None:
    """Return when *server* was seen last before *seen*, where nobody can tell who went in between.

    Nobody was watching for a while and no log tells of it, or the game's server was restarted.
    """
    log, last = seen.log, server.seen_at
    if last is None:
        return None
    if log is not None and log.began_anew:
        return last
    if log is not None and not log.lost and PlayerLeft in server.source.backend.log_tells:
        return None
    watched = max(_WATCHED, 3 * server.source.coordinator.every)
    return last if seen.snapshot.at - last > watched else None


async def keep_visits(
    connection: AsyncConnection,
    server: Server,
    told: Sequence[Told],
    after: Roster,
    *,
    at: datetime,
    blind: datetime | None,
) -> None:
    """Write down who came and who went; whoever the events do not explain is noted without words.

    After a *blind* time every visit has ended when it began, and whoever is there is on another one: what was
    a handle of theirs may be somebody else's now.
    """
    there = dict(server.roster)
    if blind is not None:
        await _close(connection, server.name, there, blind)
        there.clear()
    for one in told:
        if isinstance(one.event, PlayerJoined):
            await visits.open_visits(connection, server.name, [one.event.player], one.event.at)
            there[one.event.player.handle] = one.event.player
        elif isinstance(one.event, PlayerLeft) and one.player:
            await visits.close_visit(connection, server.name, one.event.handle, one.event.at, one.event.how)
            there.pop(one.event.handle, None)
    unexplained = [player for handle, player in after.items() if handle not in there]
    await visits.open_visits(connection, server.name, unexplained, at)
    await _close(connection, server.name, there.keys() - after.keys(), at)
    await _tell_apart(connection, server.name, there, after, at)


async def _tell_apart(
    connection: AsyncConnection, server: str, before: Roster, after: Roster, at: datetime
) -> None:
    """Note who logged in since they came, and begin another visit where that is another person."""
    for handle in before.keys() & after.keys():
        was, now = before[handle].identity, after[handle].identity
        if now is None or was == now:
            continue
        if was is not None:
            await _close(connection, server, [handle], at)
            await visits.open_visits(connection, server, [after[handle]], at)
        else:
            await visits.identify(connection, server, after[handle])


async def _close(connection: AsyncConnection, server: str, handles: Iterable[str], at: datetime) -> None:
    for handle in handles:
        await visits.close_visit(connection, server, handle, at, Departure.UNKNOWN)
