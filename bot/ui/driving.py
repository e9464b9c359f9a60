"""How drivers, laps and tracks are written wherever they are shown."""

from collections.abc import Mapping, Sequence

from bot.domain.racing import Driver, Track
from bot.domain.snapshot import Identity
from bot.ui.text import safe

AI = "\N{ROBOT FACE}"


def driver_name(driver: Driver, members: Mapping[Identity, int], *, limit: int = 32) -> str:
    """Show a driver, and the member who proved to be them; a mention in an embed calls nobody."""
    member = members.get(driver.identity) if driver.identity else None
    sign = f"{AI} " if driver.is_ai else ""
    return f"{sign}**{safe(driver.name, limit)}**" + (f" <@{member}>" if member else "")


def track_name(track: Track) -> str:
    """Name a track; of some a game tells a number alone."""
    return f"track {track.name}" if track.name.isdecimal() else safe(track.name, 60)


def fitting(versions: Sequence[Sequence[str]], room: int) -> list[str]:
    """Return the first of several wordings whose lines fit together, or the last, which is the shortest."""
    for lines in versions:
        if sum(len(line) + 1 for line in lines) <= room:
            return list(lines)
    return list(versions[-1])
