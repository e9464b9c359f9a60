"""What happened on a server within a short time, from everywhere it is stored."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import incidents
from bot.storage.schema import outbox, visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """*what* is ``joined``, ``left``, ``said`` (*more* are the words), ``impact`` or ``cut``.

    For an impact *more* is the other driver, "" for the scenery, and *weight* the game's own.
    """

    at: datetime
    what: str
    name: str
    more: str = ""
    weight: int = 0


async def between(
    connection: AsyncConnection, server: str, since: datetime, until: datetime
) -> list[Happening]:
    """Return what happened from *since* to *until*, in order; chat only where it is news for a channel."""
    found = [
        Happening(
            at=one.at,
            what=one.kind.value,
            name=one.driver.name,
            more=one.other.name if one.other else "",
            weight=one.weight,
        )
        for one in await incidents.between(connection, server, since, until)
    ]
    for what, moment in (("joined", visit.c.joined_at), ("left", visit.c.left_at)):
        query = select(visit.c.name, moment).where(visit.c.server == server, moment.between(since, until))
        found += [Happening(at=at, what=what, name=name) for name, at in await connection.execute(query)]
    of_chat = (outbox.c.kind == "chat", outbox.c.server == server, outbox.c.at.between(since, until))
    for payload, at in await connection.execute(select(outbox.c.payload, outbox.c.at).where(*of_chat)):
        found.append(Happening(at=at, what="said", name=payload["name"], more=payload["text"]))
    return sorted(found, key=lambda one: one.at)
