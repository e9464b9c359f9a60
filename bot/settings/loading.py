"""From main.yaml, the files beside it and the environment to Settings, or to all problems at once."""

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.domain.errors import ConfigError
from bot.domain.presets import Preset
from bot.settings import tree
from bot.settings.fields import SHORT_NAME, SHORT_NAME_WANTED, Part, one_of
from bot.settings.models import MainFile, Settings, SourceSettings
from bot.settings.presets import read_presets
from bot.settings.references import Resolver
from bot.settings.words import A_MAPPING, add, kind_of, shown

NO_PLUGINS = "an empty list: there are no plugins yet"
PartT = TypeVar("PartT", bound=Part)


def load(
    path: Path,
    environ: Mapping[str, str],
    source_models: Mapping[str, type[SourceSettings]],
    known_plugins: AbstractSet[str] = frozenset(),
) -> Settings:
    """Read the settings in *path*; *source_models* holds, for each ``game``, the model of its entries.

    Raises:
        ConfigError: With every problem of every file.
    """
    document = tree.read(path)
    reading = _Reading(document, environ)
    values = dict(document.values)
    if isinstance(values.get("servers"), dict):
        values["servers"] = reading.sources(values["servers"], source_models)
    presets = reading.presets(path.parent, source_models)
    plugins = reading.plugins(path.parent / "config" / "plugins", known_plugins)
    main = reading.part(MainFile, values, ())
    if main is None or document.problems:
        raise ConfigError(
            sorted(document.problems, key=lambda one: (one.file != document.file, one.file, one.line or 0))
        )
    warnings = tuple(reading.resolver.warnings)
    return Settings(**dict(main), plugins=plugins, presets=presets, warnings=warnings)


class _Reading:
    """One pass over one main.yaml; what is wrong gathers in the document."""

    def __init__(self, document: tree.Document, environ: Mapping[str, str]) -> None:
        self._document = document
        self.resolver = Resolver(document, environ)

    def part(self, model: type[PartT], values: Any, keys: tree.Keys) -> PartT | None:
        """Make the *model* that stands at *keys*, or complain."""
        resolved = self.resolver.resolve(values, model, keys)
        try:
            return model.model_validate(resolved)
        except ValidationError as error:
            add(self._document, error, keys, self.resolver.secrets)
        return None

    def sources(
        self, entries: dict[str, Any], models: Mapping[str, type[SourceSettings]]
    ) -> dict[str, SourceSettings]:
        """Make what is sound of the entries under ``servers``."""
        made = {name: self._source(name, values, models) for name, values in entries.items()}
        return {name: source for name, source in made.items() if source is not None}

    def _source(
        self, name: str, values: Any, models: Mapping[str, type[SourceSettings]]
    ) -> SourceSettings | None:
        keys = ("servers", name)
        if not SHORT_NAME.fullmatch(name):
            problem = self._document.problem(keys, f"the name {shown(name)}", SHORT_NAME_WANTED)
            self._document.problems.append(problem)  # and look on: what stands under it is checked too
        if not isinstance(values, dict):
            self._document.complain(keys, kind_of(values), A_MAPPING)
            return None
        game = values.get("game")
        if not isinstance(game, str) or game not in models:
            self._document.complain((*keys, "game"), shown(game), one_of(sorted(models), game))
            return None
        return self.part(models[game], values, keys)

    def presets(self, beside: Path, games: Collection[str]) -> tuple[Preset, ...]:
        """Read the presets once the entries that they may name are known, sound or not."""
        entries = self._document.values.get("servers")
        if not isinstance(entries, dict):
            return ()
        games_of = {name: one.get("game") if isinstance(one, dict) else None for name, one in entries.items()}
        presets, problems = read_presets(beside, games, games_of)
        self._document.problems.extend(problems)
        return presets

    def plugins(self, folder: Path, known: AbstractSet[str]) -> dict[str, dict[str, Any]]:
        """Read the files of the plugins that are switched on; having one is optional."""
        names = self._document.values.get("opt_plugins")
        found = {}
        for index, name in enumerate(names if isinstance(names, list) else ()):
            if not isinstance(name, str) or name not in known:
                wanted = one_of(sorted(known), name) if known else NO_PLUGINS
                self._document.complain(("opt_plugins", index), shown(name), wanted)
            elif (folder / f"{name}.yaml").exists():
                found[name] = self._plugin(folder / f"{name}.yaml")
        return found

    def _plugin(self, path: Path) -> dict[str, Any]:
        try:
            document = tree.read(path)
        except ConfigError as error:
            self._document.problems.extend(error.problems)
            return {}
        self._document.problems.extend(document.problems)
        return document.values
