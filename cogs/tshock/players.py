"""Naming one player so that the server acts on nobody else.

A bare name also finds everybody whose name begins with it, and a number finds whoever has that slot.
"""

from collections.abc import Sequence

from bot.kit import NoSuchPlayer, Rejected
from cogs.tshock.dialect import Dialect
from cogs.tshock.payloads import PlayerEntry


def find(entries: Sequence[PlayerEntry], name: str) -> PlayerEntry | None:
    """Return who is in the world under exactly that *name*; None for nobody, and where two show it."""
    found = [one for one in entries if one.active and one.nickname == name]
    return found[0] if len(found) == 1 else None


def the_one(entries: Sequence[PlayerEntry], name: str, server: str) -> PlayerEntry:
    """Return who is in the world under exactly that *name*; raise `NoSuchPlayer`."""
    found = find(entries, name)
    if found is None:
        raise NoSuchPlayer(name, server)
    return found


def aimed(entries: Sequence[PlayerEntry], name: str, dialect: Dialect, server: str) -> str:
    """Return what names exactly the player *name*, who must be in the world.

    Raises `NoSuchPlayer`, and `Rejected` where the server could take it for somebody else.
    """
    the_one(entries, name, server)
    if dialect.is_new and name != name.strip() and _stripped_alike(entries, name):
        raise Rejected(server, "player", "another player has that name without the blanks around it")
    if dialect.names_exactly:
        return f"tsn:{name}"
    if name.isdecimal():
        raise Rejected(
            server, "player", "a name of digits alone could mean the number of somebody else's slot"
        )
    if dialect.is_new and longer_names(entries, name):
        raise Rejected(server, "player", "another player's name begins with that name; wait until one left")
    return name


def _stripped_alike(entries: Sequence[PlayerEntry], name: str) -> bool:
    """Tell whether another name begins with *name* as newer servers read it, without the blanks around it."""
    start = name.strip().casefold()
    return any(one.nickname != name and one.nickname.casefold().startswith(start) for one in entries)


def longer_names(entries: Sequence[PlayerEntry], name: str) -> list[str]:
    """Return the names that begin with *name* and go on; case does not count."""
    wanted = name.casefold()
    names = [one.nickname for one in entries]
    return [other for other in names if other != name and other.casefold().startswith(wanted)]
