"""Terraria keeps what every game promises, in both dialects."""

import pytest

from sandbox.games.tshock import JoinRefused
from tests.cogs import contract, player_contract, restraint_contract
from tests.cogs.contract import World
from tests.cogs.tshock.world import Hall


def game_of(world: World) -> Hall:
    assert isinstance(world, Hall)
    return world


class TestLooks(contract.Looks):
    pass


class TestKicks(contract.Kicks):
    pass


class Refusing:
    def refused(self, world: World, name: str) -> bool:
        with pytest.raises(JoinRefused):
            game_of(world).game.join(name)
        return True


class TestBans(Refusing, restraint_contract.Bans):
    pass


class TestKeptBans(Refusing, restraint_contract.KeptBans):
    pass


class TestMutes(restraint_contract.Mutes):
    def is_muted(self, world: World, name: str) -> bool:
        return game_of(world).game.player(name).muted


class TestKills(player_contract.Kills):
    def deaths(self, world: World, name: str) -> int:
        return game_of(world).game.player(name).deaths


class TestDetails(player_contract.Details):
    pass


class TestSays(contract.Says):
    def heard(self, world: World, name: str) -> list[str]:
        shown = game_of(world).game.player(name).screen
        return [line.removeprefix("<From steward> ") for line in shown if not line.endswith("has joined.")]
