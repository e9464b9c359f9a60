"""What shall be set of a session, found out from what is so right now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.kit import Applied, BadValue, Change, Setting, resolve
from cogs.ams2.flags import FLAGS, is_flag, merged
from cogs.ams2.names import Names
from cogs.ams2.owned_settings import is_owned, query_for
from cogs.ams2.payloads import Status
from cogs.ams2.session_settings import Sheet


@dataclass(frozen=True, slots=True)
class Wish:
    """What shall be set: *values* as the server has them, by the keys of their settings.

    *query* has them by attribute.  *before* is the session as it was, *after* as it would be.
    """

    values: Mapping[str, str]
    query: Mapping[str, str]
    before: Sheet
    after: Sheet

    def is_met(self, key: str, now: Sheet) -> bool:
        """Tell whether that setting is as wanted."""
        return now.value(key) == self.after.value(key)

    def change(self, key: str, applied: Applied, *, now: str = "", why: str = "") -> Change:
        """Return what became of that setting."""
        wanted = self.after.settings[key].shown
        return Change(setting=self.before.settings[key], wanted=wanted, applied=applied, now=now, why=why)


def wish_for(values: Mapping[str, str], status: Status, names: Names) -> Wish:
    """Find out what *values* mean, and what they would make of *status*.

    Raises `BadValue` for what this server does not have or let anybody set, and for an impossible value.
    """
    before = Sheet.of(status, names)
    resolved = {key: _resolved(before, key, said) for key, said in values.items()}
    if any(map(is_owned, resolved)):
        owned = {key: _with(before.settings[key], value) for key, value in resolved.items()}
        after = replace(before, settings={**before.settings, **owned})
        return Wish(resolved, query_for(resolved), before, after)
    switches = {key: value for key, value in resolved.items() if is_flag(key)}
    written = {key: value for key, value in resolved.items() if not is_flag(key)}
    if switches:
        flags = merged(_flags(before, written, switches), switches, names.catalogue.session_flags)
        written[FLAGS] = str(flags)
    wished = status.model_copy(update={"state": "Running", "attributes": {**status.attributes, **written}})
    query = {f"session_{key}": value for key, value in written.items()}
    return Wish(resolved, query, before, Sheet.of(wished, names))


def _with(setting: Setting, value: str) -> Setting:
    names = {choice.value: choice.name for choice in setting.choices}
    return replace(setting, value=value, shown=names.get(value, value))


def parts_for(keys: Iterable[str]) -> dict[str, int]:
    """Return the parts of a status that show these settings."""
    parts = {"attributes": 1}
    return parts | {"members": 1, "participants": 1} if any(map(is_owned, keys)) else parts


def _resolved(sheet: Sheet, key: str, said: str) -> str:
    setting = sheet.settings.get(key)
    if setting is None:
        raise BadValue("setting", key, "one that this server has")
    if not setting.is_writable:
        raise BadValue(setting.name, said, "left as it is: it can only be read on this server")
    return resolve(setting, said)


def _flags(before: Sheet, written: Mapping[str, str], switches: Mapping[str, str]) -> int:
    """Return the flags in which to switch some: those that shall be written anyway, or those of right now."""
    flags = written.get(FLAGS) or before.value(FLAGS)
    if not flags:
        setting = before.settings[min(switches)]
        said = "on" if switches[setting.key] == "1" else "off"
        expected = "set while somebody is there, or together with all flags as one number"
        raise BadValue(setting.name, said, expected)
    return int(flags)
