"""How a track, a car or a driver is meant, and what autocomplete offers of those that laps are known of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from discord import app_commands

from bot.domain.errors import BadValue, SeveralPlayers
from bot.domain.racing import Car, Driver, Track
from bot.services.records import Records
from bot.ui.host import Interaction
from bot.ui.offered import Offered
from bot.ui.text import clip

_CHOICES = 25
_CAR, _CLASS = "car:", "class:"

NamedT = TypeVar("NamedT", Track, Car)
Asked = app_commands.Range[str, 1, 100]
Choices = list[app_commands.Choice[str]]


@dataclass(frozen=True, slots=True)
class Cars:
    """One car by its *key*, or every car of a *group*; *name* is for people."""

    name: str
    key: str | None = None
    group: str | None = None


async def track_choices(interaction: Interaction, current: str) -> Choices:
    """Offer the tracks that laps were driven on."""
    tracks = interaction.client.services.records.tracks()
    return _fitting(current, ((track.name, track.key) for track in tracks))


async def car_choices(interaction: Interaction, current: str) -> Choices:
    """Offer the classes and the cars that laps were driven in."""
    records = interaction.client.services.records
    classes = [(f"Class {group}", _CLASS + group) for group in records.groups()]
    return _fitting(current, [*classes, *((car.name, _CAR + car.key) for car in records.cars())])


def choose_track(records: Records, asked: str) -> Track:
    """Return the track of that key or name; raise `BadValue` when there is none."""
    tracks = records.tracks()
    by_key = [track for track in tracks if track.key == asked]
    found = by_key or _named(tracks, asked)
    if not found:
        raise BadValue("track", asked, "a track that laps were driven on, such as the list offers")
    return found[0]


def choose_cars(records: Records, asked: str) -> Cars:
    """Return the car or the class of that name, or of a value from the list; raise `BadValue` for none."""
    groups = {group.casefold(): group for group in records.groups()}
    group = groups.get(asked.removeprefix(_CLASS).casefold())
    cars = records.cars()
    by_key = [car for car in cars if _CAR + car.key == asked]
    if group and not by_key:
        return Cars(f"class {group}", group=group)
    found = by_key or _named(cars, asked)
    if not found:
        raise BadValue("car", asked, "a car or a class that laps were driven in, such as the list offers")
    return Cars(found[0].name, key=found[0].key)


class DriverChoices:
    """Offers drivers under values that tell nothing."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._offered: Offered[Driver] = Offered("driver:")

    async def offer(self, current: str) -> Choices:
        """Offer those who drove under a name that begins so."""
        return [
            app_commands.Choice(name=clip(driver.name.strip() or "?", 100), value=self._offered.value(driver))
            for driver in await self._records.people(current.strip())
        ]

    async def choose(self, asked: str) -> Driver:
        """Return the driver meant; raise `SeveralPlayers`, or `BadValue` when there is none."""
        meant = self._offered.meant(asked)
        if meant:
            return meant
        fits = await self._records.people(asked.strip())
        exact = [driver for driver in fits if driver.name.casefold() == asked.strip().casefold()]
        found = exact or fits
        if len(found) > 1:
            raise SeveralPlayers(asked, [driver.name for driver in found])
        if not found:
            shown = "that one" if self._offered.is_value(asked) else asked
            raise BadValue("driver", shown, "the name of somebody who drove here, such as the list offers")
        return found[0]


def _fitting(current: str, offered: Iterable[tuple[str, str]]) -> Choices:
    wanted = current.strip().casefold()
    fits = [(name, value) for name, value in offered if wanted in name.casefold()]
    fits.sort(key=lambda one: not one[0].casefold().startswith(wanted))
    return [
        app_commands.Choice(name=clip(name, 100) or "?", value=value)
        for name, value in fits[:_CHOICES]
        if len(value) <= 100
    ]


def _named(known: Sequence[NamedT], asked: str) -> list[NamedT]:
    wanted = asked.strip().casefold()
    exact = [one for one in known if one.name.casefold() == wanted]
    partly = [one for one in known if wanted in one.name.casefold()]
    return exact or (partly if len(partly) == 1 else [])
