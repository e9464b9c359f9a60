"""What is asked all day long finds its rows by an index, however much history there is."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.events import Departure
from bot.domain.health import Condition
from bot.domain.playtime import Someone
from bot.storage import (
    acts,
    boards,
    codes,
    incidents,
    laps,
    links,
    log_lines,
    outbox,
    playtime,
    records,
    servers,
    visits,
)
from bot.storage.database import Database
from tests.bot.storage.people import ANN, ANN_ID, BEN_ID, NOON

ANN_KNOWN, GUEST = Someone("Ann", ANN_ID), Someone("Guest", None, "paddock")
Ask = Callable[[AsyncConnection], Awaitable[Any]]
OFTEN: dict[str, Ask] = {
    "who is present": visits.present,
    "somebody left": lambda c: visits.close_visit(c, "paddock", "11", NOON, Departure.LEFT),
    "who a guest is now": lambda c: visits.identify(c, "paddock", ANN),
    "a person's visits": lambda c: playtime.stays(c, [ANN_KNOWN, GUEST], NOON),
    "servers were seen": lambda c: servers.keep_seen(c, {"paddock": NOON}),
    "news to tell": lambda c: outbox.unsent(c, 100),
    "news was told": lambda c: outbox.settle(c, [1, 2], NOON),
    "a server's condition": lambda c: servers.keep_condition(c, "paddock", 1, Condition.LOST, NOON),
    "a board was posted": lambda c: boards.posted(c, "status", "paddock", 1, "abc"),
    "acts without an end": acts.unsettled,
    "who the players are": lambda c: links.members_of(c, [ANN_ID, BEN_ID]),
    "a member's links": lambda c: links.of_member(c, 1),
    "a code": lambda c: codes.find(c, "aa"),
    "wrong codes of one": lambda c: codes.wrong_times(c, NOON, identity=ANN_ID),
    "bests of a car": lambda c: laps.bests(c, "paddock", "41", "7"),
    "the first lap on a track": lambda c: laps.first_on(c, "paddock", "41"),
    "somebody's laps": lambda c: records.laps_of(c, ANN_ID, None, 200),
    "people's bests": lambda c: records.bests_of(c, [ANN_ID, BEN_ID], None),
    "people by name": lambda c: records.people(c, "an", 25),
    "the newest stage with incidents": lambda c: incidents.newest_stage(c, "paddock"),
    "a stage's incidents": lambda c: incidents.of_stage(c, "paddock", "0:1"),
    "incidents around a moment": lambda c: incidents.between(c, "paddock", NOON, NOON),
    "a server's logs": log_lines.servers,
    "wrong codes on a server": lambda c: codes.wrong_times(c, NOON, server="paddock"),
}


@pytest.mark.parametrize("ask", OFTEN.values(), ids=OFTEN.keys())
async def test_what_is_asked_often_reads_no_whole_table(database: Database, ask: Ask) -> None:
    async with database.write() as connection:
        asked: list[tuple[str, Any]] = []

        def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
            asked.append((statement, values))

        assert connection.sync_connection
        event.listen(connection.sync_connection, "before_cursor_execute", note)
        await ask(connection)
        [(statement, values)] = asked
        plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        steps = [row.detail for row in plan]
    whole = [step for step in steps if step.startswith("SCAN") and "INDEX" not in step]
    assert steps
    assert not whole
