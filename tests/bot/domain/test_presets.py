"""What a preset means on one server, as a table."""

from dataclasses import replace

import pytest

from bot.domain.errors import PresetRefused
from bot.domain.presets import Preset, Wish, wanted_by
from bot.domain.session_settings import Choice
from bot.ui.words import words_for
from tests.settable import GRID, HOST, WEATHER

SETTINGS = (WEATHER, GRID, HOST)


def preset(*wishes: tuple[str, str], file: str = "config/presets/x.yaml") -> Preset:
    lines = enumerate(wishes, 3)
    return Preset(name="x", file=file, wishes=tuple(Wish(*wish, line) for line, wish in lines))


def test_settings_are_found_by_their_names_and_values_become_the_servers_own() -> None:
    assert wanted_by(preset(("weather", "RAIN"), ("Grid", "12")), SETTINGS) == [(WEATHER, "2"), (GRID, "12")]


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        ([("Wether", "1")], "3: session.Wether: found 'Wether', expected one from the list that can be set,"),
        ([("Host", "y")], "3: session.Host: found 'Host', expected one from the list that can be set"),
        ([("Weather", "x")], "3: session.Weather: found 'x', expected one of these: Clear, Rain"),
        ([("Grid", "99")], "3: session.Grid: found '99', expected a whole number from 2 to 64"),
        (
            [("Grid", "12"), ("grid size", "12")],
            "4: session.grid size: found 'grid size', expected each setting once",
        ),
    ],
)
def test_what_the_server_does_not_know_is_told_with_its_line(
    wishes: list[tuple[str, str]], told: str
) -> None:
    with pytest.raises(PresetRefused) as refused:
        wanted_by(preset(*wishes), SETTINGS)
    assert str(refused.value).startswith(f"config/presets/x.yaml:{told}")


def test_names_from_a_server_are_told_without_their_markup() -> None:
    evil = replace(WEATHER, choices=(Choice("1", "@everyone [x](http://evil)"),))
    with pytest.raises(PresetRefused) as refused:
        wanted_by(preset(("Weather", "Rain")), [evil])
    words = words_for(refused.value)
    assert "evil" in words
    assert "@everyone" not in words
    assert "](http" not in words


def test_every_problem_is_told_at_once_within_what_an_answer_holds() -> None:
    hostile = "@everyone [x](http://evil) **" + "y" * 70
    wishes = [(f"{number}{hostile}", hostile) for number in range(90)]
    with pytest.raises(PresetRefused) as refused:
        wanted_by(preset(*wishes, file="f*" * 400), SETTINGS)
    assert len(refused.value.problems) == 90
    words = words_for(refused.value)
    assert len(words) < 4096
    assert words.splitlines()[-1].endswith(" more")
    assert "@everyone" not in words
    assert "](http" not in words
