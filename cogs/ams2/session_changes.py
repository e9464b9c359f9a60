"""Changing a session: one request, which the server hands on to the host's game, and what came of it."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot.kit import (
    Applied,
    AuthFailed,
    BackendError,
    BadValue,
    Change,
    OutcomeUnknown,
    Rejected,
    resolve,
)
from cogs.ams2.flags import FLAGS, is_flag, merged
from cogs.ams2.names import Names
from cogs.ams2.payloads import Status
from cogs.ams2.session_settings import Sheet
from cogs.ams2.wire import Wire

READ_BACK_WITHIN = 5.0
"""Seconds for the host's game to take a change: the server says "ok" when it has asked for it."""
READ_BACK_EVERY = 0.5
"""Seconds between two looks; the server has nothing new more often."""

_NOW, _NEXT = "api/session/set_attributes", "api/session/set_next_attributes"
_SHARED_FLAGS = "The other flags are stored as they are in the session that runs."
_ALSO_NEXT = " For the next session it is stored."
_UNCONTROLLED = "The server ignores it: controlGameSetup in its server.cfg is off."


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


async def change_session(
    wire: Wire, names: Names, values: Mapping[str, str], *, upcoming: bool, copy_to_next: bool
) -> Sequence[Change]:
    """Do what `CanSetSession.set_session` promises."""
    if not names.catalogue.session:
        raise BadValue(
            "server", wire.server, "one whose list of attributes was read; try again in some minutes"
        )
    wish = wish_for(values, await wire.status(attributes=1), names)
    path, more = (_NEXT, {}) if upcoming else (_NOW, {"copy_to_next": 1} if copy_to_next else {})
    refusal = ""
    try:
        await wire.change(path, **wish.query, **more)
    except AuthFailed:
        raise
    except Rejected as error:  # it skips what it refuses and takes the rest
        refusal = error.detail
    except OutcomeUnknown as error:
        afterwards = "" if upcoming else _in_short(wish, await _read_back(wire, names, wish))
        raise OutcomeUnknown(wire.server, path, f"{error.detail}{afterwards}") from error
    if upcoming:
        return [_stored(wish, key, _words_for(key, refusal, wish)) for key in wish.values]
    now = await _read_back(wire, names, wish, refusal)
    if now is None:
        raise OutcomeUnknown(wire.server, path, "it was sent, and could not be read back")
    return [_seen(wish, key, now, _words_for(key, refusal, wish), copied=copy_to_next) for key in wish.values]


def wish_for(values: Mapping[str, str], status: Status, names: Names) -> Wish:
    """Find out what *values* mean, and what they would make of *status*.

    Raises `BadValue` for what this server does not have or let anybody set, and for an impossible value.
    """
    before = Sheet.of(status, names)
    resolved = {key: _resolved(before, key, said) for key, said in values.items()}
    switches = {key: value for key, value in resolved.items() if is_flag(key)}
    written = {key: value for key, value in resolved.items() if not is_flag(key)}
    if switches:
        flags = merged(_flags(before, written, switches), switches, names.catalogue.session_flags)
        written[FLAGS] = str(flags)
    wished = status.model_copy(update={"state": "Running", "attributes": {**status.attributes, **written}})
    query = {f"session_{key}": value for key, value in written.items()}
    return Wish(resolved, query, before, Sheet.of(wished, names))


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
        expected = "set while somebody is there, or together with all flags as one number"
        raise BadValue(setting.name, switches[setting.key], expected)
    return int(flags)


async def _read_back(wire: Wire, names: Names, wish: Wish, refusal: str = "") -> Sheet | None:
    """Look until the game has taken each setting or made something else of it; None if no look worked."""
    keys = [key for key in wish.values if not _is_named(key, refusal)]
    now: Sheet | None = None
    with suppress(TimeoutError):
        async with asyncio.timeout(READ_BACK_WITHIN):
            while now is None or not _is_settled(wish, keys, now):
                await asyncio.sleep(READ_BACK_EVERY)
                with suppress(BackendError):
                    now = Sheet.of(await wire.status(attributes=1), names)
    return now


def _is_settled(wish: Wish, keys: Sequence[str], now: Sheet) -> bool:
    return (
        now.is_idle
        or now.is_uncontrolled
        or all(
            wish.is_met(key, now) or wish.before.settings[key].only_next or _has_moved(wish, key, now)
            for key in keys
        )
    )


def _has_moved(wish: Wish, key: str, now: Sheet) -> bool:
    return now.value(key) not in {"", wish.before.value(key)}


def _in_short(wish: Wish, now: Sheet | None) -> str:
    """Say what a look saw where nobody knows what became of the change."""
    if now is None or now.is_idle:
        return ""
    met = sum(wish.is_met(key, now) for key in wish.values)
    return f"; a look afterwards found {met} of {len(wish.values)} as wanted"


def _stored(wish: Wish, key: str, refused: str) -> Change:
    why = refused or (_UNCONTROLLED if wish.before.is_uncontrolled else "")
    if why:
        return wish.change(key, Applied.NOT_APPLIED, why=why)
    return wish.change(key, Applied.STORED, why=_SHARED_FLAGS if is_flag(key) else "")


def _seen(wish: Wish, key: str, now: Sheet, refused: str, *, copied: bool) -> Change:
    """Say what became of a setting by what it is *now*."""
    if wish.is_met(key, now):
        return wish.change(key, Applied.APPLIED, now=now.settings[key].shown)
    is_stored = copied and not refused and not now.is_uncontrolled
    if is_stored and wish.before.settings[key].only_next:
        return wish.change(key, Applied.STORED)
    why = refused or _why(wish, key, now) + (_ALSO_NEXT if is_stored else "")
    shown = "" if now.is_idle or key not in now.settings else now.settings[key].shown
    return wish.change(key, Applied.NOT_APPLIED, now=shown, why=why)


def _why(wish: Wish, key: str, now: Sheet) -> str:
    """Say why the game did not take a change, as far as a look can tell."""
    if now.is_idle:
        return "Everybody has left, so no game could take it."
    if now.is_uncontrolled:
        return _UNCONTROLLED
    if wish.before.settings[key].only_next:
        return "It takes effect with the next session alone."
    if _has_moved(wish, key, now):
        return "The game made of it what it allows."
    if now.session_state != "Lobby":
        return f"The game takes it in the lobby alone, and the session's state is {now.session_state}."
    return f"The host's game did not take it within {READ_BACK_WITHIN:.0f} s."


def _words_for(key: str, refusal: str, wish: Wish) -> str:
    """Return the server's words where they are about that setting, or about none by name."""
    is_about_others = any(_is_named(other, refusal) for other in wish.values)
    return refusal if _is_named(key, refusal) or not is_about_others else ""


def _is_named(key: str, refusal: str) -> bool:
    return f"'{FLAGS if is_flag(key) else key}'" in refusal
