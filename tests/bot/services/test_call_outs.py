"""Fast laps are called out when they are news."""

from datetime import timedelta
from typing import Any

import pytest

from bot.storage.database import Database
from tests.bot.driving import ANN, BEN, HILL, HOUR, NOON, ROADSTER, STRANGER, lap
from tests.bot.services.following import Following

EARLIER = NOON - HOUR


@pytest.fixture
async def bot(database: Database) -> Following:
    """A server on whose ring Ann and Ben have driven for an hour."""
    bot = await Following(database).start()
    await bot.drive(laps=[lap("0:1", ANN, 90_000, at=EARLIER), lap("0:2", BEN, 92_000, at=EARLIER)])
    assert await bot.news("feed") == []
    return bot


async def called(bot: Following) -> list[tuple[str, str, int, int, str]]:
    return [
        (row["what"], row["name"], row["ms"], row["before_ms"], row["before_name"])
        for row in await bot.news("feed")
    ]


async def test_a_lap_faster_than_everybodys_is_a_record(bot: Following) -> None:
    await bot.drive(laps=[lap("0:3", BEN, 89_000)])
    [told] = await bot.news("feed")
    assert told == {
        "what": "record",
        "name": "Ben",
        "identity": ["steam", "76561198000000002"],
        "track": "Old Ring",
        "car": "Coupe",
        "ms": 89_000,
        "before_ms": 90_000,
        "before_name": "Ann",
    }


@pytest.mark.parametrize(
    ("laps", "expected"),
    [
        ([lap("0:3", BEN, 91_000)], [("best", "Ben", 91_000, 92_000, "Ben")]),
        ([lap("0:3", BEN, 92_000)], []),
        ([lap("0:3", BEN, 93_000)], []),
        ([lap("0:3", ANN, 90_000)], []),
        ([lap("0:3", BEN, 80_000, is_valid=False)], []),
        ([lap("0:3", STRANGER, 80_000)], []),
        ([lap("0:3", BEN, 80_000, car=ROADSTER)], []),
        ([lap("0:3", BEN, 80_000, track=HILL)], []),
        ([lap("0:3", BEN, 80_000, at=NOON - timedelta(minutes=11))], []),
        ([lap("0:3", BEN, 89_000, wet=True)], [("record", "Ben", 89_000, 90_000, "Ann")]),
        (
            [lap("0:3", BEN, 89_000), lap("0:4", BEN, 88_000), lap("0:5", BEN, 88_500)],
            [("record", "Ben", 88_000, 90_000, "Ann")],
        ),
        (
            [lap("0:3", BEN, 89_000), lap("0:4", ANN, 88_000)],
            [("best", "Ben", 89_000, 92_000, "Ben"), ("record", "Ann", 88_000, 90_000, "Ann")],
        ),
        ([lap("0:3", BEN, 80_000, at=NOON - timedelta(minutes=11)), lap("0:4", BEN, 81_000)], []),
        (
            [lap("0:3", ANN, 80_000, at=NOON - timedelta(minutes=11)), lap("0:4", BEN, 81_000)],
            [("best", "Ben", 81_000, 92_000, "Ben")],
        ),
    ],
)
async def test_what_is_called_out(bot: Following, laps: list[Any], expected: list[Any]) -> None:
    await bot.drive(laps=laps)
    assert await called(bot) == expected


async def test_nothing_is_called_out_twice(bot: Following) -> None:
    await bot.drive(laps=[lap("0:3", BEN, 89_000)])
    await bot.drive(laps=[lap("0:3", BEN, 89_000)])
    assert len(await called(bot)) == 1


async def test_nothing_of_the_past_is_called_out(bot: Following) -> None:
    await bot.drive(quiet=True, laps=[lap("0:3", BEN, 80_000)])
    assert await called(bot) == []


async def test_nothing_is_called_out_in_the_first_hour_of_a_track(bot: Following) -> None:
    await bot.drive(laps=[lap("0:3", BEN, track=HILL)])
    for minutes, told in ((30, 0), (59, 0), (61, 1)):
        bot.now = NOON + timedelta(minutes=minutes)
        faster = 90_000 - minutes * 100
        await bot.drive(laps=[lap(f"0:{minutes}", BEN, faster, track=HILL, at=bot.now)])
        assert len(await called(bot)) == told
