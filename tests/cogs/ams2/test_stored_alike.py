"""However a weekend comes, the same laps, results and records are stored of it."""

import asyncio
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import Table, select

from bot.domain.capabilities import Backend
from bot.domain.look import LogSlice, Look, Positions, Seen
from bot.domain.places import Place
from bot.domain.snapshot import Snapshot
from bot.polling.coordinator import Coordinator
from bot.services.content import Content
from bot.services.driving import Driving
from bot.services.servers import Servers, Source
from bot.services.tracking import Tracking
from bot.storage.database import Database
from bot.storage.schema import best_lap, driver_name, event, incident, lap, result_row, stage_result
from bot.storage.upgrade import upgrade
from cogs.ams2 import AMS2
from tests.cogs.ams2.recordings import RECORDINGS, Reading, clean_pass, cuts, recording

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEPT = (event, lap, best_lap, driver_name, stage_result, result_row, incident)
Rows = dict[str, list[tuple[Any, ...]]]


class Absent(Backend):
    """Its looks come from the test."""

    log_tells = AMS2.log_tells

    async def look(self, since: Positions) -> Look:
        raise NotImplementedError


class Bot:
    """One run of the program, as far as a server's log goes."""

    def __init__(self, database: Database) -> None:
        servers, driving = Servers(), Driving(Content(), lambda: NOON)
        self.tracking = Tracking(database, servers, self._no_command, driving, lambda: NOON)
        backend, poll = Absent(), timedelta(seconds=5)
        place = Place(channels={"results": 1}, roles={})
        source = Source(
            name="paddock",
            game="ams2",
            backend=backend,
            coordinator=Coordinator("paddock", backend, poll, self.tracking, lambda: NOON),
            place_of=lambda _: place,
        )
        servers.add(source)

    @staticmethod
    async def _no_command(*_: object) -> None:
        return None

    async def take(self, slice_: LogSlice) -> None:
        seen = Seen(snapshot=Snapshot(at=NOON, title="Paddock", players=()), log=slice_)
        await self.tracking.seen("paddock", {"": seen})


@dataclass(frozen=True)
class Part:
    """A look: up to which event it reads, and whether the bot starts anew before it."""

    end: int
    back: int = 0
    """How many parts before the last one its range begins: 0 where nothing comes twice."""
    is_restart: bool = False


async def replay(empty: Path, name: str, parts: list[Part]) -> Rows:
    """Store a recording part by part and then to its end; return all that is stored of it."""
    events = recording(name)
    path = empty.with_name("steward.db")
    shutil.copy(empty, path)
    async with Database.open(f"sqlite:///{path}") as database:
        bot, known = Bot(database), [Reading(events).begin()]
        await bot.tracking.recall()
        for part in [*parts, Part(len(events))]:
            if part.is_restart:
                bot = Bot(database)
                await bot.tracking.recall()
            since = known[max(0, len(known) - 1 - part.back)]
            slice_ = Reading(events).read(since, max(part.end, since.index))
            await bot.take(slice_)
            known.append(slice_.position)
        async with database.read() as connection:
            return {
                table.name: [tuple(row) for row in await connection.execute(everything_in(table))]
                for table in KEPT
            }


def everything_in(table: Table) -> Any:
    """Select a table without the numbers that storage gives."""
    columns = [column for column in table.c if column.name not in {"id", "result_id"}]
    return select(*columns).order_by(*columns)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database, to be copied."""
    path = tmp_path_factory.mktemp("replayed") / "empty.db"
    asyncio.run(upgrade(path))
    return path


_clean: dict[str, Rows] = {}


def clean_rows(empty: Path, name: str) -> Rows:
    """Return what one clean pass stores."""
    if name not in _clean:
        _clean[name] = asyncio.run(replay(empty, name, []))
    return _clean[name]


@given(name=st.sampled_from(sorted(RECORDINGS)), data=st.data())
@hypothesis_settings(max_examples=6, deadline=None)
def test_any_speed_chunks_overlaps_and_restarts_store_what_one_pass_stores(
    empty: Path, name: str, data: st.DataObject
) -> None:
    back = st.sampled_from([0, 0, 0, 1, 5])
    parts = [Part(end, data.draw(back), data.draw(st.booleans())) for end in data.draw(cuts(name))]
    stored = asyncio.run(replay(empty, name, parts))
    assert stored == clean_rows(empty, name)


@pytest.mark.parametrize("name", RECORDINGS)
def test_what_is_stored_is_what_was_told(empty: Path, name: str) -> None:
    heard, stored = clean_pass(name).heard, clean_rows(empty, name)
    assert [len(stored[table]) for table in ("event", "lap", "stage_result", "incident")] == [
        len(recording(name)),
        len(heard.laps),
        len(heard.results),
        len(heard.incidents),
    ]
    fastest: dict[tuple[str, str, str], int] = {}
    for one in heard.laps.values():
        if one.is_valid and one.driver.identity:
            who = (one.track.key, one.car.key, one.driver.identity.key)
            fastest[who] = min(fastest.get(who, one.ms), one.ms)
    columns = [best_lap.c.keys().index(one) for one in ("track", "car", "identity_key", "ms")]
    bests = [tuple(row[at] for at in columns) for row in stored["best_lap"]]
    assert sorted(bests) == sorted((*who, ms) for who, ms in fastest.items())
    assert len(bests) >= 20
