"""What staff are told of one person on the server."""

from dataclasses import replace

import pytest

from bot.domain.snapshot import Player
from sandbox.games.ams2 import titles
from sandbox.games.ams2.content import VEHICLES
from tests.cogs.ams2.world import Paddock, paddock

WHEEL = 1073747173
"""Valid, experienced, automatic clutch, stability and traction control, ABS, wheel, own setup."""
GAMEPAD = 1073800930
"""Valid, driving line, elite, automatic clutch and gears, stability and traction, ABS, pad, an odd bit."""


async def told(world: Paddock, name: str = "Ann") -> dict[str, str]:
    await world.look_with_names()
    player = await world.player(name)
    return {fact.label: fact.value for fact in world.backend.about("", player)}


async def test_class_livery_gear_aids_and_ping_are_told(world: Paddock) -> None:
    world.join("Ann")
    ann, car = world.member("Ann"), next(one for one in VEHICLES if one.category == "GT4_Cup")
    ann.vehicle_id, ann.livery_id, ann.ping, ann.race_stat_flags = car.id, 51, 43, WHEEL
    assert await told(world) == {
        "Class": "GT4 Cup",
        "Livery": f"{car.name} {car.liveries[1]}",
        "Controller": "wheel",
        "Model": "experienced",
        "Aids and setup": "own setup, ABS, traction control, stability control, auto clutch",
        "Ping": "43 ms",
        "Host": "yes: settings of the session go through their game",
    }


async def test_bits_that_no_list_names_are_passed_over() -> None:
    async with paddock(title=titles.PC1) as world:
        world.join("Ann")
        world.member("Ann").race_stat_flags = GAMEPAD
        facts = await told(world)
    assert (facts["Controller"], facts["Model"]) == ("gamepad", "elite")
    assert facts["Aids and setup"] == (
        "ABS, traction control, stability control, auto gears, auto clutch, driving line"
    )


@pytest.mark.parametrize("flags", [0, WHEEL & ~1073741824, -1 & 0x3FFFFFFF])
async def test_flags_that_are_not_valid_yet_tell_nothing(world: Paddock, flags: int) -> None:
    world.join("Ann")
    world.member("Ann").race_stat_flags = flags
    assert not {"Controller", "Model", "Aids and setup"} & (await told(world)).keys()


async def test_without_the_lists_ping_and_host_remain(world: Paddock) -> None:
    world.game.faults.add("api/list/all", "403")
    world.join("Ann")
    world.member("Ann").race_stat_flags = WHEEL
    assert (await told(world)).keys() == {"Ping", "Host"}


async def test_somebody_else_under_the_same_handle_is_not_meant(world: Paddock) -> None:
    world.join("Ann")
    ann = await world.player("Ann")
    assert world.backend.about("", ann)
    assert world.backend.about("", replace(ann, name="Ben")) == ()
    assert world.new_backend().about("", ann) == ()
    assert world.backend.about("", Player(handle="x", name="Ann")) == ()
