import traceback
from pathlib import Path

import pytest

from bot.domain.errors import ConfigError
from bot.settings import load
from tests.bot.settings.arcade import ENVIRON, GOOD, Arcade, hall, loaded, problems


def with_password(written: str) -> str:
    return GOOD.replace("${HALL_PASSWORD}", written)


def test_a_secret_comes_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("secret-in-a-file\n")
    settings = loaded(tmp_path, with_password(f"file:{tmp_path}/password"))
    assert hall(settings).password.get_secret_value() == "secret-in-a-file"
    assert settings.warnings == ()


def test_only_a_secret_comes_from_a_file(tmp_path: Path) -> None:
    settings = loaded(tmp_path, GOOD.replace("username: steward", "username: file:name"))
    assert hall(settings).username == "file:name"


@pytest.mark.parametrize("content", [None, b"", b" \n", b"\xff\xfe"])
def test_a_file_without_a_secret_is_a_problem(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "password").write_bytes(content)
    [problem] = problems(tmp_path, with_password(f"file:{tmp_path}/password"))
    assert problem.startswith("11 servers.hall.password: found ")
    assert "file" in problem


@pytest.mark.parametrize("environ", [{}, {"HALL_PASSWORD": ""}])
def test_an_unset_or_empty_variable_is_a_problem_at_its_line(tmp_path: Path, environ: dict[str, str]) -> None:
    (tmp_path / "main.yaml").write_text(GOOD)
    token = {"DISCORD_TOKEN": "secret-token"}
    with pytest.raises(ConfigError) as refused:
        load(tmp_path / "main.yaml", token | environ, {"arcade": Arcade})
    [problem] = refused.value.problems
    assert (problem.line, problem.key) == (11, "servers.hall.password")
    assert problem.found in {"${HALL_PASSWORD}, which is not set", "${HALL_PASSWORD}, which is empty"}


@pytest.mark.parametrize("written", ["${}", "${1A}", "a${HALL-PASSWORD}", "${HALL_PASSWORD"])
def test_half_a_reference_is_a_problem(tmp_path: Path, written: str) -> None:
    [problem] = problems(tmp_path, with_password(f"'{written}'"))
    assert problem == "11 servers.hall.password: found a '${' that names no variable, expected ${NAME}"


def test_a_secret_in_plain_text_works_and_warns(tmp_path: Path) -> None:
    settings = loaded(tmp_path, with_password("secret-in-plain-text"))
    assert hall(settings).password.get_secret_value() == "secret-in-plain-text"
    [warning] = settings.warnings
    assert (warning.line, warning.key) == (11, "servers.hall.password")
    assert "secret-" not in str(warning)


def test_settings_show_no_secret(tmp_path: Path) -> None:
    settings = loaded(tmp_path, with_password("secret-in-plain-text"))
    for shown in (repr(settings), str(settings), settings.model_dump_json(exclude={"timezone"})):
        assert "secret-" not in shown


@pytest.mark.parametrize(
    "line",
    [
        "password: [secret-word]",
        "password: {secret: secret-word}",
        "password: *secret-word",
        "password: !secret-word x",
        "password: !secret-word!x y",
        "password: &secret-word",
        "password: secret: secret-word",
        "password: 'secret-word",
        "password: secret-word\n     secret-again: x",
        "password: secret-word\n    password: secret-again",
        "password: file:x\0secret-word",
        "pasword: secret-word",
        "doors: [secret-word, [secret-again]]",
        "doors: secret-word",
        "coins: ${HALL_PASSWORD}",
        "url: http://steward:secret-word@127.0.0.1",
        "url: http://127.0.0.1/?token=secret-word",
        "url: secret-word#secret-again",
        "poll: {secret-word: 1}",
        "channels: secret-word",
    ],
)
def test_no_problem_shows_a_secret(tmp_path: Path, line: str) -> None:
    """Whoever pastes a password in the wrong way finds it in no log."""
    key = line.split(":", maxsplit=1)[0]
    kept = [other for other in GOOD.splitlines() if not other.startswith(f"    {key}:")]
    found = problems(tmp_path, "\n".join([*kept, f"    {line}", ""]))  # checks that none shows "secret-"
    assert found


def test_a_secret_that_breaks_a_rule_of_its_game_is_not_shown(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, with_password("secret-" + "x" * 40))
    assert problem.startswith("11 servers.hall.password: found text, expected ")


def test_no_traceback_shows_a_secret(tmp_path: Path) -> None:
    text = with_password("'secret-word")
    with pytest.raises(ConfigError) as refused:
        loaded(tmp_path, text)
    assert "secret-" not in "".join(traceback.format_exception(refused.value))


def test_the_value_of_a_variable_is_not_shown_where_it_is_wrong(tmp_path: Path) -> None:
    text = GOOD.replace("guild_id: 123456789012345678", "guild_id: ${DISCORD_TOKEN}")
    [problem] = problems(tmp_path, text)
    assert problem.startswith("3 discord.guild_id: found '${DISCORD_TOKEN}', expected a Discord id")
    assert ENVIRON["DISCORD_TOKEN"] not in problem
