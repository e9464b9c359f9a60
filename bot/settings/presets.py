"""config/presets/*.yaml: what a session shall be like, one preset in each file; all of it is optional."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationError

from bot.domain.errors import ConfigError, Problem
from bot.domain.presets import Preset, Wish
from bot.settings import tree
from bot.settings.fields import Part, one_of
from bot.settings.references import known_only
from bot.settings.words import add, shown

FOLDER = Path("config", "presets")


def _visible(text: str) -> str:
    if not text.strip() or not text.isprintable() or len(text) > 100:
        raise ValueError("1 to 100 visible characters")
    return text.strip()


def _some(given: Mapping[str, str]) -> Mapping[str, str]:
    if not given:
        raise ValueError("at least one setting and its value")
    return given


Words = Annotated[str, AfterValidator(_visible)]


class PresetFile(Part):
    """The keys of one file."""

    name: Words
    description: Annotated[str, Field(max_length=200)] = ""
    game: str | None = None
    servers: tuple[str, ...] = ()
    session: Annotated[Mapping[Words, Words], AfterValidator(_some)]


def read_presets(
    beside: Path, games: Collection[str], servers: Mapping[str, Any]
) -> tuple[tuple[Preset, ...], list[Problem]]:
    """Read the presets *beside* main.yaml; return what is sound of them, and all that is wrong.

    *games* are those that there are, *servers* the entries of main.yaml with what is written as their game.
    """
    presets: dict[str, Preset] = {}
    problems: list[Problem] = []
    for path in _files(beside / FOLDER, problems):
        try:
            document = tree.read(path)
        except ConfigError as error:
            problems.extend(error.problems)
            continue
        preset = _preset(document, path.name)
        if preset is not None:
            _check_whom_it_is_for(document, preset, games, servers)
            _check_its_name(document, preset, presets)
            presets.setdefault(preset.name.casefold(), preset)
        problems.extend(document.problems)
    return tuple(presets.values()), problems


def _files(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """Yield what is to be read, by name; a hidden file is none of ours."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.suffix not in {".yaml", ".yml"}:
            continue
        if path.suffix == ".yaml" and path.name.isprintable():
            yield path
        else:
            wanted = "visible characters and .yaml behind them"
            problems.append(Problem(str(folder), None, "the file", ascii(path.name), wanted))


def _preset(document: tree.Document, file: str) -> Preset | None:
    document.values.setdefault("name", Path(file).stem)
    document.lines.setdefault(("name",), 1)
    try:
        made = PresetFile.model_validate(known_only(document, document.values, PresetFile.model_fields, ()))
    except ValidationError as error:
        add(document, error, (), set())
        return None
    lines = document.lines
    wishes = [Wish(key, value, lines.get(("session", key))) for key, value in made.session.items()]
    return Preset(
        name=made.name,
        file=(FOLDER / file).as_posix(),
        wishes=tuple(wishes),
        description=made.description,
        game=made.game,
        servers=made.servers,
    )


def _check_whom_it_is_for(
    document: tree.Document, preset: Preset, games: Collection[str], servers: Mapping[str, Any]
) -> None:
    if preset.game is not None and preset.game not in games:
        document.complain(("game",), shown(preset.game), one_of(sorted(games), preset.game))
    for index, name in enumerate(preset.servers):
        entry = name.partition("/")[0]
        if entry not in servers:
            document.complain(("servers", index), shown(name), one_of(servers, entry))
        elif preset.game and {preset.game, servers[entry]} <= {*games} and servers[entry] != preset.game:
            found = f"{shown(name)}, whose game is {servers[entry]}"
            document.complain(("servers", index), found, f"a server of the game {preset.game}")


def _check_its_name(document: tree.Document, preset: Preset, others: Mapping[str, Preset]) -> None:
    twin = others.get(preset.name.casefold())
    if twin is not None:
        found = f"{shown(preset.name)}, which {twin.file} is called already"
        document.complain(("name",), found, "a name of its own")
