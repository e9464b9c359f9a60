"""Who plays is nobody's business in a log."""

import logging

import pytest
from sqlalchemy.exc import IntegrityError

from bot.storage import codes, links, outbox, visits
from bot.storage.codes import LinkCode
from bot.storage.database import Database
from bot.storage.links import Link
from bot.storage.outbox import News
from tests.bot.storage.people import ANN, ANN_ID, NOON

CODE = LinkCode(digest="5" * 64, member_id=1, made_at=NOON, expires_at=NOON, identity=ANN_ID)


async def test_no_log_however_fine_tells_who_plays(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        async with database.write() as connection:
            await visits.open_visits(connection, "paddock", [ANN], NOON)
            await codes.issue(connection, CODE)
    assert ANN_ID.key not in caplog.text
    assert CODE.digest not in caplog.text


async def test_no_error_tells_who_plays(database: Database) -> None:
    with pytest.raises(IntegrityError) as caught:
        await _issue_twice(database)
    assert ANN_ID.key not in str(caught.value)
    assert CODE.digest not in str(caught.value)


async def _issue_twice(database: Database) -> None:
    async with database.write() as connection:
        await codes.issue(connection, CODE)
        await codes.issue(connection, CODE)


async def test_no_value_tells_who_it_is_about_when_it_is_printed(database: Database) -> None:
    link = Link(identity=ANN_ID, member_id=1, name="Ann", proof="shown", at=NOON)
    row = News(kind="feed", server="paddock", at=NOON, payload={"identity": [ANN_ID.kind, ANN_ID.key]})
    async with database.write() as connection:
        await links.bind(connection, link)
        await outbox.put(connection, [row])
    async with database.read() as connection:
        stored = [*await links.of_member(connection, 1), *await outbox.unsent(connection, 1)]
    assert ANN_ID.key not in repr([link, row, CODE, *stored])
    assert CODE.digest not in repr(CODE)
