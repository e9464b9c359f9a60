"""What tracks and cars are called, and which of them laps were driven on and in: all of it in memory."""

from collections.abc import Iterator, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.look import LogSlice
from bot.domain.racing import Car, Track
from bot.storage import content as stored
from bot.storage.content import CAR, TRACK, Key, Named


class Content:
    """The newest readable names; a placeholder never replaces one."""

    def __init__(self) -> None:
        self._named: dict[Key, Named] = {}
        self._driven: set[Key] = set()

    async def recall(self, connection: AsyncConnection) -> None:
        """Load everything that is stored."""
        self._named = {one.key: one for one in await stored.recall(connection)}
        self._driven = await stored.driven(connection)

    def tracks(self) -> Sequence[Track]:
        """Return the tracks that laps were driven on, by name."""
        return [Track(one.key[2], one.name) for one in self._sorted(TRACK)]

    def cars(self) -> Sequence[Car]:
        """Return the cars that laps were driven in, by name."""
        return [Car(one.key[2], one.name, one.group) for one in self._sorted(CAR)]

    def fresh(self, game: str, slice_: LogSlice) -> list[Named]:
        """Return the names in *slice_* that are to be stored: new ones, and better ones than before."""
        better: dict[Key, Named] = {}
        for one in _named_in(game, slice_):
            known = better.get(one.key) or self._named.get(one.key)
            merged = one if known is None else _merged(known, one)
            if merged != known:
                better[one.key] = merged
        return list(better.values())

    def learn(self, game: str, slice_: LogSlice) -> None:
        """Keep in mind what *slice_* told, once that is stored."""
        self._named |= {one.key: one for one in self.fresh(game, slice_)}
        for lap in slice_.driven.laps:
            self._driven |= {(game, TRACK, lap.track.key), (game, CAR, lap.car.key)}

    def _sorted(self, kind: str) -> list[Named]:
        of_kind = [self._named.get(key, Named(key, key[2])) for key in self._driven if key[1] == kind]
        return sorted(of_kind, key=lambda one: (one.name.casefold(), one.key))


def _named_in(game: str, slice_: LogSlice) -> Iterator[Named]:
    driven = slice_.driven
    tracks = {lap.track for lap in driven.laps} | {result.track for result in driven.results}
    cars = {lap.car for lap in driven.laps} | {row.car for result in driven.results for row in result.rows}
    for track in tracks:
        yield Named((game, TRACK, track.key), track.name)
    for car in cars:
        yield Named((game, CAR, car.key), car.name, car.group)


def _merged(known: Named, new: Named) -> Named:
    name = known.name if _is_placeholder(new) else new.name
    return Named(known.key, name, new.group or known.group)


def _is_placeholder(one: Named) -> bool:
    _, kind, key = one.key
    return one.name in {"", key, f"{kind} {key}"}
