from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.domain.events import Departure
from bot.storage import visits
from bot.storage.database import Database
from bot.storage.schema import visit
from tests.bot.storage.people import ANN, BEN, LATER, NOBODY, NOON


@pytest.fixture(autouse=True)
async def there(database: Database) -> None:
    """Three people on one server, and one of them on another under the same handle."""
    async with database.write() as connection:
        await visits.open_visits(connection, "paddock", [ANN, BEN, NOBODY], NOON)
        await visits.open_visits(connection, "arena", [ANN], NOON)


async def test_who_is_present_is_known_by_server_and_handle(database: Database) -> None:
    async with database.read() as connection:
        assert await visits.present(connection) == {
            "paddock": {"11": ANN, "12": BEN, "13": NOBODY},
            "arena": {"11": ANN},
        }


async def test_somebody_seen_again_is_still_on_the_same_visit_under_the_newest_name(
    database: Database,
) -> None:
    renamed = replace(ANN, name="Ann II")
    async with database.write() as connection:
        await visits.open_visits(connection, "paddock", [renamed], LATER)
        assert (await visits.present(connection))["paddock"]["11"] == renamed
        joined = await connection.scalars(select(visit.c.joined_at).where(visit.c.name == "Ann II"))
        assert joined.all() == [NOON]


async def test_whoever_left_is_gone_from_that_server_alone(database: Database) -> None:
    async with database.write() as connection:
        await visits.close_visit(connection, "paddock", ANN.handle, LATER, Departure.KICKED)
        there = await visits.present(connection)
        ended = (await connection.execute(select(visit).where(visit.c.left_at.is_not(None)))).one()
    assert there == {"paddock": {"12": BEN, "13": NOBODY}, "arena": {"11": ANN}}
    assert (ended.name, ended.left_at, ended.how) == ("Ann", LATER, "kicked")


async def test_a_handle_given_out_again_begins_another_visit(database: Database) -> None:
    async with database.write() as connection:
        await visits.close_visit(connection, "paddock", ANN.handle, NOON, Departure.LEFT)
        await visits.open_visits(connection, "paddock", [replace(BEN, handle=ANN.handle)], LATER)
        assert (await visits.present(connection))["paddock"][ANN.handle].name == "Ben"
        await visits.close_visit(connection, "paddock", ANN.handle, LATER, Departure.LOST)
        how = await connection.scalars(select(visit.c.how).where(visit.c.handle == "11").order_by(visit.c.id))
    assert how.all() == ["left", None, "connection lost"]
