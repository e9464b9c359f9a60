"""A thousand simulated AMS2 servers in one process, each with a port of its own and 16 people on 31 cars.

Half of them practise against the clock, half race over laps; nobody drives, but times go on.  On the first
few, somebody joins or leaves every few seconds; on the others nothing changes that a board shows.  Those that
race say for half a minute the same again: this process would take more of the machine than the bot.
"""

import asyncio
import itertools
import sys
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack

from benchmarks.neighbour import serve_until_left_alone
from sandbox.games.ams2 import AMS2Server

PEOPLE, COMPUTERS = 16, 15
BETWEEN_CHANGES = 5.0
FRESH = 30.0

_lists: dict[str, str] = {}


class ThriftyServer(AMS2Server):
    """Says again what it said lately."""

    thrifty = False

    def _body(self, name: str, query: Mapping[str, str]) -> str:
        if name.startswith("api/list/"):
            return _lists.get(name) or _lists.setdefault(name, super()._body(name, query))
        if not self.thrifty:
            return super()._body(name, query)
        key, now = (name, *query.values()), time.monotonic()
        said_at, said = self._said.get(key, (-FRESH, ""))
        if now - said_at >= FRESH:
            said = super()._body(name, query)
            self._said[key] = now, said
        return said

    def spare(self) -> None:
        """Begin to be thrifty: nothing will change any more."""
        self.thrifty = True
        self._said: dict[tuple[str, ...], tuple[float, str]] = {}


def furnished(number: int) -> ThriftyServer:
    """Return one server in the middle of a session."""
    server = ThriftyServer(name=f"Server {number}", ring_size=1000)
    for person in range(PEOPLE):
        server.join(f"driver {person} of {number}")
    server.load_race(COMPUTERS)
    if number % 2:
        server.stage("Race1")
    return server


async def come_and_go(server: AMS2Server) -> None:
    """Have one person more and one less, for ever."""
    for visit in itertools.count():
        guest = server.join(f"guest {visit}")
        await asyncio.sleep(BETWEEN_CHANGES)
        server.leave(guest)
        await asyncio.sleep(BETWEEN_CHANGES)


async def main() -> None:
    """Serve as many as the first argument says, and change as many as the second."""
    count, lively = map(int, sys.argv[1:])
    servers = [furnished(number) for number in range(count)]
    async with AsyncExitStack() as stack:
        for server in servers:
            await stack.enter_async_context(server)
        for server in servers[lively:]:
            if server.session_stage == "Race1":  # it has no clock that could be told wrong
                server.spare()
        visits = [asyncio.create_task(come_and_go(server)) for server in servers[:lively]]
        await serve_until_left_alone(urls=[server.url for server in servers])
        for visit in visits:
            visit.cancel()


if __name__ == "__main__":
    asyncio.run(main())
