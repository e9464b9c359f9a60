from dataclasses import replace

from bot.domain.snapshot import Identity
from bot.storage import links
from bot.storage.database import Database
from bot.storage.links import Link
from tests.bot.storage.people import ANN_ID, BEN_ID, LATER, NOON

ANN_IS_1 = Link(identity=ANN_ID, member_id=1, name="Ann", proof="a code", at=LATER)
BEN_IS_1 = Link(identity=BEN_ID, member_id=1, name="Ben", proof="a code", at=NOON)


async def bind(database: Database, *bound: Link) -> None:
    async with database.write() as connection:
        for link in bound:
            await links.bind(connection, link)


async def test_a_link_is_found_from_both_its_ends(database: Database) -> None:
    await bind(database, ANN_IS_1, BEN_IS_1)
    async with database.read() as connection:
        assert await links.find(connection, ANN_ID) == ANN_IS_1
        assert await links.of_member(connection, 1) == [BEN_IS_1, ANN_IS_1]
        assert await links.of_member(connection, 2) == []


async def test_many_players_are_looked_up_at_once(database: Database) -> None:
    await bind(database, ANN_IS_1)
    async with database.read() as connection:
        assert await links.members_of(connection, [ANN_ID, BEN_ID]) == {ANN_ID: ANN_IS_1}
        assert await links.members_of(connection, []) == {}


async def test_the_same_key_of_another_kind_is_somebody_else(database: Database) -> None:
    await bind(database, ANN_IS_1)
    account = Identity("account", ANN_ID.key)
    async with database.read() as connection:
        assert await links.find(connection, account) is None
        assert await links.members_of(connection, [account]) == {}


async def test_players_of_several_kinds_are_looked_up_together(database: Database) -> None:
    account = replace(ANN_IS_1, identity=Identity("account", "Ann"), member_id=2)
    await bind(database, ANN_IS_1, BEN_IS_1, account)
    async with database.read() as connection:
        found = await links.members_of(connection, [ANN_ID, account.identity])
    assert found == {ANN_ID: ANN_IS_1, account.identity: account}


async def test_an_identity_has_one_link_and_the_newest_counts(database: Database) -> None:
    newer = replace(ANN_IS_1, member_id=2, name="Ann II", proof="staff")
    await bind(database, ANN_IS_1, newer)
    async with database.read() as connection:
        assert await links.of_member(connection, 2) == [newer]
        assert await links.of_member(connection, 1) == []


async def test_a_link_is_undone_once(database: Database) -> None:
    await bind(database, ANN_IS_1, BEN_IS_1)
    async with database.write() as connection:
        assert await links.unbind(connection, ANN_ID)
        assert not await links.unbind(connection, ANN_ID)
        assert await links.of_member(connection, 1) == [BEN_IS_1]
