"""What one server looked like at one moment."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

_CLOCK_JITTER = timedelta(seconds=5)
_BARE_NAME = "name:"


@dataclass(frozen=True, slots=True)
class Identity:
    """What stays the same of a person when the name changes.

    *kind* says who vouches for *key*: ``steam`` is a SteamID64 in decimal digits and counts in every game
    that uses Steam.  The key is kept out of ``repr``, because that is what ends up in logs.
    """

    kind: str
    key: str = field(repr=False)

    @property
    def is_weak(self) -> bool:
        """Whether it is a bare name, which anybody can take: good for nothing that matters."""
        return self.kind.startswith(_BARE_NAME)

    @property
    def worn_on(self) -> str:
        """The server on which a weak identity counts."""
        return self.kind.removeprefix(_BARE_NAME) if self.is_weak else ""


def bare_name(server: str, name: str) -> Identity:
    """Return the weak identity of whoever wears *name* on *server*; no player of a look has one."""
    return Identity(f"{_BARE_NAME}{server}", name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """A person on a server; never a computer-driven one.

    *handle* is the game's own name for this one connection: unique among those present, another one after
    every join.  *detail* is what they do there, in words (a car, a team).
    """

    handle: str
    name: str
    identity: Identity | None = None
    place: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The part of a session that runs now, with what is left of it when the server tells."""

    name: str
    ends_at: datetime | None = None
    lap: int | None = None
    laps: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One more thing that a game's server tells about itself: in words, or as the moment *at*."""

    label: str
    value: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One look at one server; two looks that show the same are equal, whenever they were made.

    *happenings* name what goes on in the game's world for a while, such as an invasion.
    """

    at: datetime = field(compare=False)
    title: str
    players: tuple[Player, ...] = ()
    capacity: int | None = None
    ai_count: int = 0
    map: str = ""
    stage: Stage | None = None
    happenings: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


def steady(old: Snapshot | None, new: Snapshot) -> Snapshot:
    """Keep the end of a stage where it was, when the new look moves it by less than its clock's jitter.

    An end computed from "seconds left" wanders by a second from look to look; a board must not be edited
    for that.
    """
    if old is None or old.stage is None or new.stage is None or old.stage.name != new.stage.name:
        return new
    before, after = old.stage.ends_at, new.stage.ends_at
    if before is None or after is None or abs(after - before) > _CLOCK_JITTER:
        return new
    return replace(new, stage=replace(new.stage, ends_at=before))
