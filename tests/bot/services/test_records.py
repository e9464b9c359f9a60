from datetime import timedelta

import pytest

from bot.domain.racing import Car, Driver
from bot.services.records import Records
from bot.storage.database import Database
from tests.bot.driving import ANN, BEN, COUPE, HILL, NOON, RING, ROADSTER, STRANGER, lap
from tests.bot.services.following import Following

OTHER_COUPE = Car("9", "Other Coupe", "GT3")
SECOND = timedelta(seconds=1)


@pytest.fixture
async def records(database: Database) -> Records:
    """Ann and Ben on the ring with three cars, and Ann on the hill."""
    bot = await Following(database).start()
    await bot.drive(
        laps=[
            lap("0:1", ANN, 90_000, wet=False),
            lap("0:2", ANN, 89_000, wet=True, at=NOON + SECOND),
            lap("0:3", BEN, 91_000, at=NOON + 2 * SECOND),
            lap("0:4", BEN, 88_000, car=OTHER_COUPE, at=NOON + 3 * SECOND),
            lap("0:5", BEN, 87_000, car=ROADSTER, at=NOON + 4 * SECOND),
            lap("0:6", STRANGER, 50_000),
            lap("0:7", ANN, 200_000, track=HILL, at=NOON + 5 * SECOND),
            lap("0:8", ANN, 60_001, is_valid=False, number=9, at=NOON + 6 * SECOND),
        ]
    )
    return bot.records


async def times(records: Records, **asked: object) -> list[tuple[str, str, int]]:
    found = await records.of_track(RING.key, **asked)  # type: ignore[arg-type] # whatever the case asks
    return [(one.driver.name, one.car.name, one.ms) for one in found]


async def test_a_track_shows_each_driver_once_for_each_car_fastest_first(records: Records) -> None:
    assert await times(records) == [
        ("Ben", "Roadster", 87_000),
        ("Ben", "Other Coupe", 88_000),
        ("Ann", "Coupe", 89_000),
        ("Ben", "Coupe", 91_000),
    ]


async def test_a_track_may_be_asked_by_car_class_weather_server_and_number(records: Records) -> None:
    assert await times(records, car=COUPE.key) == [("Ann", "Coupe", 89_000), ("Ben", "Coupe", 91_000)]
    assert [name for name, *_ in await times(records, group="GT3")] == ["Ben", "Ann", "Ben"]
    assert await times(records, wet=False) == [("Ann", "Coupe", 90_000)]
    assert await times(records, servers=["arena"]) == []
    assert len(await times(records, servers=["paddock"], limit=3)) == 3


async def test_a_record_says_all_that_is_known_of_it(records: Records) -> None:
    [record] = await records.of_track(HILL.key)
    assert (record.server, record.game, record.track, record.car, record.driver) == (
        "paddock",
        "arcade",
        HILL,
        COUPE,
        ANN,
    )
    assert (record.at, record.wet) == (NOON + 5 * SECOND, None)


async def test_somebodys_laps_come_newest_first_with_their_sectors(records: Records) -> None:
    assert ANN.identity
    newest, *others = await records.laps_of(ANN.identity)
    assert (newest.ms, newest.sectors, newest.is_valid, newest.number) == (
        60_001,
        (30_000, 30_000, 1),
        False,
        9,
    )
    assert [one.ms for one in others] == [200_000, 89_000, 90_000]
    assert [one.wet for one in others] == [None, True, False]
    assert [one.ms for one in await records.laps_of(ANN.identity, track=RING.key, limit=2)] == [
        60_001,
        89_000,
    ]


async def test_somebodys_bests_are_by_track_car_and_weather(records: Records) -> None:
    assert ANN.identity
    assert BEN.identity
    assert [one.ms for one in await records.bests_of([ANN.identity])] == [89_000, 90_000, 200_000]
    assert [one.ms for one in await records.bests_of([ANN.identity, BEN.identity], track=HILL.key)] == [
        200_000
    ]
    assert await records.bests_of([]) == []


async def test_people_are_found_by_the_beginning_of_any_name_they_drove_under(database: Database) -> None:
    bot = await Following(database).start()
    renamed = Driver("ÄNNCHEN", ANN.identity)
    await bot.drive(laps=[lap("0:1", ANN), lap("0:2", BEN), lap("0:3", STRANGER)])
    await bot.drive(laps=[lap("0:4", renamed), lap("0:5", ANN)])
    assert await bot.records.people("an") == [ANN]
    assert await bot.records.people("änn") == [renamed]
    assert await bot.records.people("x") == await bot.records.people("a s") == []
    assert await bot.records.people("") == [ANN, BEN]


async def test_what_can_be_asked_for_is_known_from_memory_and_after_a_restart(
    database: Database, records: Records
) -> None:
    again = Records(database, lambda: NOON)
    await again.recall()
    for known in (records, again):
        assert known.tracks() == [HILL, RING]
        assert known.cars() == [COUPE, OTHER_COUPE, ROADSTER]
        assert known.groups() == ["GT3", "Vintage"]
