from dataclasses import replace

from sqlalchemy import select

from bot.domain.outcomes import Outcome
from bot.storage import acts
from bot.storage.acts import Act
from bot.storage.database import Database
from bot.storage.schema import act
from tests.bot.storage.people import LATER, NOON

KICK = Act(id=0, at=NOON, actor=10**18, verb="kick", server="paddock", target="Ann", reason="spam")


async def test_what_a_crash_interrupts_stays_asked(database: Database) -> None:
    async with database.write() as connection:
        number = await acts.ask(connection, KICK)
    async with database.read() as connection:
        assert await acts.unsettled(connection) == [replace(KICK, id=number)]


async def test_what_ended_is_written_down_with_its_end(database: Database) -> None:
    async with database.write() as connection:
        kick = await acts.ask(connection, KICK)
        ban = await acts.ask(connection, replace(KICK, verb="ban"))
        await acts.settle(connection, kick, Outcome.REFUSED, "no such player", LATER)
        assert [one.id for one in await acts.unsettled(connection)] == [ban]
        query = select(act.c.outcome, act.c.words, act.c.settled_at).where(act.c.id == kick)
        assert (await connection.execute(query)).one() == ("refused", "no such player", LATER)
