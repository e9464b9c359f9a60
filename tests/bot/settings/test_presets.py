"""Presets beside main.yaml: what is read of them, and how an operator is told what is wrong."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import ConfigError
from bot.domain.presets import Preset, Wish
from bot.settings.check import report
from tests.bot.settings.arcade import ENVIRON, GOOD, Arcade, loaded, problems
from tests.bot.settings.test_any_text import VALUES, YAML_LIKE

SPRINT = """\
name: Quick sprint
description: Ten minutes, and everybody is home for dinner
game: arcade
servers: [hall]
session:
  Race length: 10 min
  Damage: off
  LapCount: 012
"""


def write(folder: Path, text: str | bytes, name: str = "sprint.yaml") -> None:
    presets = folder / "config" / "presets"
    presets.mkdir(parents=True, exist_ok=True)
    (presets / name).write_bytes(text.encode() if isinstance(text, str) else text)


def test_a_preset_is_read_with_the_words_and_the_line_of_each_setting(tmp_path: Path) -> None:
    write(tmp_path, SPRINT)
    assert loaded(tmp_path).presets == (
        Preset(
            name="Quick sprint",
            file="config/presets/sprint.yaml",
            description="Ten minutes, and everybody is home for dinner",
            game="arcade",
            servers=("hall",),
            wishes=(Wish("Race length", "10 min", 6), Wish("Damage", "off", 7), Wish("LapCount", "012", 8)),
        ),
    )


def test_a_preset_without_a_name_is_called_as_its_file_is_and_fits_everywhere(tmp_path: Path) -> None:
    write(tmp_path, "session: {a: b}\n", "Night.race.yaml")
    [preset] = loaded(tmp_path).presets
    assert (preset.name, preset.game, preset.servers, preset.description) == ("Night.race", None, (), "")


def test_presets_come_in_the_order_of_their_files(tmp_path: Path) -> None:
    for name in ("b", "c", "a"):
        write(tmp_path, f"name: X{name}\nsession: {{a: b}}\n", f"{name}.yaml")
    assert [preset.name for preset in loaded(tmp_path).presets] == ["Xa", "Xb", "Xc"]


def test_there_need_be_none_and_what_is_hidden_or_an_example_is_not_read(tmp_path: Path) -> None:
    assert loaded(tmp_path).presets == ()
    for name in (".sprint.yaml", "._sprint.yaml", "sprint.yaml.example", "README.md"):
        write(tmp_path, b"\xff", name)
    assert loaded(tmp_path).presets == ()


@pytest.mark.parametrize(
    ("changed", "to", "problem"),
    [
        ("name: Quick sprint", "nam: x", "1 nam: found an unknown key, expected one of name, description, g"),
        ("Quick sprint", "' '", "1 name: found ' ', expected 1 to 100 visible characters"),
        ("Quick sprint", '"a\\nb"', "1 name: found 'a\\nb', expected 1 to 100 visible characters"),
        ("Quick sprint", "x" * 101, "1 name: found 'xxxxxxxxxxxx' and 89 more signs, expected 1 to 100"),
        ("Quick sprint", "[a]", "1 name: found a list, expected text"),
        ("game: arcade", "game: arcad", "3 game: found 'arcad', expected one of arcade (did you mean"),
        ("[hall]", "[hall, hal]", "4 servers.1: found 'hal', expected one of hall, attic (did you mean"),
        ("[hall]", "hall", "4 servers: found text, expected a list"),
        ("10 min", "[10]", "6 session.Race length: found a list, expected text"),
        ("10 min", "", "6 session.Race length: found nothing, expected text"),
        ("10 min", "!!int 10", "6 session.Race length: found a YAML tag or alias, expected a plain value"),
        ("10 min", '"\\t"', "6 session.Race length: found '\\t', expected 1 to 100 visible characters"),
        ("LapCount", "Damage", "8 session.Damage: found a key that already stands in line 7, expected each"),
        ("LapCount", '"\\n"', "8 session.'\\n': found the name '\\n', expected 1 to 100 visible characters"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_what_is_expected(
    tmp_path: Path, changed: str, to: str, problem: str
) -> None:
    write(tmp_path, SPRINT.replace(changed, to))
    attic = "  attic: {game: arcade, url: http://a, username: x, password: '${HALL_PASSWORD}'}\n"
    [told] = problems(tmp_path, GOOD + attic)
    assert told.startswith(problem)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name: x\n", "1 session: found nothing, expected this key, which is required"),
        ("session:\n", "1 session: found nothing, expected a mapping of keys to values"),
        ("session: {}\n", "1 session: found a mapping, expected at least one setting and its value"),
        ("session: [a]\n", "1 session: found a list, expected a mapping of keys to values"),
        ("- a\n", "1 the file: found something else, expected a mapping of keys to values"),
        ("", "1 the file: found nothing, expected a mapping of keys to values"),
        (b"\xff", "1 the file: found bytes that are not UTF-8, expected a file saved as UTF-8"),
    ],
)
def test_a_file_that_is_no_preset_is_one_problem(tmp_path: Path, text: str | bytes, problem: str) -> None:
    write(tmp_path, text)
    assert problems(tmp_path, GOOD) == [problem]


def test_a_server_of_another_game_is_refused(tmp_path: Path) -> None:
    write(tmp_path, SPRINT.replace("servers: [hall]", "servers: [hall, hall/back, den]"))
    (tmp_path / "main.yaml").write_text(GOOD + "  den: {game: den, url: http://a}\n")
    models = {"arcade": Arcade, "den": Arcade}
    code, said = report(tmp_path / "main.yaml", ENVIRON, models)
    assert code == 78
    [told] = [line for line in said.splitlines() if "servers.2" in line]
    assert told.startswith(f"{tmp_path}/config/presets/sprint.yaml:4: servers.2: found 'den', whose game is")
    assert told.endswith("den, expected a server of the game arcade")


@pytest.mark.parametrize("name", ["quick SPRINT", "zz"])
def test_two_presets_of_one_name_are_refused(tmp_path: Path, name: str) -> None:
    write(tmp_path, SPRINT if name != "zz" else SPRINT.replace("Quick sprint", "ZZ"))
    write(tmp_path, f"session: {{a: b}}\nname: {name}\n" if name != "zz" else "session: {a: b}\n", "zz.yaml")
    [told] = problems(tmp_path, GOOD)
    assert "which config/presets/sprint.yaml is called already, expected a name of its own" in told


@pytest.mark.parametrize("name", ["sprint.yml", "a\nb.yaml"])
def test_a_file_whose_name_would_be_passed_over_is_told(tmp_path: Path, name: str) -> None:
    write(tmp_path, SPRINT, name)
    [told] = problems(tmp_path, GOOD)
    assert told == f"None the file: found {name!r}, expected visible characters and .yaml behind them"


def test_a_folder_in_the_place_of_a_file_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "config" / "presets" / "a.yaml").mkdir(parents=True)
    assert problems(tmp_path, GOOD) == [
        "None the file: found nothing to read (Is a directory), expected a YAML file"
    ]


def test_problems_of_every_file_stand_together_behind_those_of_the_main_file(tmp_path: Path) -> None:
    write(tmp_path, SPRINT.replace("arcade", "x").replace("10 min", ""), "b.yaml")
    write(tmp_path, "session:\n", "a.yaml")
    keys = [told.split(":")[0] for told in problems(tmp_path, GOOD.replace("audit: 111", "audit: x"))]
    assert keys == ["5 channels.audit", "1 session", "6 session.Race length"]


def test_a_problem_of_a_server_makes_no_second_one_of_its_presets(tmp_path: Path) -> None:
    write(tmp_path, SPRINT)
    assert len(problems(tmp_path, GOOD.replace("game: arcade", "game: x"))) == 1
    assert len(problems(tmp_path, GOOD[: GOOD.index("servers:")] + "servers: [hall]\n")) == 1


def test_a_check_counts_them(tmp_path: Path) -> None:
    write(tmp_path, SPRINT)
    (tmp_path / "main.yaml").write_text(GOOD)
    _, said = report(tmp_path / "main.yaml", ENVIRON, {"arcade": Arcade})
    assert said.endswith("main.yaml is good, with 1 entry under servers and 1 preset.")


@pytest.mark.parametrize(
    ("game", "servers", "fits"),
    [
        (None, (), True),
        ("arcade", (), True),
        ("den", (), False),
        (None, ("hall",), True),
        (None, ("hall/back",), True),
        (None, ("hall/front", "den"), False),
    ],
)
def test_a_preset_fits_the_servers_that_it_names(
    game: str | None, servers: tuple[str, ...], fits: bool
) -> None:
    preset = Preset(name="x", file="", wishes=(), game=game, servers=servers)
    assert preset.fits(game="arcade", entry="hall", server="hall/back") is fits


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("presets")


@settings(deadline=None, max_examples=80)
@given(line=st.integers(0, len(SPRINT.splitlines()) - 1), value=VALUES | YAML_LIKE)
def test_anything_in_the_place_of_one_value_is_a_preset_or_problems_of_one_line(
    folder: Path, line: int, value: str
) -> None:
    changed = SPRINT.splitlines()
    changed[line] = f"{changed[line].split(':')[0]}: {value}"
    write(folder, "\n".join(changed))
    try:
        [preset] = loaded(folder).presets
    except ConfigError as error:
        refused = error
    else:
        assert preset.wishes
        return
    assert all(len(str(problem).splitlines()) == 1 for problem in refused.problems)
    str(refused).encode()
