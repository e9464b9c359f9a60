"""The presets that operators find as examples say what an Automobilista 2 server knows."""

import shutil
from pathlib import Path

import pytest

from bot.domain.presets import Preset, wanted_by
from bot.domain.session_settings import Applied
from bot.settings.presets import read_presets
from tests.cogs.ams2.world import Paddock

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted((ROOT / "config" / "presets").glob("*.yaml.example"))


@pytest.fixture(params=EXAMPLES, ids=lambda path: path.name)
def preset(request: pytest.FixtureRequest, tmp_path: Path) -> Preset:
    """An example as an operator copies it."""
    example: Path = request.param
    folder = tmp_path / "config" / "presets"
    folder.mkdir(parents=True)
    shutil.copy(example, folder / example.stem)
    (preset,), problems = read_presets(tmp_path, {"ams2"}, {})
    assert problems == []
    return preset


async def test_an_example_is_stored_whole_for_the_next_session(world: Paddock, preset: Preset) -> None:
    world.join("Ann")
    await world.look()
    wanted = wanted_by(preset, world.backend.session_settings(""))
    values = {setting.key: value for setting, value in wanted}
    changes = await world.backend.set_session("", values, upcoming=True)
    assert [change.applied for change in changes] == [Applied.STORED] * len(preset.wishes)
    [query] = [query for path, query in world.game.asked if path == "/api/session/set_next_attributes"]
    assert query == {f"session_{key}": value for key, value in values.items()}
