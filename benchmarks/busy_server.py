"""One simulated AMS2 server in the middle of a race, standing still: 31 cars, 16 people, always the same."""

import asyncio
import time

from benchmarks.neighbour import serve_until_left_alone
from sandbox.games.ams2 import AMS2Server

PEOPLE, COMPUTERS = 16, 15


async def main() -> None:
    """Serve until the process that started this one ends it."""
    now = time.time()
    async with AMS2Server(clock=lambda: now) as server:
        for number in range(PEOPLE):
            server.join(f"driver {number}")
        server.load_race(COMPUTERS)
        server.stage("Race1")
        for car in server.cars:
            server.lap(car, 92_000 + 10 * car.id)
        await serve_until_left_alone(url=server.url)


if __name__ == "__main__":
    asyncio.run(main())
