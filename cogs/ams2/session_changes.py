"""Changing a session: one request, which the server hands on to the host's game, and what came of it."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress

from bot.kit import (
    Applied,
    AuthFailed,
    BackendError,
    BadValue,
    Change,
    OutcomeUnknown,
    Rejected,
)
from cogs.ams2.flags import FLAGS, is_flag
from cogs.ams2.names import Names
from cogs.ams2.owned_settings import is_owned
from cogs.ams2.session_settings import Sheet
from cogs.ams2.wire import Wire
from cogs.ams2.wishes import Wish, parts_for, wish_for

READ_BACK_WITHIN = 5.0
"""Seconds for the host's game to take a change: the server says "ok" when it has asked for it."""
READ_BACK_EVERY = 0.5
"""Seconds between two looks; the server has nothing new more often."""

_NOW, _NEXT = "api/session/set_attributes", "api/session/set_next_attributes"
_SHARED_FLAGS = "The other flags are stored as they are in the session that runs."
_ALSO_NEXT = " For the next session it is stored."
_UNCONTROLLED = "The server ignores it: controlGameSetup in its server.cfg is off."


async def change_session(
    wire: Wire, names: Names, values: Mapping[str, str], *, upcoming: bool, copy_to_next: bool
) -> Sequence[Change]:
    """Do what `CanSetSession.set_session` promises."""
    if not names.catalogue.session:
        raise BadValue(
            "server", wire.server, "one whose list of attributes was read; try again in some minutes"
        )
    wish = wish_for(values, await wire.status(**parts_for(values)), names)
    if upcoming and any(map(is_owned, wish.values)):
        raise BadValue("setting", ", ".join(wish.values), "of the session, to be set for the next one")
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


async def _read_back(wire: Wire, names: Names, wish: Wish, refusal: str = "") -> Sheet | None:
    """Look until the game has taken each setting or made something else of it; None if no look worked."""
    keys = [key for key in wish.values if not _is_named(key, refusal)]
    now: Sheet | None = None
    with suppress(TimeoutError):
        async with asyncio.timeout(READ_BACK_WITHIN):
            while now is None or not _is_settled(wish, keys, now):
                await asyncio.sleep(READ_BACK_EVERY)
                with suppress(BackendError):
                    now = Sheet.of(await wire.status(**parts_for(wish.values)), names)
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
    is_stored = copied and not refused and not now.is_uncontrolled and not is_owned(key)
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
    if now.session_state != "Lobby" and not is_owned(key):
        return f"The game takes it in the lobby alone, and the session's state is {now.session_state}."
    return (
        f"{READ_BACK_WITHIN:.0f} s later it is as before: the host's game did not take it,"
        " or had the nearest value that it allows already."
    )


def _words_for(key: str, refusal: str, wish: Wish) -> str:
    """Return the server's words where they are about that setting, or about none by name."""
    is_about_others = any(_is_named(other, refusal) for other in wish.values)
    return refusal if _is_named(key, refusal) or not is_about_others else ""


def _is_named(key: str, refusal: str) -> bool:
    return f"'{FLAGS if is_flag(key) else key}'" in refusal
