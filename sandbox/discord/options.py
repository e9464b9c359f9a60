"""Options of a command as a person's client fills them in, and refuses to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.discord.errors import JSON, ClientRefused
from sandbox.discord.guild import Guild
from sandbox.discord.model import Channel, Member, Role
from sandbox.discord.sending import Mentioned

SUB_COMMAND, GROUP = 1, 2
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER = 3, 4, 5, 6, 7, 8, 9, 10


def find_command(commands: list[JSON], words: str) -> tuple[JSON, list[JSON]]:
    """The root command and the chain of sub-commands that *words* names."""
    first, *rest = words.split()
    root = next((one for one in commands if one["name"] == first and one["type"] == 1), None)
    if root is None:
        raise ClientRefused(f"there is no command /{first}")
    chain: list[JSON] = []
    level = root
    for word in rest:
        subs = [one for one in level.get("options", []) if one["type"] in (SUB_COMMAND, GROUP)]
        found = next((one for one in subs if one["name"] == word), None)
        if found is None:
            raise ClientRefused(f"/{words} has no part called {word}")
        chain.append(found)
        level = found
    if any(one["type"] in (SUB_COMMAND, GROUP) for one in level.get("options", [])):
        raise ClientRefused(f"/{words} needs one of its sub-commands")
    return root, chain


def nested(chain: list[JSON], options: list[JSON]) -> list[JSON]:
    """Wrap *options* in their sub-commands, innermost last."""
    for part in reversed(chain):
        options = [{"type": part["type"], "name": part["name"], "options": options}]
    return options


class Filling:
    """The options of one command, checked and put into Discord's form."""

    def __init__(self, guild: Guild | None, wanted: list[JSON]) -> None:
        self.guild, self.wanted = guild, wanted
        self.mentioned: list[Mentioned] = []

    def fill(self, values: Mapping[str, Any], *, complete: bool) -> list[JSON]:
        """All *values* as options; with *complete*, required ones may not be missing."""
        known = {option["name"]: option for option in self.wanted}
        for name in values:
            if name not in known:
                raise ClientRefused(f"there is no option {name}; there are: {', '.join(known) or 'none'}")
        missing = [name for name, one in known.items() if one.get("required") and values.get(name) is None]
        if complete and missing:
            raise ClientRefused(f"required options are missing: {', '.join(missing)}")
        return [
            {"name": name, "type": known[name]["type"], "value": self._value(known[name], value)}
            for name, value in values.items()
            if value is not None
        ]

    def _value(self, option: JSON, value: Any) -> Any:
        kind = option["type"]
        if option.get("choices"):
            return _chosen(option, value)
        check: Callable[[JSON, Any], Any] = {
            STRING: _string,
            INTEGER: _number,
            NUMBER: _number,
            BOOLEAN: _boolean,
        }.get(kind, self._thing)
        return check(option, value)

    def _thing(self, option: JSON, value: Any) -> str:
        kind = option["type"]
        if self.guild is None:
            raise ClientRefused(f"{option['name']} needs a guild")
        thing = look_up(self.guild, kind, value)
        kinds = option.get("channel_types")
        if kinds and isinstance(thing, Channel) and thing.kind not in kinds:
            raise ClientRefused(f"{option['name']} takes other kinds of channels")
        self.mentioned.append(thing)
        return str(thing.id)


def look_up(guild: Guild, kind: int, value: Any) -> Mentioned:
    """The member, role or channel a person picks; *kind* as option types count."""
    lookups: dict[int, list[Callable[[Any], Mentioned]]] = {
        USER: [guild.member],
        CHANNEL: [guild.channel],
        ROLE: [guild.role],
        MENTIONABLE: [guild.member, guild.role],
    }
    if isinstance(value, (Member, Role, Channel)):
        return value
    for lookup in lookups.get(kind, []):
        try:
            return lookup(value)
        except LookupError:
            continue
    raise ClientRefused(f"nothing here is called {value!r}")


def _chosen(option: JSON, value: Any) -> Any:
    for choice in option["choices"]:
        if value in (choice["value"], choice["name"]):
            return choice["value"]
    names = ", ".join(str(choice["name"]) for choice in option["choices"])
    raise ClientRefused(f"{option['name']} is one of: {names}; not {value!r}")


def _string(option: JSON, value: Any) -> str:
    text = str(value)
    low, high = option.get("min_length") or 0, option.get("max_length") or 6000
    if not max(low, 1) <= len(text) <= high:
        raise ClientRefused(f"{option['name']} has {len(text)} characters; {low} to {high} are taken")
    return text


def _number(option: JSON, value: Any) -> int | float:
    whole = option["type"] == INTEGER
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
        raise ClientRefused(f"{option['name']} takes a number, not {value!r}")
    number: int | float = value
    low, high = option.get("min_value"), option.get("max_value")
    if (low is not None and number < low) or (high is not None and number > high) or abs(number) > 2**53:
        raise ClientRefused(f"{option['name']} takes {low} to {high}, not {number}")
    return number


def _boolean(option: JSON, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ClientRefused(f"{option['name']} takes true or false, not {value!r}")
    return value
