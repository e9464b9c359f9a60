"""The chart beside somebody's laps."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.racing import Car, Driver, StageKind, Track
from bot.pictures.painter import Painter
from bot.services.records import DrivenLap
from bot.ui.lap_pictures import comparable, laps_picture

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HILL, RING = Track("42", "Hill Climb"), Track("41", "Old Ring")


def lap(number: int, track: Track = RING) -> DrivenLap:
    return DrivenLap(
        server="paddock",
        game="ams2",
        at=NOON + timedelta(minutes=number),
        kind=StageKind.RACE,
        track=track,
        car=Car("7", "Coupe", "GT3"),
        driver=Driver("Ann"),
        number=number,
        ms=90_000 + number,
        sectors=(),
        is_valid=True,
        wet=False,
    )


@pytest.fixture
async def painter() -> AsyncIterator[Painter]:
    painter = Painter()
    yield painter
    await painter.close()


def test_the_newest_laps_that_are_alike_are_compared_oldest_first() -> None:
    laps = [lap(5, HILL), lap(4), lap(3, HILL), lap(2), lap(1)]
    assert comparable(laps) == [lap(3, HILL), lap(5, HILL)]
    assert comparable(laps[1:]) == [lap(1), lap(2), lap(4)]


def test_one_lap_of_each_kind_cannot_be_compared() -> None:
    other_game = replace(lap(1), game="acc")
    assert comparable([lap(3), lap(2, HILL), other_game]) == []


async def test_a_chart_comes_with_words_for_those_who_do_not_see_it(painter: Painter) -> None:
    picture = await laps_picture(painter, [lap(2), lap(1)])
    assert picture is not None
    assert picture.fp.read(4) == b"\x89PNG"
    assert "1:30.001" in (picture.description or "")
    assert await laps_picture(painter, [lap(1)]) is None
