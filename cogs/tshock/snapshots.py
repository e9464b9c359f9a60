"""A status and a world, as the snapshot that the rest of the bot reads."""

import hashlib
import re
from datetime import datetime, timedelta

from bot.kit import Fact, Identity, Player, Snapshot
from cogs.tshock.payloads import PlayerEntry, Status, World

_TEAMS = {1: "red team", 2: "green team", 3: "blue team", 4: "yellow team", 5: "pink team"}
_DAWN, _DUSK = timedelta(hours=4, minutes=30), timedelta(hours=19, minutes=30)
_SIZES = {"4200*1200": "small", "6400*1800": "medium", "8400*2400": "large"}
_UPTIME = re.compile(r"(?:(\d{1,6})\.)?(\d{1,2}):(\d{2}):(\d{2})")


def snapshot_of(
    entry: str, status: Status, world: World | None, booted: datetime | None, at: datetime
) -> Snapshot:
    """Return what people read; *booted* is when the server's process began, None where it does not tell."""
    return Snapshot(
        at=at,
        title=status.name or status.world,
        players=tuple(player_of(entry, one) for one in status.players if one.active),
        capacity=max(status.maxplayers, 0) or None,
        map=status.world,
        happenings=_happenings(world) if world else (),
        facts=tuple(_facts(status, world, booted)),
    )


def player_of(entry: str, one: PlayerEntry) -> Player:
    """Return somebody of a list; a name is worn by one person at a time, so it is their handle."""
    parts = (_TEAMS.get(one.team, ""), one.group if one.group not in {"", "guest", "default"} else "")
    return Player(
        handle=handle_of(one.nickname),
        name=one.nickname,
        identity=identity_of(entry, one),
        detail=", ".join(part for part in parts if part),
    )


def handle_of(name: str) -> str:
    """Return the handle of whoever wears *name* now."""
    return hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=8).hexdigest()


def identity_of(entry: str, one: PlayerEntry) -> Identity | None:
    """Return the account, which is known on this server alone; a character's name is anybody's."""
    return Identity(f"tshock:{entry}", one.username) if one.username else None


def booted_at(uptime: str, at: datetime) -> datetime | None:
    """Return when a process of that age began."""
    found = _UPTIME.fullmatch(uptime)
    if found is None:
        return None
    days, hours, minutes, seconds = (int(number or 0) for number in found.groups())
    return at - timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def hour_of(world: World) -> timedelta:
    """Return what the game's clock shows."""
    began = _DAWN if world.daytime else _DUSK
    return (began + timedelta(hours=world.time / 3600)) % timedelta(days=1)


def _facts(status: Status, world: World | None, booted: datetime | None) -> list[Fact]:
    facts = []
    if world is not None:
        facts.append(Fact("Time", _part_of_day(world)))
        facts.append(Fact("World", _size_words(world.size)))
    if booted is not None:
        facts.append(Fact("Started", at=booted))
    if status.serverpassword:
        facts.append(Fact("To join", "needs a password"))
    return [fact for fact in facts if fact.value or fact.at]


def _part_of_day(world: World) -> str:
    """Name the part of the day: a clock would change with every look."""
    hour = hour_of(world)
    if not world.daytime:
        return "night" if hour >= _DUSK else "night, after midnight"
    return "morning" if hour < timedelta(hours=12) else "afternoon"


def _size_words(size: str) -> str:
    shown = size.replace("*", "\N{MULTIPLICATION SIGN}")[:20]
    return f"{_SIZES[size]}, {shown}" if size in _SIZES else shown


def _happenings(world: World) -> tuple[str, ...]:
    going_on = (("Blood moon", world.bloodmoon), ("Invasion", world.invasionsize > 0))
    return tuple(name for name, is_so in going_on if is_so)
