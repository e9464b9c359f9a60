import random
from typing import Any

import pytest
from sqlalchemy import select

from bot.storage import laps
from bot.storage.database import Database
from bot.storage.schema import best_lap
from tests.bot.driving import ANN, BEN, COUPE, HILL, HOUR, NOON, RING, ROADSTER, STRANGER, lap


def driven(seed: int) -> list[Any]:
    """A few hundred laps of everybody, everywhere, in any weather; many are equally fast."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    return [
        lap(
            f"0:{number}",
            chance.choice([ANN, BEN, STRANGER]),
            chance.randrange(90_000, 90_020),
            at=NOON + chance.random() * HOUR,
            track=chance.choice([RING, HILL]),
            car=chance.choice([COUPE, ROADSTER]),
            wet=chance.choice([True, False, None]),
            is_valid=chance.random() < 0.7,
        )
        for number in range(300)
    ]


@pytest.mark.parametrize("seed", range(3))
async def test_best_laps_made_anew_from_all_laps_are_those_kept_beside_them(
    database: Database, seed: int
) -> None:
    everything = driven(seed)
    chance = random.Random(seed)  # noqa: S311 - no secret
    async with database.write() as connection:
        while everything:
            size = chance.randrange(1, 40)
            for server in ("paddock", "arena"):
                await laps.put(connection, server, "arcade", everything[:size])
            everything = everything[size:]
        query = select(best_lap).order_by(*best_lap.primary_key)
        kept = (await connection.execute(query)).all()
        await laps.rebuild(connection)
        rebuilt = (await connection.execute(query)).all()
    assert len(kept) == 48
    assert rebuilt == kept


async def test_of_equally_fast_laps_the_first_stays_the_best(database: Database) -> None:
    async with database.write() as connection:
        await laps.put(connection, "paddock", "arcade", [lap("0:1"), lap("0:2")])
        await laps.put(connection, "paddock", "arcade", [lap("0:3")])
        assert await connection.scalar(select(best_lap.c.ref)) == "0:1"


async def test_everybodys_best_counts_in_whatever_weather(database: Database) -> None:
    async with database.write() as connection:
        some = [
            lap("0:1", ANN, 90_000, wet=False),
            lap("0:2", ANN, 95_000, wet=True),
            lap("0:3", BEN, 91_000),
        ]
        await laps.put(connection, "paddock", "arcade", some)
        await laps.put(connection, "arena", "arcade", [lap("0:1", ANN, 80_000)])
        bests = await laps.bests(connection, "paddock", RING.key, COUPE.key)
    assert bests == {ANN.identity: (90_000, "Ann"), BEN.identity: (91_000, "Ben")}


async def test_when_a_track_was_first_driven_on_is_known_by_server(database: Database) -> None:
    async with database.write() as connection:
        some = [lap("0:1", at=NOON), lap("0:2", at=NOON - HOUR), lap("0:3", track=HILL, at=NOON - 2 * HOUR)]
        await laps.put(connection, "paddock", "arcade", some)
        assert await laps.first_on(connection, "paddock", RING.key) == NOON - HOUR
        assert await laps.first_on(connection, "arena", RING.key) is None
