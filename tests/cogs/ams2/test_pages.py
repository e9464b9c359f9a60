"""The server's own pages, as the operator published them."""

import pytest

from sandbox.games.ams2 import titles
from tests.cogs.ams2.world import Paddock, paddock

PUBLIC = "https://race.example.org/paddock"


async def pages_of(world: Paddock, **settings: str) -> dict[str, str]:
    world.backend = world.new_backend(**settings)
    await world.look_with_names()
    return {fact.label: fact.value for fact in world.backend.pages("")}


async def test_all_five_pages_of_a_build_are_linked_below_the_public_address(world: Paddock) -> None:
    pages = await pages_of(world, public_url=f"{PUBLIC}/")
    assert list(pages.values()) == [
        f"{PUBLIC}/{name}" for name in ("status", "statusView", "statusEdit", "sessionConfig", "performance")
    ]


async def test_project_cars_has_its_one_page() -> None:
    async with paddock(title=titles.PC1) as old:
        assert await pages_of(old, public_url=PUBLIC) == {"Status": f"{PUBLIC}/status"}


async def test_without_a_public_address_nothing_is_linked(world: Paddock) -> None:
    assert await pages_of(world) == {}


@pytest.mark.parametrize("kind", ["403", "500"])
async def test_while_nobody_knows_the_methods_the_page_of_every_build_is_linked(
    world: Paddock, kind: str
) -> None:
    world.game.faults.add("api/help", kind)
    assert list(await pages_of(world, public_url=PUBLIC)) == ["Status"]
