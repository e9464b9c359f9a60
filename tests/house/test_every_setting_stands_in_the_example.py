import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel

from bot.games import known_games
from bot.settings import Settings, SourceSettings, load
from bot.settings.models import MainFile
from bot.settings.tree import read

EXAMPLE = Path(__file__).parents[2] / "main.yaml.example"
SECRETS = ("DISCORD_TOKEN", "PADDOCK_PASSWORD", "HALL_TOKEN", "HALL_PASSWORD")
ENVIRON = {name: f"an-invented-{name.lower()}" for name in SECRETS}


def source_models() -> Mapping[str, type[SourceSettings]]:
    return {kind: game.settings for kind, game in known_games().items()}


@pytest.fixture
def settings() -> Settings:
    return load(EXAMPLE, ENVIRON, source_models())


@pytest.fixture
def everything(tmp_path: Path) -> Path:
    """The example with all settings on; a line that is off begins with "#" and, without a space, a key."""
    text = EXAMPLE.read_text(encoding="utf-8")
    path = tmp_path / "main.yaml"
    path.write_text(re.sub(r"^( *)#(?=[a-z_]+:)", r"\1", text, flags=re.MULTILINE), encoding="utf-8")
    return path


def models_in(kind: Any, written: Any) -> Iterator[tuple[type[BaseModel], Any]]:
    """Find the models in such kinds as ``Part`` and ``Mapping[str, Part]``, and what is written there."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind, written
    elif get_origin(kind) is Mapping:
        yield from models_in(get_args(kind)[1], next(iter(written.values()), {}))
    else:
        for part in get_args(kind):
            yield from models_in(part, written)


def absent(model: type[BaseModel], written: Any, shown: set[type[BaseModel]]) -> Iterator[str]:
    """Yield the keys of *model* that are not *written*; what is *shown* elsewhere need not be again."""
    if model in shown:
        return
    common = [one for one in shown if issubclass(one, SourceSettings) and issubclass(model, SourceSettings)]
    shown.add(model)
    for name, field in model.model_fields.items():
        if name not in written and common and name in SourceSettings.model_fields:
            continue  # the first game's entry shows it
        if name not in written:
            yield f"{model.__name__}.{name}"
        else:
            for inner, within in models_in(field.annotation, written[name]):
                yield from absent(inner, within, shown)


def test_every_setting_stands_in_the_example(everything: Path) -> None:
    values = read(everything).values
    entries = {entry["game"]: entry for entry in values["servers"].values()}
    shown: set[type[BaseModel]] = set()
    missing: list[str] = []
    for game, model in source_models().items():
        missing += absent(model, entries.get(game, {}), shown)
    shown.add(SourceSettings)  # its keys are those of every game's model
    assert [*missing, *absent(MainFile, values, shown)] == []


def test_the_example_loads_when_its_variables_are_set(settings: Settings) -> None:
    assert settings.warnings == ()


def test_the_example_loads_with_everything_switched_on(everything: Path) -> None:
    assert load(everything, ENVIRON, source_models()).discord.api_base


@pytest.mark.parametrize("name", ["database", "timezone", "opt_plugins", "commands"])
def test_the_example_shows_defaults(settings: Settings, name: str) -> None:
    assert getattr(settings, name) == MainFile.model_fields[name].default


def test_the_example_shows_how_often_a_server_is_looked_at_by_default(settings: Settings) -> None:
    assert all(
        source.poll == SourceSettings.model_fields["poll"].default for source in settings.servers.values()
    )
