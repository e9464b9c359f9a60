from pathlib import Path

from tests.bot.settings.arcade import GOOD, loaded, problems

KNOWN = frozenset({"restapi", "pictures"})
ON = GOOD + "opt_plugins: [restapi]\n"


def write(folder: Path, name: str, text: str) -> None:
    (folder / "config" / "plugins").mkdir(parents=True, exist_ok=True)
    (folder / "config" / "plugins" / f"{name}.yaml").write_text(text)


def test_a_plugin_that_is_on_has_its_file_read(tmp_path: Path) -> None:
    write(tmp_path, "restapi", "port: 8080\n")
    write(tmp_path, "pictures", "- off, and so never read\n")
    assert loaded(tmp_path, ON, KNOWN).plugins == {"restapi": {"port": "8080"}}


def test_settings_do_not_show_what_a_plugin_holds(tmp_path: Path) -> None:
    write(tmp_path, "restapi", "key: secret-key\n")
    assert "secret-" not in repr(loaded(tmp_path, ON, KNOWN))


def test_a_plugin_needs_no_file(tmp_path: Path) -> None:
    settings = loaded(tmp_path, ON, KNOWN)
    assert settings.opt_plugins == ("restapi",)
    assert settings.plugins == {}


def test_a_plugin_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    assert problems(tmp_path, ON.replace("restapi", "restapy"), KNOWN) == [
        "14 opt_plugins.0: found 'restapy', expected one of pictures, restapi (did you mean 'restapi'?)"
    ]
    [problem] = problems(tmp_path, ON)
    assert problem.endswith("expected an empty list: there are no plugins yet")


def test_an_empty_item_is_one_problem(tmp_path: Path) -> None:
    assert len(problems(tmp_path, ON.replace("restapi", "null"), KNOWN)) == 1


def test_a_problem_in_a_plugins_file_stands_after_those_of_the_main_file(tmp_path: Path) -> None:
    write(tmp_path, "restapi", "- a list\n")
    [main, plugin] = problems(tmp_path, ON.replace("audit: 111", "audit: x"), KNOWN)
    assert main.startswith("5 channels.audit")
    assert plugin == "1 the file: found something else, expected a mapping of keys to values"


def test_a_key_that_stands_twice_in_a_plugins_file_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, "restapi", "port: 1\nport: 2\n")
    [problem] = problems(tmp_path, ON, KNOWN)
    assert problem == "2 port: found a key that already stands in line 1, expected each key once"
