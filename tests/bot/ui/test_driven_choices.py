"""How people name tracks, cars and drivers."""

import pytest

from bot.domain.errors import BadValue, SeveralPlayers
from bot.domain.racing import Driver
from bot.domain.snapshot import Identity
from bot.storage.database import Database
from bot.ui.driven_choices import Cars, DriverChoices, choose_cars, choose_track
from tests.bot.driving import ANN, BEN, COUPE, HILL, RING, ROADSTER, lap
from tests.bot.services.following import Following

ANNA = Driver("Anna", Identity("steam", "76561198000000003"))


@pytest.fixture
async def bot(database: Database) -> Following:
    bot = await Following(database).start()
    laps = [lap("0:1", ANN), lap("0:2", ANNA, track=HILL), lap("0:3", BEN, car=ROADSTER)]
    await bot.drive(laps=laps)
    return bot


@pytest.mark.parametrize("asked", ["41", "old ring", " Old RING", "ring"])
async def test_a_track_is_meant_by_its_key_its_name_or_a_part_that_only_it_has(
    bot: Following, asked: str
) -> None:
    assert choose_track(bot.records, asked) == RING


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("car:7", Cars("Coupe", key=COUPE.key)),
        ("coupe", Cars("Coupe", key=COUPE.key)),
        ("class:GT3", Cars("class GT3", group="GT3")),
        ("vintage", Cars("class Vintage", group="Vintage")),
    ],
)
async def test_a_car_or_a_class_is_meant(bot: Following, asked: str, meant: Cars) -> None:
    assert choose_cars(bot.records, asked) == meant


@pytest.mark.parametrize("asked", ["moon", "i", ""])
async def test_what_means_no_track_or_several_is_refused(bot: Following, asked: str) -> None:
    with pytest.raises(BadValue):
        choose_track(bot.records, asked)
    with pytest.raises(BadValue):
        choose_cars(bot.records, "rocket")


async def test_a_driver_is_offered_under_a_value_that_tells_nothing(bot: Following) -> None:
    choices = DriverChoices(bot.records)
    offered = await choices.offer("an")
    assert [one.name for one in offered] == ["Ann", "Anna"]
    assert all("7656119" not in str(one.value) for one in offered)
    assert await choices.choose(str(offered[1].value)) == ANNA
    assert [one.value for one in await choices.offer("an")] == [one.value for one in offered]


async def test_a_driver_may_be_typed(bot: Following) -> None:
    choices = DriverChoices(bot.records)
    assert await choices.choose("ann") == ANN
    assert await choices.choose("be") == BEN
    with pytest.raises(SeveralPlayers):
        await choices.choose("a")
    with pytest.raises(BadValue):
        await choices.choose("driver:from-before-a-restart")
