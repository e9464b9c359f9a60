"""What staff did to servers and players, written down before and after."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.outcomes import Outcome
from bot.storage.schema import act as acts


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """*actor*, a Discord id, did *verb* to *target* on *server*; *id* is 0 until it is stored."""

    id: int
    at: datetime
    actor: int
    verb: str
    server: str
    target: str
    reason: str
    outcome: Outcome = Outcome.ASKED
    words: str = ""
    settled_at: datetime | None = None


async def ask(connection: AsyncConnection, act: Act) -> int:
    """Write down what is about to be done; return its id."""
    values = {
        "at": act.at,
        "actor": act.actor,
        "verb": act.verb,
        "server": act.server,
        "target": act.target,
        "reason": act.reason,
        "outcome": Outcome.ASKED.value,
        "words": "",
    }
    result = await connection.execute(insert(acts).values(values).returning(acts.c.id))
    return int(result.scalar_one())


async def settle(
    connection: AsyncConnection, act_id: int, outcome: Outcome, words: str, at: datetime
) -> None:
    """Write down how it ended."""
    values = {"outcome": outcome.value, "words": words, "settled_at": at}
    await connection.execute(update(acts).where(acts.c.id == act_id).values(values))


async def unsettled(connection: AsyncConnection) -> list[Act]:
    """Return what nobody wrote an end to, oldest first: after a start, what a crash interrupted."""
    query = select(acts).where(acts.c.settled_at.is_(None)).order_by(acts.c.id)
    return [_act(row) for row in (await connection.execute(query)).mappings()]


def _act(row: RowMapping) -> Act:
    return Act(**{**row, "outcome": Outcome(row["outcome"])})
