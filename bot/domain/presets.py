"""Named sets of session settings, as an operator wrote them, and what they mean on one server."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from bot.domain.errors import BadValue, PresetRefused, Problem
from bot.domain.session_settings import Setting, find_setting, resolve


@dataclass(frozen=True, slots=True)
class Wish:
    """One setting and the value that it shall have, in the operator's words, and the *line* of both."""

    setting: str
    value: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """What a session shall be like; *file* is where it is written, as seen from main.yaml.

    It is for the servers of one *game* and for the named *servers* alone, where it says so.
    """

    name: str
    file: str
    wishes: tuple[Wish, ...]
    description: str = ""
    game: str | None = None
    servers: tuple[str, ...] = ()

    def fits(self, *, game: str, entry: str, server: str) -> bool:
        """Tell whether it is for a *server* by its full name, behind an *entry* of that *game*."""
        return self.game in {None, game} and (not self.servers or bool({entry, server} & {*self.servers}))


def wanted_by(preset: Preset, settings: Sequence[Setting]) -> list[tuple[Setting, str]]:
    """Return which of a server's *settings* shall have which of its own values.

    Raises:
        PresetRefused: With everything in the preset that this server does not know.
    """
    wanted: dict[str, tuple[Setting, str]] = {}
    problems = []
    for wish in preset.wishes:
        try:
            setting, value = _meant_by(wish, settings, wanted)
        except BadValue as error:
            key = f"session.{wish.setting}"
            problems.append(Problem(preset.file, wish.line, key, repr(error.found), error.wanted))
        else:
            wanted[setting.key] = setting, value
    if problems:
        raise PresetRefused(preset.name, problems)
    return list(wanted.values())


def _meant_by(wish: Wish, settings: Sequence[Setting], wanted: Container[str]) -> tuple[Setting, str]:
    setting = find_setting(settings, wish.setting)
    if setting.key in wanted:
        raise BadValue("setting", wish.setting, "each setting once")
    return setting, resolve(setting, wish.value)
