"""A status, as the settings of its session in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bot.kit import Choice, Setting, SettingKind
from cogs.ams2.attribute_settings import setting_of
from cogs.ams2.attributes import ABOUT, GROUPS, LENGTHS_OF_RACES, SERVER_CONTROL, About
from cogs.ams2.flags import FLAGS, switches
from cogs.ams2.names import Names
from cogs.ams2.owned_settings import owned_settings
from cogs.ams2.payloads import AttributeRow, Status
from cogs.ams2.setting_words import UNKNOWN, choices_of
from cogs.ams2.snapshots import number, words

_MOST, _LONGEST_KEY = 400, 100
_NOT_LISTED = AttributeRow(name="")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The settings of a session by key, and what the server says of the session itself."""

    settings: Mapping[str, Setting]
    session_state: str
    is_idle: bool
    is_uncontrolled: bool
    """Whether it is known that the server ignores every change of its session."""

    @classmethod
    def of(cls, status: Status, names: Names) -> "Sheet":
        """Take it out of a status with attributes."""
        settings = {setting.key: setting for setting in settings_of(status, names)}
        is_idle = status.state == "Idle"
        control = settings.get(SERVER_CONTROL)
        return cls(
            settings=settings,
            session_state=words(status.attributes, "SessionState"),
            is_idle=is_idle,
            is_uncontrolled=control is not None and control.value == "0",
        )

    def value(self, key: str) -> str:
        """Return the server's value of a setting, "" where it is not known."""
        return self.settings[key].value if key in self.settings else ""


def settings_of(status: Status, names: Names) -> tuple[Setting, ...]:
    """Return every attribute of the session that *status* shows, those of one group together.

    Behind them stands what can be set of single people and cars.

    An idle server prints 0 and "" for all of them: then no value is known.  What its list does not call
    writable is not, and that is everything while the list was not read.
    """
    choices = choices_of(names)
    keys = [key for key in status.attributes if 0 < len(key) <= _LONGEST_KEY][:_MOST]
    settings = [setting for key in keys for setting in _settings(key, status, names, choices)]
    order = {group: at for at, group in enumerate(GROUPS)}
    settings.sort(key=lambda setting: order.get(setting.group, len(order)))
    return (*settings, *owned_settings(status, names, choices))


def _settings(
    key: str, status: Status, names: Names, choices: Mapping[str, tuple[Choice, ...]]
) -> Iterator[Setting]:
    """Return the setting of one attribute, and behind the flags each of them."""
    about = ABOUT.get(key) or About(name=key)
    if key in LENGTHS_OF_RACES:
        is_timed = number(status.attributes, FLAGS) & names.timed_race
        about = replace(about, unit="min" if is_timed else "laps")
    row = names.catalogue.session.get(key, _NOT_LISTED)
    setting = setting_of(key, status.attributes, about, row, choices.get(about.values, ()))
    if status.state == "Idle":
        setting = replace(setting, value="", shown=UNKNOWN)
    yield setting
    if key == FLAGS and setting.kind is SettingKind.NUMBER:
        yield from switches(setting, names.catalogue.session_flags)
