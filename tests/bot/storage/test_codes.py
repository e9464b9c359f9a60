import asyncio
from dataclasses import replace

from bot.domain.snapshot import Identity
from bot.storage import codes
from bot.storage.codes import LinkCode
from bot.storage.database import Database
from tests.bot.storage.people import ANN_ID, BEN_ID, LATER, NOON

TYPED = LinkCode(digest="aa", member_id=1, made_at=NOON, expires_at=LATER)
WHISPERED = LinkCode(digest="bb", member_id=2, made_at=NOON, expires_at=LATER, identity=ANN_ID, name="Ann")


async def issue(database: Database, *issued: LinkCode) -> None:
    async with database.write() as connection:
        for code in issued:
            await codes.issue(connection, code)


async def test_a_code_is_found_as_it_was_given_out(database: Database) -> None:
    await issue(database, TYPED, WHISPERED)
    async with database.read() as connection:
        assert await codes.find(connection, "aa") == TYPED
        assert await codes.find(connection, "bb") == WHISPERED
        assert await codes.find(connection, "cc") is None


async def test_of_two_who_race_for_a_code_one_uses_it(database: Database) -> None:
    async def used() -> bool:
        async with database.write() as connection:
            return await codes.use(connection, "aa", LATER)

    await issue(database, TYPED)
    assert sorted(await asyncio.gather(used(), used())) == [False, True]
    async with database.read() as connection:
        assert await codes.find(connection, "aa") == replace(TYPED, used_at=LATER)


async def test_a_code_that_was_never_given_out_cannot_be_used(database: Database) -> None:
    async with database.write() as connection:
        assert not await codes.use(connection, "aa", LATER)


async def test_a_member_can_have_their_unused_codes_withdrawn(database: Database) -> None:
    used = replace(TYPED, digest="cc", used_at=LATER)
    await issue(database, TYPED, WHISPERED, used)
    async with database.write() as connection:
        await codes.withdraw(connection, 1)
        assert await codes.find(connection, "aa") is None
        assert await codes.find(connection, "bb") == WHISPERED
        assert await codes.find(connection, "cc") == used


async def test_wrong_tries_are_counted_by_person_and_by_server(database: Database) -> None:
    async with database.write() as connection:
        await codes.note_wrong(connection, "paddock", BEN_ID, LATER)
        await codes.note_wrong(connection, "paddock", ANN_ID, NOON)
        await codes.note_wrong(connection, "arena", ANN_ID, LATER)
        assert await codes.wrong_times(connection, NOON, server="paddock") == [NOON, LATER]
        assert await codes.wrong_times(connection, NOON, identity=ANN_ID) == [NOON, LATER]
        assert await codes.wrong_times(connection, LATER, identity=ANN_ID) == [LATER]
        assert await codes.wrong_times(connection, NOON, identity=Identity("account", ANN_ID.key)) == []


async def test_a_sweep_takes_what_is_old(database: Database) -> None:
    await issue(database, TYPED, replace(WHISPERED, expires_at=NOON))
    async with database.write() as connection:
        await codes.note_wrong(connection, "paddock", ANN_ID, NOON)
        await codes.note_wrong(connection, "paddock", ANN_ID, LATER)
        await codes.sweep(connection, LATER)
        assert await codes.find(connection, "bb") is None
        assert await codes.find(connection, "aa") == TYPED
        assert await codes.wrong_times(connection, NOON, server="paddock") == [LATER]
