"""Order on the track: who hit whom, and who left it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.domain.racing import Driver, Incident, IncidentKind
from bot.storage import incidents as stored
from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Tally:
    """What one driver did in a stage: *penalised* cuts, and the weight of the *heaviest* impact."""

    driver: Driver
    impacts: int
    cuts: int
    penalised: int
    heaviest: int


class Incidents:
    """Every incident of the last year."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def tallies(self, server: str, stage_ref: str | None = None) -> list[Tally]:
        """Count what happened in one stage, or in the newest in which anything did; most first."""
        async with self._database.read() as connection:
            stage_ref = stage_ref or await stored.newest_stage(connection, server)
            if stage_ref is None:
                return []
            return _counted(await stored.of_stage(connection, server, stage_ref))

    async def around(self, server: str, since: datetime, until: datetime) -> list[Incident]:
        """Return what happened from *since* to *until*, in order."""
        async with self._database.read() as connection:
            return await stored.between(connection, server, since, until)


def _counted(incidents: Iterable[Incident]) -> list[Tally]:
    theirs: dict[str, list[Incident]] = {}
    for one in incidents:
        theirs.setdefault(one.driver.key, []).append(one)
    tallies = [_tally(of_one) for of_one in theirs.values()]
    return sorted(tallies, key=lambda one: (-one.impacts - one.cuts, -one.heaviest, one.driver.name))


def _tally(of_one: list[Incident]) -> Tally:
    impacts = [one for one in of_one if one.kind is IncidentKind.IMPACT]
    return Tally(
        driver=of_one[-1].driver,
        impacts=len(impacts),
        cuts=len(of_one) - len(impacts),
        penalised=sum(one.is_penalised for one in of_one),
        heaviest=max((one.weight for one in impacts), default=0),
    )
