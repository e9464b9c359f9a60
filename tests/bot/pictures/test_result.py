"""A result as a picture: what it says, and that a phone shows it."""

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from bot.domain.classification import Penalty, PenaltyKind, classify
from bot.domain.racing import Driver, Ending, Finish, StageKind, StageResult
from bot.pictures.painter import Painter
from bot.pictures.result import result_alt, result_svg
from bot.ui.result_words import place_words
from tests.bot.pictures.kept import assert_golden
from tests.bot.pictures.stages import ALONE, FULL, HOURS, PENALTIES, QUALIFYING, RACE, penalty, row, stage

TITLE, SUBTITLE = "Spa-Francorchamps", "Sunday league \N{MIDDLE DOT} Race \N{MIDDLE DOT} 22 laps"


def drawn(result: StageResult, *penalties: Penalty) -> str:
    return result_svg(TITLE, SUBTITLE, result, classify(result, penalties))


def words(svg: str) -> list[str]:
    """Return all texts of a picture in their order."""
    return ["".join(text.itertext()) for text in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314 - our own text


@pytest.mark.parametrize(
    ("name", "result", "penalties"),
    [
        ("race", RACE, PENALTIES),
        ("qualifying", QUALIFYING, ()),
        ("alone", ALONE, ()),
        ("widest", HOURS, (penalty(1, PenaltyKind.TIME, 5_500), penalty(1, PenaltyKind.PLACES, 12))),
    ],
)
def test_a_result_looks_as_it_was_found_good(
    name: str, result: StageResult, penalties: tuple[Penalty, ...]
) -> None:
    assert_golden(name, drawn(result, *penalties))


def test_who_drove_stands_in_the_order_that_was_given() -> None:
    order = classify(RACE, PENALTIES)
    svg = drawn(RACE, *PENALTIES)
    places = [
        svg.index(line.row.driver.name[:5])
        for line in order
        if line.row.driver.name.isascii() and "<" not in line.row.driver.name
    ]
    assert all(first < second for first, second in pairwise(places))


@pytest.mark.parametrize(
    ("finish", "said"),
    [(Finish.DNF, "DNF"), (Finish.LEFT, "DNF"), (Finish.RETIRED, "DNF"), (Finish.DISQUALIFIED, "DSQ")],
)
def test_picture_and_columns_say_the_same_of_who_did_not_finish(finish: Finish, said: str) -> None:
    result = stage(row(1, "Ann"), row(2, "Zoë", finish=finish))
    assert said in words(drawn(result))
    assert place_words(StageKind.RACE, classify(result)[-1]) == said


def test_a_lapped_car_is_behind_by_laps() -> None:
    texts = words(drawn(stage(row(1, "Ann"), row(2, "Zoë", laps=21), row(3, "Ben", laps=19))))
    assert {"+1 lap", "+3 laps"} <= set(texts)


def test_what_stewards_gave_stands_in_the_row() -> None:
    given = (
        penalty(2, PenaltyKind.TIME, 5_000),
        penalty(2, PenaltyKind.PLACES, 1),
        penalty(3, PenaltyKind.DISQUALIFIED),
    )
    texts = words(drawn(stage(row(1, "Ann"), row(2, "Zoë"), row(3, "Ben"), row(4, "Kim")), *given))
    assert "+5 s penalty, 1 place back" in texts
    assert "disqualified afterwards" in texts
    assert "DSQ" in texts


def test_the_best_lap_of_all_is_marked_once() -> None:
    assert [text for text in words(drawn(RACE)) if "\N{BLACK STAR}" in text] == ["\N{BLACK STAR} 1:41.702"]


def test_classes_have_their_own_podiums() -> None:
    svg = drawn(RACE)
    assert svg.count("<circle") == 6
    assert {"Hypercars P1", "GT3_Gen2 P1"} <= set(words(svg))
    assert drawn(FULL).count("<circle") == 6
    assert drawn(stage(row(1, "Ann"), row(2, "Zoë"))).count("<circle") == 2


def test_what_never_happened_has_no_column() -> None:
    assert "Cuts" in words(drawn(RACE))
    assert not {"Pits", "Cuts", "Hits"} & set(words(drawn(ALONE)))


def test_the_computer_stands_back() -> None:
    ann = row(1, "Ann")
    computer = replace(ann, driver=Driver("Ann", is_ai=True))
    assert drawn(stage(computer)).count('font-weight="700"') < drawn(stage(ann)).count('font-weight="700"')


@pytest.mark.parametrize(
    ("ending", "is_complete", "said"),
    [
        (Ending.FLAG, True, None),
        (Ending.FLAG, False, "Incomplete: a part was not seen"),
        (Ending.ABANDONED, True, "Abandoned before the flag"),
        (Ending.RESTARTED, True, "Restarted before the flag"),
    ],
)
def test_a_result_that_is_none_says_so(ending: Ending, is_complete: bool, said: str | None) -> None:
    result = stage(row(1, "Ann"), ending=ending, is_complete=is_complete)
    warned = [text for text in words(drawn(result)) if "before the flag" in text or "Incomplete" in text]
    assert warned == ([said] if said else [])
    assert said is None or said in result_alt(TITLE, result, classify(result))


def test_practice_tells_best_laps_and_gaps_between_them() -> None:
    practice = replace(QUALIFYING, kind=StageKind.PRACTICE)
    assert {"1:41.800", "1:41.944", "+0.144", "+1:00.203", "no time"} <= set(words(drawn(practice)))


def test_a_stage_without_drivers_says_so() -> None:
    assert "Nobody drove." in words(drawn(stage()))
    assert "0 drivers" in result_alt(TITLE, stage(), ())


def test_whoever_finds_no_room_is_counted() -> None:
    crowd = stage(*(row(place, f"driver {place}") for place in range(1, 48)))
    assert "and 7 more" in words(drawn(crowd))


def test_the_largest_field_stays_within_what_is_drawn_and_sent() -> None:
    svg = drawn(
        stage(*(row(place, "\U0001f525" * 64, cuts=1, pit_stops=1, impacts=1) for place in range(1, 48)))
    )
    height = re.search(r'height="(\d+)"', svg)
    assert height is not None
    assert int(height[1]) < 4000
    assert len(svg.encode()) < 200_000


async def test_a_full_field_with_hostile_names_is_drawn() -> None:
    names = (
        "<script>",
        "&amp;",
        "\u202e\x00",
        "",
        "\ud800",
        "\U0001f3ce\ufe0f\U0001f1ef\U0001f1f5",
        "]]>",
        "'\"",
    )
    painter = Painter(deadline=30)
    png = await painter.paint(drawn(stage(*(row(place, names[place % 8]) for place in range(1, 35)))))
    await painter.close()
    assert png is not None


def test_the_words_for_who_does_not_see_it_name_the_podium_and_the_count() -> None:
    said = result_alt(TITLE, RACE, classify(RACE, PENALTIES))
    assert said == (
        "Spa-Francorchamps. Race, 12 drivers. 1. brake_l8_otter 37:46.666, 2. Ωμέγα Παππάς +8.642, "
        "3. Алексей Кузнецов +9.321."
    )
    long = result_alt("T" * 900, HOURS, classify(HOURS))
    assert len(long) <= 1024
