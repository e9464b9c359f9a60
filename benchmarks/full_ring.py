"""One simulated AMS2 server whose log is full: 10,000 events of race evenings, standing still."""

import asyncio
import time

from benchmarks.neighbour import serve_until_left_alone
from sandbox.games.ams2 import AMS2Server, Weekend

EVENTS = 10_000


class Clock:
    """Goes on as fast as the evenings are played."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        """Return the time, in seconds since 1970."""
        return self.now


async def main() -> None:
    """Play until the log is full, then serve until the process that started this one ends it."""
    clock = Clock()
    async with AMS2Server(clock=clock, ring_size=EVENTS) as server:
        for wait, step in Weekend(server, seed=7).course():
            clock.now += wait
            step()
            if server.log.overview()["count"] >= EVENTS:
                break
        await serve_until_left_alone(url=server.url)


if __name__ == "__main__":
    asyncio.run(main())
