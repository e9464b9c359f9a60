from pathlib import Path

from bot.settings.check import report
from tests.bot.settings.arcade import ENVIRON, GOOD, Arcade


def reported(folder: Path, text: str) -> tuple[int, list[str]]:
    path = folder / "main.yaml"
    path.write_text(text)
    code, said = report(path, ENVIRON, {"arcade": Arcade})
    return code, said.replace(f"{folder}/", "").splitlines()


def test_good_settings_are_told_so_in_one_line(tmp_path: Path) -> None:
    assert reported(tmp_path, GOOD) == (0, ["main.yaml is good, with 1 entry under servers."])


def test_a_warning_is_told_and_does_no_harm(tmp_path: Path) -> None:
    code, [warning, closing] = reported(tmp_path, GOOD.replace("${HALL_PASSWORD}", "plain"))
    assert code == 0
    assert warning.startswith("warning: main.yaml:11: servers.hall.password: found a secret in plain text")
    assert closing == "main.yaml is good, with 1 entry under servers."


def test_each_problem_is_a_line_and_the_last_one_counts_them(tmp_path: Path) -> None:
    code, lines = reported(tmp_path, GOOD.replace("audit: 111", "audit: x") + "    poll: 5\n")
    assert code == 78
    assert lines[0].startswith("main.yaml:5: channels.audit: found 'x', expected a Discord id")
    assert lines[1].startswith("main.yaml:14: servers.hall.poll: found '5', expected a duration")
    assert lines[2:] == ["main.yaml has 2 problems."]
