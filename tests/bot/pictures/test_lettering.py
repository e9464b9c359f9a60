"""Names are foreign: whatever they hold, they are drawn, inside their column, and as what they say."""

import re
from collections.abc import AsyncIterator
from itertools import permutations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.lettering import fit, spans, width
from bot.pictures.painter import Painter

WITH_EMOJI = "\U0001f3ce\ufe0f\U0001f525\U0001f1ef\U0001f1f5"


@pytest.fixture
async def painter() -> AsyncIterator[Painter]:
    painter = Painter(deadline=30)
    yield painter
    await painter.close()


def svg(text: str, shown: int = 300) -> str:
    """Draw *text*, of which only the first pixels are shown."""
    inside = f'<text y="40" font-size="30">{spans(text)}</text>'
    size = 'width="300" height="60"'
    clipped = f'<svg width="{shown}" height="60">{inside}</svg>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="Noto Sans">{clipped}</svg>'


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("Ann", "Ann"),
        ("  Ann\t\n B  ", "Ann B"),
        ("\u202eevil\u2066\u200b\u0007", "evil"),
        ("\ud800\ufffe\U0010ffff", "?"),
        ("\u3164\u2800", "?"),
        ("", "?"),
        ("\U0001d56c\U0001d593\U0001d593 \u24b7", "Ann B"),
        ("e\u0301", "\u00e9"),
        ("Z" + "\u0335" * 50, "Z\u0335\u0335"),
        (WITH_EMOJI, WITH_EMOJI),
        ("a\u200db", "ab"),
    ],
)
def test_a_name_loses_what_is_no_letter(name: str, drawn: str) -> None:
    assert fit(name, 1, 100) == drawn


def test_a_long_name_is_cut_so_that_one_sees_it() -> None:
    assert fit("brake_l8_otter", 26, 120) == "brake_l\N{HORIZONTAL ELLIPSIS}"
    assert fit("\u738b" * 9, 20, 90) == "\u738b" * 3 + "\N{HORIZONTAL ELLIPSIS}"
    assert fit("ab " + WITH_EMOJI, 20, 80) == "ab \U0001f3ce\ufe0f\N{HORIZONTAL ELLIPSIS}"


@given(st.text(), st.integers(30, 400))
def test_whatever_a_name_holds_it_is_well_formed_and_fits(name: str, room: int) -> None:
    cut = fit(name, 26, room)
    assert cut
    assert width(cut, 26) <= room
    ET.fromstring(f"<text>{spans(cut)}</text>")  # noqa: S314 - our own text


def test_markup_in_a_name_stays_text() -> None:
    assert spans("<b>&</b>") == "&lt;b&gt;&amp;&lt;/b&gt;"


@pytest.mark.parametrize(
    "name",
    [
        "Ann brake_l8_otter WM@%",
        "Алексей Щукин ЖЮШ",
        "Ωμέγα Παππάς ΨΦΜ",
        "Zoë Łukasz Ångström",
        "王小明 龍馬",
        "さくら カタカナ",
        "김철수 뷁",
        "\U0001f525\u2b50\U0001f98a",
        "\u2605\u265b\u272a",
        "محمد علي",
        "שלום",
        "สวัสดี",
    ],
)
async def test_every_script_is_really_drawn_and_within_its_measure(painter: Painter, name: str) -> None:
    """In no font, U+A6A0 (Bamum), is drawn as an empty box; these must differ from boxes and from nothing."""
    drawn = await painter.paint(svg(name))
    assert drawn is not None
    boxes = re.sub(r"\S", "\ua6a0", name)
    assert drawn not in (await painter.paint(svg(" ")), await painter.paint(svg(boxes)))
    assert drawn == await painter.paint(svg(name, round(width(name, 30)) + 2))


async def test_a_letter_that_no_font_has_is_a_box_and_not_nothing(painter: Painter) -> None:
    assert await painter.paint(svg("\ua6a0")) != await painter.paint(svg(" "))
    assert await painter.paint(svg("\ua6a0")) == await painter.paint(svg("\ua6a1"))


@pytest.mark.parametrize("before", ["Ann ", "さくら", "Жук ", "\u738b", "김철수 ", "\u2605", "\u0e2a\u0e27 "])
async def test_an_emoji_of_several_characters_takes_no_letter_away(painter: Painter, before: str) -> None:
    """Found in resvg 0.48: it lost the first letter, or ended."""
    shown = round(width(before, 30) * 0.7)
    assert await painter.paint(svg(before, shown)) == await painter.paint(svg(before + WITH_EMOJI, shown))


FAMILY, KEYCAP, THUMB = "\U0001f468\u200d\U0001f469\u200d\U0001f467", "1\ufe0f\u20e3", "\U0001f44d\U0001f3fd"
PIECES = [
    *("a", "\u00e9", "\u0416", "\u738b", "\u3055", "\uae40", "\u0644\u0627", "\u05e9\u05c1", "\u0e2a\u0e35"),
    *("\u2605", "\u0926\u0947", WITH_EMOJI, FAMILY, KEYCAP, THUMB),
]


async def test_no_mixture_of_scripts_ends_the_worker(painter: Painter) -> None:
    names = [" ".join(two) + "".join(two) for two in permutations(PIECES, 2)]
    rows = "".join(f"<text y='30'>{spans(name)}</text>" for name in names)
    size = 'width="90" height="40" font-family="Noto Sans"'
    assert await painter.paint(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{rows}</svg>')
