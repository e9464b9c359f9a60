"""What polling one AMS2 server costs the bot: ``python -m benchmarks.polls``.

Measured is the CPU time (user and system) of this process for 1,000 polls of a server with 31 cars and 16
people, in another process, that answers the same each time.  The ways to poll take turns:

- *bare*: a pooled aiohttp GET of the status and ``json.loads`` of its body; the measure for the others;
- *status*: the same request through the bot: door, decoding, comparison, "nothing changed";
- *log*: the question for new events that comes before it, answered by "none";
- *look*: all of it as the coordinator does it, log and status.

Printed are medians and their ratios to *bare*.  A look that brings nothing new opens no transaction; the
run fails if one is opened.
"""

import asyncio
import json
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median

import aiohttp
from sqlalchemy import Engine, event

from benchmarks.neighbour import neighbour
from bot.clock import utc_now
from bot.domain.look import Seen
from bot.domain.places import Place
from bot.http import Door, Sessions
from bot.polling.coordinator import Coordinator
from bot.services.content import Content
from bot.services.driving import Driving
from bot.services.linking import Linking
from bot.services.servers import Servers, Source
from bot.services.tracking import Tracking
from bot.storage.database import Database
from cogs.ams2 import AMS2Settings, event_log
from cogs.ams2.backend import AMS2
from cogs.ams2.names import Names
from cogs.ams2.snapshots import snapshot_of
from cogs.ams2.wire import Wire

ROUNDS, POLLS = 7, 200
LOGIN = ("steward", "pw")
STATUS = "api/session/status?attributes=1&members=1&participants=1"

Poll = Callable[[], Awaitable[object]]


class Desk:
    """What of the bot takes part in polling one server, put together as ``bot/app.py`` does it."""

    def __init__(self, database: Database, sessions: Sessions, url: str) -> None:
        servers = Servers()
        self.tracking = Tracking(
            database, servers, Linking(database, utc_now).read_chat, Driving(Content(), utc_now), utc_now
        )
        self.door = Door(sessions, url, server="paddock", login=LOGIN)
        self.backend = AMS2(self.door, AMS2Settings.model_validate({"game": "ams2", "url": url}), utc_now)
        self.coordinator = Coordinator("paddock", self.backend, timedelta(seconds=5), self.tracking, utc_now)
        servers.add(
            Source(
                name="paddock",
                game="ams2",
                backend=self.backend,
                coordinator=self.coordinator,
                place_of=lambda _: Place(channels={}, roles={}),
            )
        )
        self.wire = Wire(self.door, LOGIN[0])

    async def warm_up(self) -> None:
        """Look until there is nothing new any more."""
        await self.tracking.recall()
        for _ in range(3):
            await self.coordinator.refresh()
        look = await self.backend.look(self.tracking.positions("paddock"))
        self.log = look[""].log
        self.names = Names.of(self.wire.read_lists(await self.wire.lists()))

    async def status(self) -> None:
        """Do a look's second half."""
        status = await self.wire.status(attributes=1, members=1, participants=1)
        seen = Seen(snapshot=snapshot_of(status, self.names, utc_now()), log=self.log)
        await self.tracking.seen("paddock", {"": seen})

    async def new_events(self) -> None:
        """Do a look's first half."""
        position = self.tracking.positions("paddock")[""]
        page = await self.wire.page(position.index - 1)
        assert not event_log.began_anew(position, page)
        assert event_log.after(position, page) == position


def bare(session: aiohttp.ClientSession, url: str) -> Poll:
    """Return the poll that all others are compared with."""
    headers = {"Authorization": aiohttp.encode_basic_auth(*LOGIN)}

    async def poll() -> None:
        async with session.get(f"{url}/{STATUS}", headers=headers) as answer:
            json.loads(await answer.read())

    return poll


async def cpu_seconds(poll: Poll) -> float:
    """Return the CPU time of 1,000 polls."""
    began = time.process_time()
    for _ in range(POLLS):
        await poll()
    return (time.process_time() - began) * 1000 / POLLS


@contextmanager
def no_transaction(folder: Path) -> Iterator[None]:
    """Fail if anything asks the database for anything, or its files change."""
    begun: list[object] = []

    def note(connection: object) -> None:
        begun.append(connection)

    files = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    event.listen(Engine, "begin", note)
    try:
        yield
    finally:
        event.remove(Engine, "begin", note)
    assert not begun
    assert files == {path: path.stat().st_mtime_ns for path in folder.iterdir()}


async def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with (
            neighbour("benchmarks.busy_server") as there,
            Database.open(f"sqlite:///{folder}/steward.db") as database,
            Sessions() as sessions,
            aiohttp.ClientSession() as session,
        ):
            desk = Desk(database, sessions, there["url"])
            await desk.warm_up()
            ways = {
                "bare": bare(session, there["url"]),
                "status": desk.status,
                "log": desk.new_events,
                "look": desk.coordinator.refresh,
            }
            taken: dict[str, list[float]] = {way: [] for way in ways}
            with no_transaction(folder):
                for _ in range(ROUNDS):
                    for way, poll in ways.items():
                        taken[way].append(await cpu_seconds(poll))
    tell(taken)


def tell(taken: dict[str, list[float]]) -> None:
    """Print medians, and ratios to the bare poll of the same round."""
    print(
        f"CPU seconds per 1,000 polls, medians of {ROUNDS} rounds of {POLLS}; ratios to bare (least to most)"
    )
    for way, seconds in taken.items():
        ratios = sorted(mine / bare for mine, bare in zip(seconds, taken["bare"], strict=True))
        print(
            f"{way:>7}  {median(seconds):.3f} s  {median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
        )


if __name__ == "__main__":
    asyncio.run(main())
