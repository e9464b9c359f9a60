from pathlib import Path

import pytest

from tests.bot.settings.arcade import GOOD, hall, loaded, problems


@pytest.mark.parametrize(("written", "seconds"), [("1000ms", 1), ("5s", 5), ("2m", 120), ("1h", 3600)])
def test_a_duration_has_its_unit(tmp_path: Path, written: str, seconds: int) -> None:
    assert hall(loaded(tmp_path, GOOD + f"    poll: {written}\n")).poll.total_seconds() == seconds


@pytest.mark.parametrize(
    "written", ["5", "5.5", "1.5s", "5 s", "-5s", "s", "5d", "5S", "\u0665s", "9999999s", "", "[5s]"]
)
def test_what_is_no_duration_is_told_the_form(tmp_path: Path, written: str) -> None:
    [problem] = problems(tmp_path, GOOD + f"    poll: {written}\n")
    assert problem.startswith("14 servers.hall.poll: found ")
    assert problem.endswith("expected a duration with its unit, such as 500ms, 5s, 2m or 1h")


@pytest.mark.parametrize("written", ["0s", "999ms"])
def test_a_server_is_looked_at_once_a_second_at_most(tmp_path: Path, written: str) -> None:
    [problem] = problems(tmp_path, GOOD + f"    poll: {written}\n")
    assert problem == f"14 servers.hall.poll: found '{written}', expected at least 1s"


@pytest.mark.parametrize(
    "written", ["0", "-1", "1.0", "0111", "1e3", "#audit", "audit", "9223372036854775808", "[1]"]
)
def test_what_is_no_id_is_told_where_to_find_one(tmp_path: Path, written: str) -> None:
    [problem] = problems(tmp_path, GOOD.replace("123456789012345678", f"{written}"))
    assert problem.startswith("3 discord.guild_id: found ")
    assert "expected a Discord id: digits only" in problem


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("http://127.0.0.1:9000/", "http://127.0.0.1:9000"),
        ("https://games.example/manager/", "https://games.example/manager"),
        ("http://[::1]:9000", "http://[::1]:9000"),
        ("http://server", "http://server"),
    ],
)
def test_an_address_ends_without_a_slash(tmp_path: Path, written: str, read: str) -> None:
    assert hall(loaded(tmp_path, GOOD.replace("http://127.0.0.1:9000", written))).url == read


@pytest.mark.parametrize(
    "written",
    [
        "127.0.0.1:9000",
        "ftp://server",
        "http://",
        "http://:80",
        "http:///path",
        "http://server:99999",
        "http://server:0",
        "http://server:port",
        "http://[::1",
        "http://user:password@server",
        "http://user@server",
        "http://server/?a=b",
        "http://server/a#b",
        "http://server/a b",
        r"http://server\@other",
        r"http://server\other",
        "http://sérver",
    ],
)
def test_what_is_no_plain_web_address_is_refused(tmp_path: Path, written: str) -> None:
    [problem] = problems(tmp_path, GOOD.replace("http://127.0.0.1:9000", written))
    assert problem.startswith("9 servers.hall.url: found ")


@pytest.mark.parametrize("written", ["http://127.0.0.1:8700/api/v10", "http://[::1]:8700/api/v10/"])
def test_a_local_discord_is_accepted(tmp_path: Path, written: str) -> None:
    settings = loaded(tmp_path, GOOD.replace("discord:\n", f"discord:\n  api_base: {written}\n"))
    assert settings.discord.api_base == written.rstrip("/")


@pytest.mark.parametrize(
    "written",
    [
        "https://discord.com/api/v10",
        "https://127.0.0.1:8700/api/v10",
        "http://localhost:8700/api/v10",
        "http://127.0.0.2:8700/api/v10",
        "http://127.1:8700",
        "http://2130706433:8700",
        "http://[::ffff:127.0.0.1]:8700",
        "http://127.0.0.1.evil.example/api",
        "http://127.0.0.1@evil.example/api",
        "http://127.0.0.1:80@evil.example/api",
        r"http://127.0.0.1\.evil.example/api",
        "http://127.0.0.1:99999/api",
        "http://127.0.0.1:8700/api?x=1",
        '"http://127.0.0.1:8700/api\\n"',
    ],
)
def test_the_token_goes_to_no_other_host_than_this_one(tmp_path: Path, written: str) -> None:
    [problem] = problems(tmp_path, GOOD.replace("discord:\n", f"discord:\n  api_base: {written}\n"))
    assert problem.startswith("2 discord.api_base: found ")


@pytest.mark.parametrize(
    "written", ["sqlite:///data/steward.db", "sqlite:////data/steward.db", "sqlite:///C:/steward.db"]
)
def test_a_database_is_a_file(tmp_path: Path, written: str) -> None:
    assert loaded(tmp_path, GOOD + f"database: {written}\n").database == written


@pytest.mark.parametrize(
    "written",
    [
        "postgresql://u:secret-p@h/steward",
        "sqlite:///",
        "'sqlite:///:memory:'",
        "steward.db",
        "sqlite:///a?b",
    ],
)
def test_another_database_is_a_clear_problem(tmp_path: Path, written: str) -> None:
    [problem] = problems(tmp_path, GOOD + f"database: {written}\n")
    assert problem.startswith("14 database: found ")
    assert problem.endswith("(only SQLite for now)")


@pytest.mark.parametrize("written", ["Europe/Berln", "Europe", "../etc/passwd", "/etc/passwd", "", "x" * 300])
def test_an_unknown_time_zone_is_refused(tmp_path: Path, written: str) -> None:
    [problem] = problems(tmp_path, GOOD + f"timezone: {written}\n")
    assert problem.startswith("14 timezone: found ")
    assert "expected a time zone such as Europe/Berlin" in problem


def test_a_mistyped_time_zone_is_suggested(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, GOOD + "timezone: europe/berln\n")
    assert problem.endswith("(did you mean 'Europe/Berlin'?)")


def test_a_role_has_a_name(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, GOOD.replace("[Admin]", "['']"))
    assert problem == "4 roles.admin.0: found '', expected at least 1 character"
