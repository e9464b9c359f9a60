from pathlib import Path

import pytest

from bot.domain.errors import ConfigError
from bot.settings import load
from tests.bot.settings.arcade import GOOD, problems


def test_all_problems_are_told_at_once_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = GOOD.replace("123456789012345678", "guild").replace("audit: 111", "audit: x") + "    pol: 5s\n"
    assert [problem.split(":")[0] for problem in problems(tmp_path, text)] == [
        "3 discord.guild_id",
        "5 channels.audit",
        "14 servers.hall.pol",
    ]


def test_an_unknown_key_is_refused_with_a_suggestion(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, GOOD + "    pol: 5s\n")
    assert problem.startswith("14 servers.hall.pol: found an unknown key, expected one of game, url, poll")
    assert problem.endswith("(did you mean 'poll'?)")


def test_an_unknown_key_like_no_other_has_no_suggestion(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, GOOD + "xyzzy: 1\n")
    assert problem.startswith("14 xyzzy: found an unknown key")
    assert "did you mean" not in problem


def test_a_required_key_is_missing_at_the_line_of_its_mapping(tmp_path: Path) -> None:
    text = GOOD.replace("    username: steward\n", "").replace("  guild_id: 123456789012345678\n", "")
    assert problems(tmp_path, text) == [
        "1 discord.guild_id: found nothing, expected this key, which is required",
        "6 servers.hall.username: found nothing, expected this key, which is required",
    ]


def test_a_required_key_at_the_top_is_missing_at_the_first_line(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, GOOD[: GOOD.index("servers:")])
    assert problem == "1 servers: found nothing, expected this key, which is required"


def test_a_key_stands_once(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD + "channels: {overview: 1}\n") == [
        "14 channels: found a key that already stands in line 5, expected each key once"
    ]


def test_an_unknown_game_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, GOOD.replace("game: arcade", "game: arcad"))
    assert problem == "8 servers.hall.game: found 'arcad', expected one of arcade (did you mean 'arcade'?)"


def test_an_entry_without_a_game_is_told_that_and_no_more(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, GOOD.replace("    game: arcade\n", ""))
    assert problem.startswith("7 servers.hall.game: found nothing, expected one of arcade")


@pytest.mark.parametrize("name", ["Hall", "my hall", "hall/one", "x" * 33, "é"])
def test_the_name_of_an_entry_is_short_and_plain(tmp_path: Path, name: str) -> None:
    [problem] = problems(tmp_path, GOOD.replace("hall:", f"{name}:"))
    assert "at most 32 lower-case letters, digits, - and _" in problem


def test_what_stands_under_a_bad_name_is_checked_too(tmp_path: Path) -> None:
    found = problems(tmp_path, GOOD.replace("hall:", "Hall:") + "    poll: 5\n")
    assert [problem.split(":")[0] for problem in found] == ["7 servers.Hall", "14 servers.Hall.poll"]


def test_the_name_of_a_command_is_short_and_plain(tmp_path: Path) -> None:
    [new, hidden] = problems(tmp_path, GOOD + "commands: {rename: {Kick: remove}, hide: [b an]}\n")
    assert new.startswith("14 commands.rename.Kick: found the name 'Kick', expected at most 32 lower-case")
    assert hidden.startswith("14 commands.hide.0: found 'b an', expected at most 32 lower-case letters")


def test_a_long_value_is_shown_in_part(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, GOOD.replace("audit: 111", f"audit: {'123456789012' * 5}"))
    assert problem.startswith("5 channels.audit: found '123456789012' and 48 more signs, expected a")


def test_two_commands_cannot_have_one_name(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, GOOD + "commands: {rename: {kick: remove, ban: remove}}\n")
    assert problem == "14 commands.rename: found a mapping, expected a different new name for each command"


@pytest.mark.parametrize("given", ["channels:", "channels: []", "channels: 5"])
def test_a_mapping_is_expected_where_there_is_none(tmp_path: Path, given: str) -> None:
    [problem] = problems(tmp_path, GOOD.replace("channels: {audit: 111}", given))
    assert problem.startswith("5 channels: found ")
    assert problem.endswith("expected a mapping of keys to values")


@pytest.mark.parametrize(
    "given", ["servers:", "servers: [hall]", "servers: {hall: }", "servers: {hall: [1]}"]
)
def test_servers_are_mappings(tmp_path: Path, given: str) -> None:
    [problem] = problems(tmp_path, GOOD[: GOOD.index("servers:")] + given)
    assert problem.startswith("6 servers")
    assert problem.endswith("expected a mapping of keys to values")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("coins: many", "found 'many', expected a whole number"),
        ("coins: 1.5", "found '1.5', expected a whole number"),
        ("coins: [1]", "found a list, expected a whole number"),
        ("free_play: maybe", "found 'maybe', expected true or false"),
        ("free_play:", "found nothing, expected true or false"),
    ],
)
def test_a_games_own_keys_are_told_of_in_the_same_words(tmp_path: Path, given: str, expected: str) -> None:
    [problem] = problems(tmp_path, GOOD + f"    {given}\n")
    assert problem == f"14 servers.hall.{given.split(':', maxsplit=1)[0]}: {expected}"


def test_a_file_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"main\.yaml: the file: found nothing to read \(No such file"):
        load(tmp_path / "main.yaml", {}, {})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1 the file: found nothing, expected a mapping"),
        ("# only a comment\n", "1 the file: found nothing, expected a mapping"),
        ("- a\n- b\n", "1 the file: found something else, expected a mapping"),
        ("a: 1\n---\nb: 2\n", "2 the file: found a second '---'"),
        ("a:\n\tb: 1\n", "2 the file: found a tab, expected spaces"),
        ("a: 1\nb: c: d\n", "2 the file: found a second ': '"),
        ("a: 1\nb: [1, 2\n", "3 the file: found expected ',' or ']'"),
        (b"a: 1\nb: \xff\n", "2 the file: found bytes that are not UTF-8"),
        ("a: 1\nb: \x07\n", "2 the file: found an invisible control character"),
        ('a: "\\UFFFFFFFF"\n', "None the file: found a number or an escape out of range"),
        ("a: " + "[" * 2000, "None the file: found brackets in brackets"),
    ],
)
def test_what_is_no_yaml_mapping_is_one_problem(tmp_path: Path, text: str | bytes, said: str) -> None:
    [problem] = problems(tmp_path, text)
    assert problem.startswith(said)


@pytest.mark.parametrize("value", ["!!python/name:os.system", "!!int 5", "*other", '"\\ud800"'])
def test_a_value_is_plain(tmp_path: Path, value: str) -> None:
    [problem] = problems(tmp_path, GOOD.replace("username: steward", f"username: {value}"))
    assert problem.startswith("10 servers.hall.username: found ")
    assert "expected a plain value" in problem


def test_a_key_is_plain(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, GOOD + "? [a]\n: 1\n")
    assert problem.startswith("14 ?: found a key that is not plain text")


def test_a_problem_is_one_line_whatever_the_key(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, GOOD + '"a\\nb": 1\n')
    assert "\n" not in problem
