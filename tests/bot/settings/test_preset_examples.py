"""The presets that an operator finds as examples."""

import shutil
from pathlib import Path

import pytest

from bot.games import known_games
from bot.settings import load

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted((ROOT / "config" / "presets").glob("*.yaml.example"))
SECRETS = ("DISCORD_TOKEN", "PADDOCK_PASSWORD", "HALL_TOKEN")
ENVIRON = {name: f"an-invented-{name.lower()}" for name in SECRETS}


def test_there_are_examples() -> None:
    assert [example.name for example in EXAMPLES] == ["endurance.yaml.example", "sprint.yaml.example"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("with_all_keys", [False, True])
def test_an_example_copied_beside_the_example_of_main_yaml_is_sound(
    tmp_path: Path, example: Path, with_all_keys: bool
) -> None:
    folder = tmp_path / "config" / "presets"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "main.yaml.example", tmp_path / "main.yaml")
    text = example.read_text(encoding="utf-8")
    (folder / example.stem).write_text(text.replace("\n#servers:", "\nservers:") if with_all_keys else text)
    models = {kind: game.settings for kind, game in known_games().items()}
    [preset] = load(tmp_path / "main.yaml", ENVIRON, models).presets
    assert preset.name.casefold() == example.name.partition(".")[0]
    assert preset.wishes
