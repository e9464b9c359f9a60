from dataclasses import replace

from bot.domain.outcomes import Outcome
from bot.storage import acts
from bot.storage.acts import Act
from bot.storage.database import Database
from tests.bot.storage.people import LATER, NOON

KICK = Act(id=0, at=NOON, actor=10**18, verb="kick", server="paddock", target="Ann", reason="spam")


async def test_what_a_crash_interrupts_stays_asked(database: Database) -> None:
    async with database.write() as connection:
        number = await acts.ask(connection, KICK)
    async with database.read() as connection:
        assert await acts.unsettled(connection) == [replace(KICK, id=number)]


async def test_what_ended_is_told_with_its_end_newest_first(database: Database) -> None:
    async with database.write() as connection:
        kick = await acts.ask(connection, KICK)
        ban = await acts.ask(connection, replace(KICK, verb="ban"))
        chat = await acts.ask(connection, replace(KICK, verb="chat"))
        await acts.settle(connection, kick, Outcome.REFUSED, "no such player", LATER)
        assert [act.id for act in await acts.unsettled(connection)] == [ban, chat]
        recent = await acts.recent(connection, 3)
    assert [act.verb for act in recent] == ["chat", "ban", "kick"]
    refused = replace(KICK, id=kick, outcome=Outcome.REFUSED, words="no such player", settled_at=LATER)
    assert recent[-1] == refused
