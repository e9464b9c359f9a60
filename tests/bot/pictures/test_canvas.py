"""What holds for every picture: a phone shows it large enough, and each colour stands out from its ground."""

import re
from itertools import product

import pytest

from bot.domain.classification import classify
from bot.pictures import canvas, result
from bot.pictures.canvas import WIDTH
from bot.pictures.laps import laps_svg
from bot.pictures.result import result_svg
from tests.bot.pictures.stages import FULL, LAPS, MANY_LAPS, PENALTIES, RACE

PICTURES = {
    "race": result_svg("Spa", "Race", RACE, classify(RACE, PENALTIES)),
    "full": result_svg("Spa" * 50, "Race", FULL, classify(FULL)),
    "laps": laps_svg("Ann", LAPS),
    "many laps": laps_svg("Ann", MANY_LAPS),
}
SPECK = 'font-size="0.0001"'
INKS = {canvas.TEXT, canvas.MUTED, canvas.WARN, canvas.BEST, *result._GROUPS}


def luminance(colour: str) -> float:
    """As WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, ground: str) -> float:
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", PICTURES)
def test_the_smallest_type_has_eleven_pixels_on_a_phone(name: str) -> None:
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', PICTURES[name].replace(SPECK, ""))]
    assert min(sizes) * 390 / WIDTH >= 11


@pytest.mark.parametrize("name", PICTURES)
def test_every_colour_of_type_was_measured(name: str) -> None:
    assert set(re.findall(r'<text [^>]*fill="(#\w+)"', PICTURES[name])) <= INKS | {canvas.GROUND}


@pytest.mark.parametrize(("ink", "ground"), [*product(sorted(INKS), (canvas.GROUND, canvas.STRIPE))])
def test_type_stands_out_from_its_ground(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("medal", result._MEDALS.values())
def test_a_place_stands_out_from_its_medal(medal: str) -> None:
    assert contrast(canvas.GROUND, medal) >= 4.5


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_has_a_ground_of_its_own(name: str) -> None:
    assert re.match(
        rf'<svg [^>]*width="{WIDTH}"[^>]*><rect width="{WIDTH}" [^>]*fill="{canvas.GROUND}"', PICTURES[name]
    )
