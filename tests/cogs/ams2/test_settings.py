from pathlib import Path

import pytest

from bot.domain.errors import ConfigError
from bot.settings import load
from cogs.ams2.settings import AMS2Settings


def main_yaml(folder: Path, *lines: str) -> Path:
    path = folder / "main.yaml"
    own = "\n".join(f"    {line}" for line in lines)
    path.write_text(
        f"discord: {{token: '${{T}}', guild_id: 123456789012345678}}\n"
        f"servers:\n  paddock:\n    game: ams2\n    url: http://127.0.0.1:9000\n{own}\n",
        encoding="utf-8",
    )
    return path


def test_a_user_name_that_cannot_work_is_told_before_the_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="a name without a colon"):
        load(main_yaml(tmp_path, "username: 'a:b'"), {"T": "x" * 30}, {"ams2": AMS2Settings})


@pytest.mark.parametrize(
    "address",
    ["http://ann:pw@race.example.org", "ftp://race.example.org", "race.example.org", "https://r/?a=1"],
)
def test_the_address_for_the_staff_holds_no_credentials_and_is_one(tmp_path: Path, address: str) -> None:
    with pytest.raises(ConfigError, match="without user, password"):
        load(main_yaml(tmp_path, f"public_url: {address}"), {"T": "x" * 30}, {"ams2": AMS2Settings})
