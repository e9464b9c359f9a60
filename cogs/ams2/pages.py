"""The server's own web pages, for staff, where the operator published them."""

from collections.abc import Collection, Mapping, Sequence

from bot.kit import Fact

_PAGES: Mapping[str, str] = {
    "status": "Status",
    "statusView": "Session, people and cars",
    "statusEdit": "Edit the session",
    "sessionConfig": "Configure the session",
    "performance": "Performance",
}
_EVERY_BUILD = ("status",)
"""Project CARS 1 has no other."""


def pages_of(public_url: str | None, methods: Collection[str]) -> Sequence[Fact]:
    """Return the pages among the *methods* of a build, each with its address below *public_url*.

    While nobody knows the methods it is the one that every build has.
    """
    if public_url is None:
        return ()
    listed = methods or _EVERY_BUILD
    return tuple(Fact(title, f"{public_url}/{name}") for name, title in _PAGES.items() if name in listed)
