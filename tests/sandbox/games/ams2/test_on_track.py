"""What the cars do, event by event."""

from typing import Any

import pytest

from sandbox.games.ams2 import PC1, AMS2Server
from sandbox.games.ams2.cars import Car
from tests.sandbox.games.ams2.support import Clock, names


@pytest.fixture
def car(server: AMS2Server) -> Car:
    """Ann's car, in practice; Bob's stands beside it."""
    server.join("Ann")
    server.join("Bob")
    server.load_race(ai=0)
    return server.cars[0]


def told(server: AMS2Server, name: str, *keys: str) -> list[Any]:
    """Return those attributes of every event of that name: the values themselves where it is one."""
    events = [event for event in server.log.range(0, 10_000)["events"] if event["name"] == name]
    found = [tuple(event["attributes"][key] for key in keys) for event in events]
    return [values[0] for values in found] if len(keys) == 1 else found


async def test_a_lap_ends_three_sectors_of_which_the_last_is_number_zero(
    server: AMS2Server, car: Car
) -> None:
    server.lap(car, 90_000)
    assert names(server)[-6:] == ["State", "State", "Sector", "Sector", "Sector", "Lap"]
    assert told(server, "Sector", "Lap", "Sector", "SectorTime", "TotalTime") == [
        (0, 1, 27_900, 27_900),
        (0, 2, 34_200, 62_100),
        (0, 0, 27_900, 90_000),
    ]
    assert told(server, "Lap", "Lap", "LapTime", "Sector1Time", "Sector2Time", "Sector3Time") == [
        (0, 90_000, 27_900, 34_200, 27_900)
    ]
    server.lap(car, 88_000)
    assert told(server, "Lap", "Lap") == [0, 1]
    assert (car.laps, car.last, car.best, car.total, car.at_line) == (2, 88_000, 88_000, 178_000, 178_000)


async def test_an_out_lap_counts_for_nothing(server: AMS2Server, car: Car) -> None:
    server.leave_garage(car)
    for _ in range(3):
        server.sector(car, 0)
    assert told(server, "Sector", "CountThisLap", "CountThisLapTimes") == [(0, 0)] * 3
    assert told(server, "Lap", "Lap") == []
    assert (car.laps, car.total, car.sector) == (0, 0, 0)


@pytest.mark.parametrize("sector", [0, 1, 2])
async def test_one_sector_that_does_not_count_spoils_the_lap_and_not_the_next(
    server: AMS2Server, car: Car, sector: int
) -> None:
    for number in range(6):
        server.sector(car, 30_000, counts=number != sector)
    assert told(server, "Lap", "CountThisLapTimes") == [0, 1]
    spoilt = told(server, "Sector", "CountThisLap", "CountThisLapTimes")
    assert spoilt == [(1, int(number < sector or number > 2)) for number in range(6)]
    assert car.best == 90_000


async def test_a_cut_spoils_the_lap_it_happens_in(server: AMS2Server, car: Car) -> None:
    server.lap(car, 90_000)
    server.cut(car, 5000)
    server.cut_end(car, 800, 1500)
    server.lap(car, 80_000)
    server.lap(car, 89_000)
    assert told(server, "CutTrackStart", "Lap", "RacePosition", "LapTime") == [(1, 1, 5000)]
    assert told(server, "CutTrackEnd", "ElapsedTime", "SkippedTime", "PenaltyValue") == [(800, 1500, 150)]
    assert told(server, "Lap", "CountThisLapTimes") == [1, 0, 1]
    assert (car.best, car.last) == (89_000, 89_000)


async def test_the_number_of_a_lap_comes_again_after_a_return_to_the_garage(
    server: AMS2Server, car: Car
) -> None:
    server.lap(car, 90_000)
    server.lap(car, 90_000)
    server.sector(car, 30_000)
    server.to_garage(car)
    assert (car.sector, car.laps) == (0, 2)
    server.lap(car, 90_000)
    assert told(server, "Lap", "Lap") == [0, 1, 1]
    assert car.laps == 3
    server.begin_stage("Race1")
    server.lap(car, 90_000)
    assert told(server, "Lap", "Lap")[-1] == 0


async def test_the_first_number_is_never_below_zero(server: AMS2Server, car: Car) -> None:
    server.to_garage(car)
    server.lap(car, 90_000)
    assert told(server, "Lap", "Lap") == [0]


async def test_an_impact_names_the_other_car_or_the_scenery(server: AMS2Server, car: Car) -> None:
    server.impact(car, server.cars[1], 400)
    server.impact(car, None, 900)
    other = server.cars[1].id
    assert told(server, "Impact", "OtherParticipantId", "CollisionMagnitude") == [(other, 400), (-1, 900)]


async def test_practice_is_ordered_by_the_best_lap_and_a_race_by_the_distance(
    server: AMS2Server, car: Car
) -> None:
    bob = server.cars[1]
    server.lap(bob, 95_000)
    assert server.standings() == [bob, car], "without a lap one is behind"
    server.lap(car, 90_000)
    assert (car.position, bob.position) == (1, 2)
    server.begin_stage("Race1")
    assert (car.grid, bob.grid) == (1, 2)
    server.lap(bob, 99_000)
    assert (car.position, bob.position) == (2, 1)
    server.lap(car, 98_000)
    assert (car.position, bob.position) == (1, 2)


async def test_a_car_that_is_out_keeps_its_place(server: AMS2Server, car: Car) -> None:
    bob = server.cars[1]
    server.begin_stage("Race1")
    server.lap(car, 90_000)
    server.car_state(car, "Disqualified")
    for _ in range(3):
        server.lap(bob, 91_000)
    assert [one.position for one in (car, bob)] == [1, 2]


async def test_a_hidden_car_misses_in_one_status_and_one_that_lingers_is_in_one(
    server: AMS2Server, car: Car
) -> None:
    bob = server.cars[1]
    server.hide(car)
    assert server.shown_cars() == [bob]
    assert server.shown_cars() == [car, bob]
    server.leave(server.members[1])
    server.linger(bob)
    assert server.shown_cars() == [car, bob]
    assert server.shown_cars() == [car]


async def test_results_tell_state_and_time_of_whoever_is_out_and_finished_of_the_others(
    server: AMS2Server, car: Car
) -> None:
    server.begin_stage("Race1")
    server.lap(car, 90_000)
    server.lap(server.cars[1], 91_000)
    server.car_state(server.cars[1], "DNF")
    server.finish()
    assert told(server, "Results", "RacePosition", "Lap", "State", "TotalTime", "FastestLapTime") == [
        (1, 1, "Finished", 90_000, 90_000),
        (2, 1, "DNF", 91_000, 91_000),
    ]
    assert names(server)[-4:] == ["State", "StateChanged", "Results", "Results"]


async def test_the_sector_being_driven_shows_its_running_time_under_a_rotated_number(
    server: AMS2Server, car: Car, clock: Clock
) -> None:
    server.leave_garage(car)
    server.sector(car, 30_000)
    clock.now += 12
    shown = car.attributes(clock.now, 1.0, "WipersLevel")
    assert (shown["CurrentSector"], shown["CurrentLap"]) == (1, 1)
    assert [shown[f"Sector{number}Time"] for number in (1, 2, 3)] == [30_000, 12_000, 0]
    server.to_garage(car)
    shown = car.attributes(clock.now, 1.0, "WipersLevel")
    assert (shown["CurrentSector"], shown["CurrentLap"], shown["Speed"]) == (0, 0, 0)


async def test_a_new_car_has_no_state_for_a_moment(car: Car, clock: Clock) -> None:
    assert car.attributes(clock.now + 0.9, 1.0, "WipersOn")["State"] == ""
    assert car.attributes(clock.now + 1.0, 1.0, "WipersOn")["State"] == "InGarage"


async def test_two_slow_laps_win_a_race_and_no_practice(server: AMS2Server, car: Car) -> None:
    bob = server.cars[1]
    for stage, first in (("Practice1", car), ("Race1", bob)):
        server.begin_stage(stage)
        server.lap(car, 90_000)
        server.lap(bob, 95_000)
        server.lap(bob, 95_000)
        assert server.standings()[0] is first


async def test_the_first_lap_is_a_little_long(server: AMS2Server, car: Car) -> None:
    server.lap(car, 90_000)
    server.lap(car, 90_000)
    assert told(server, "Lap", "DistanceTravelled") == [4309 + 24, 4309]


async def test_the_time_of_a_sector_runs_from_where_the_car_left_its_garage(
    server: AMS2Server, car: Car, clock: Clock
) -> None:
    clock.now += 100
    server.car_state(car, "ExitingPits")
    clock.now += 10
    server.car_state(car, "Racing")
    assert car.attributes(clock.now + 5, 1.0, "WipersOn")["Sector1Time"] == 15_000
    server.sector(car, 15_000)
    assert car.attributes(clock.now + 5, 1.0, "WipersOn")["Sector2Time"] == 5000


async def test_the_older_title_tells_where_a_car_is_in_the_results_before_a_race(clock: Clock) -> None:
    server = AMS2Server(clock=clock, title=PC1)
    server.join("Ann")
    server.join("Bob")
    server.load_race(ai=0)
    server.lap(server.cars[0], 90_000)
    server.end_stage()
    assert told(server, "Results", "State", "TotalTime", "Lap") == [("Racing", 0, 1), ("InGarage", 0, 0)]
    server.begin_stage("Race1")
    server.lap(server.cars[0], 90_000)
    server.finish()
    assert told(server, "Results", "State", "TotalTime")[2] == ("Finished", 90_000)
