"""Lap times as a chart."""

from datetime import timedelta

import pytest

from bot.pictures.laps import laps_alt, laps_svg
from bot.pictures.painter import Painter
from tests.bot.pictures.kept import assert_golden
from tests.bot.pictures.stages import LAPS, MANY_LAPS, NOON
from tests.bot.pictures.test_result import words

TITLE = "Ann \N{MIDDLE DOT} Spa-Francorchamps"


def test_laps_look_as_they_were_found_good() -> None:
    assert_golden("laps", laps_svg(TITLE, LAPS))


def test_one_lap_is_no_chart() -> None:
    with pytest.raises(ValueError, match="two laps"):
        laps_svg(TITLE, LAPS[:1])


def test_the_axis_has_round_times() -> None:
    assert {"1:41.000", "1:42.000", "1:43.000", "1:44.000", "1:45.000"} <= set(words(laps_svg(TITLE, LAPS)))


def test_the_best_valid_lap_is_marked() -> None:
    assert "\N{BLACK STAR} 1:42.345" in words(laps_svg(TITLE, LAPS))


def test_without_a_valid_lap_there_is_no_best() -> None:
    laps = [(NOON, 100_000, False), (NOON, 101_000, False)]
    assert "\N{BLACK STAR}" not in laps_svg(TITLE, laps)
    assert "the best" not in laps_alt(TITLE, laps)


def test_laps_that_do_not_count_are_hollow_and_very_slow_ones_arrows() -> None:
    legend = words(laps_svg(TITLE, LAPS))[-1]
    assert "invalid" in legend
    assert "slower than shown" in legend
    assert "invalid" not in laps_svg(TITLE, [lap for lap in LAPS if lap[2]])


@pytest.mark.parametrize("ms", [1, 60_000, 5_000_000])
@pytest.mark.parametrize("apart", [0, 1, 30_000, 9_000_000])
async def test_any_two_times_make_a_chart(ms: int, apart: int) -> None:
    svg = laps_svg(TITLE, [(NOON, ms, True), (NOON + timedelta(days=400), ms + apart, True)])
    assert "nan" not in svg
    assert svg.count("<rect") < 12


async def test_two_hundred_laps_are_drawn() -> None:
    painter = Painter(deadline=30)
    assert await painter.paint(laps_svg(TITLE, MANY_LAPS)) is not None
    await painter.close()


def test_the_words_for_who_does_not_see_it_name_best_and_last() -> None:
    said = "10 laps, 2 of them invalid, the best is 1:42.345, in lap 7 of these, the last is 1:42.480."
    assert laps_alt(TITLE, LAPS) == f"{TITLE}, {said}"
    assert len(laps_alt("\U0001f525" * 2000, LAPS)) <= 1024
