import pytest

from sandbox.games.tshock import V6, Life, TShockServer
from sandbox.games.tshock.life import CAST, LOADING_TIME, REVIVAL
from tests.sandbox.games.tshock.support import Client, Clock


class EnoughError(Exception):
    """The test has seen what it wanted."""


def lived(clock: Clock, *, seed: int, steps: list[float]) -> TShockServer:
    """Return a server after so many seconds, as a clock that stands still sees it."""
    server = TShockServer(V6, clock=clock, seed=seed)
    life = Life(server, seed=seed)
    for seconds in steps:
        life.tick(seconds)
    return server


def test_the_same_seed_and_seconds_give_the_same_evening_however_they_are_cut_up(clock: Clock) -> None:
    one = lived(clock, seed=3, steps=[1800.0])
    other = lived(clock, seed=3, steps=[0.5] * 3600)
    assert one.log.lines == other.log.lines
    assert [player.entry() for player in one.present] == [player.entry() for player in other.present]
    assert (one.world.time, one.world.moon) == (other.world.time, other.world.moon)
    assert one.log.lines != lived(clock, seed=4, steps=[1800.0]).log.lines


def test_people_come_slowly_write_find_things_and_go(clock: Clock) -> None:
    server = TShockServer(V6, clock=clock)
    life, states = Life(server, seed=1), set[int]()
    for _ in range(5400):
        life.tick()
        states |= {player.state for player in server.present}
    told = "\n".join(server.log.lines)
    assert states == {1, 2, 3, 10}
    assert all(f"Broadcast: {person.name} has joined." in told for person in CAST)
    assert "has left." in told
    assert "hi all" in told
    assert any(player.buffs for player in server.players)


def test_whoever_is_banned_stays_away_and_the_others_come_on(clock: Clock) -> None:
    server = TShockServer(V6, clock=clock)
    server.tickets.add(f"ip:{CAST[0].ip}", "tnt", "steward")
    life = Life(server, seed=1)
    life.tick(3600)
    told = "\n".join(server.log.lines)
    assert f"{CAST[0].name} has joined." not in told
    assert f"{CAST[1].name} has joined." in told


async def test_a_server_that_is_switched_off_comes_back_and_loads_its_world(new: Client) -> None:
    slept: list[tuple[float, bool, bool]] = []

    async def sleep(seconds: float) -> None:
        if len(slept) == 4:
            raise EnoughError
        slept.append((seconds, new.server.listening, new.server.loading))

    await new.ask("/v2/server/off", confirm="true")
    await new.server.until(lambda: not new.server.listening)
    with pytest.raises(EnoughError):
        await Life(new.server).run(sleep=sleep)
    assert slept == [
        (1.0, False, False),
        (REVIVAL, False, False),
        (LOADING_TIME, True, True),
        (1.0, True, False),
    ]
    assert new.server.starts == 2
