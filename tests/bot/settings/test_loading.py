from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from bot.settings import Roles
from tests.bot.settings.arcade import GOOD, hall, loaded


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    settings = loaded(tmp_path, GOOD + "    poll: 1500ms\ntimezone: Europe/Berlin\n")
    assert settings.discord.token.get_secret_value() == "secret-token"
    assert settings.discord.guild_id == 123456789012345678
    assert settings.timezone == ZoneInfo("Europe/Berlin")
    source = hall(settings)
    assert (source.game, source.url, source.username) == ("arcade", "http://127.0.0.1:9000", "steward")
    assert source.poll == timedelta(seconds=1.5)
    assert source.channels.status == 222
    assert settings.warnings == ()


def test_what_is_left_out_has_a_default(tmp_path: Path) -> None:
    settings = loaded(tmp_path)
    assert settings.discord.api_base is None
    assert settings.database == "sqlite:///data/steward.db"
    assert settings.timezone == ZoneInfo("UTC")
    assert settings.channels.overview is None
    assert not settings.commands.rename
    assert not settings.commands.hide
    assert hall(settings).poll == timedelta(seconds=5)


def test_nobody_has_a_level_that_no_role_is_named_for(tmp_path: Path) -> None:
    without = GOOD.replace("roles: {admin: [Admin], moderator: [Moderator]}\n", "")
    assert loaded(tmp_path, without).roles == Roles(admin=(), moderator=())


def test_settings_do_not_change_after_loading(tmp_path: Path) -> None:
    settings = loaded(tmp_path)
    with pytest.raises(ValidationError, match="frozen"):
        settings.discord.guild_id = 1  # type: ignore[misc]  # the attempt is the test


def test_settings_made_in_code_know_no_other_keys_either() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        Roles.model_validate({"moderators": []})


def test_a_variable_may_be_part_of_a_plain_value(tmp_path: Path) -> None:
    settings = loaded(tmp_path, GOOD.replace("username: steward", "username: x-${HALL_PASSWORD}-y"))
    assert hall(settings).username == "x-secret-password-y"


@pytest.mark.parametrize("word", ["no", "012", "1.10", "1e3", "2026-01-01", "0x1F", "12:30", "yes"])
def test_text_stays_the_text_that_was_written(tmp_path: Path, word: str) -> None:
    settings = loaded(tmp_path, GOOD.replace("[Admin]", f"[{word}]").replace("steward", word))
    assert settings.roles.admin == (word,)
    assert hall(settings).username == word


@pytest.mark.parametrize("word", ["", "~", "null", "NULL"])
def test_nothing_can_be_written_in_yamls_ways(tmp_path: Path, word: str) -> None:
    settings = loaded(tmp_path, GOOD.replace("audit: 111", f"audit: {word}"))
    assert settings.channels.audit is None


def test_nothing_in_quotes_is_text(tmp_path: Path) -> None:
    assert hall(loaded(tmp_path, GOOD.replace("steward", "'null'"))).username == "null"


def test_a_game_may_have_numbers_and_switches_of_its_own(tmp_path: Path) -> None:
    source = hall(loaded(tmp_path, GOOD + "    coins: 12\n    free_play: yes\n"))
    assert (source.coins, source.free_play) == (12, True)


def test_ids_may_stand_in_quotes(tmp_path: Path) -> None:
    settings = loaded(tmp_path, GOOD.replace("audit: 111", 'audit: "111"'))
    assert settings.channels.audit == 111


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    text = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert hall(loaded(tmp_path, text)).username == "steward"
