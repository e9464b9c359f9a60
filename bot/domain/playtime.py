"""How long people were on servers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.snapshot import Identity


@dataclass(frozen=True, slots=True)
class Someone:
    """A person, last called *name*; without an identity a mere name, which anybody on *server* may take."""

    name: str
    identity: Identity | None
    server: str = ""


def someone(name: str, identity: Identity) -> Someone:
    """Return whom a link is about: who has *identity*, or whoever wears the name that a weak one is."""
    return Someone(identity.key, None, identity.worn_on) if identity.is_weak else Someone(name, identity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What is known of a person's visits to one server; *last_at* is when they were seen there last."""

    server: str
    who: Someone
    total: timedelta
    visits: int
    longest: timedelta
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Stay:
    """One visit, from when until when somebody was seen."""

    server: str
    began_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Driven:
    """What a person drove: laps, and races with a result."""

    laps: int = 0
    races: int = 0


def together(played: Sequence[Played], server: str = "") -> Played:
    """Sum up what is known of one person, at least one part of it, under their newest name."""
    newest = max(played, key=lambda one: one.last_at)
    return Played(
        server=server,
        who=newest.who,
        total=sum((one.total for one in played), timedelta()),
        visits=sum(one.visits for one in played),
        longest=max(one.longest for one in played),
        first_at=min(one.first_at for one in played),
        last_at=newest.last_at,
    )


def since(stays: Iterable[Stay], moment: datetime) -> timedelta:
    """Return how much of *stays* came after *moment*; of one that had begun before, only the rest."""
    parts = (stay.ended_at - max(stay.began_at, moment) for stay in stays)
    return sum((part for part in parts if part > timedelta()), timedelta())
