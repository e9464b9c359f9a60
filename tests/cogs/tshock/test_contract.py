"""Terraria keeps what every game promises, in both dialects."""

from tests.cogs import contract
from tests.cogs.contract import World
from tests.cogs.tshock.world import Hall


def game_of(world: World) -> Hall:
    assert isinstance(world, Hall)
    return world


class TestLooks(contract.Looks):
    pass


class TestKicks(contract.Kicks):
    pass


class TestSays(contract.Says):
    def heard(self, world: World, name: str) -> list[str]:
        shown = game_of(world).game.player(name).screen
        return [line.removeprefix("<From steward> ") for line in shown if not line.endswith("has joined.")]
