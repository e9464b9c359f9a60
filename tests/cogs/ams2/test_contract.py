"""Automobilista 2 keeps what every game promises."""

from collections.abc import AsyncIterator

import pytest

from sandbox.games.ams2 import JoinRefused, titles
from tests.cogs import contract, restraint_contract, session_contract
from tests.cogs.ams2.world import Paddock, paddock
from tests.cogs.contract import World


def game_of(world: World) -> Paddock:
    assert isinstance(world, Paddock)
    return world


class TestLooks(contract.Looks):
    pass


class TestLogs(contract.Logs):
    pass


class TestChats(contract.Chats):
    def write(self, world: World, name: str, text: str) -> None:
        paddock = game_of(world)
        paddock.game.say(paddock.member(name), text)


class TestKicks(contract.Kicks):
    pass


class TestBans(restraint_contract.Bans):
    def refused(self, world: World, name: str) -> bool:
        paddock = game_of(world)
        with pytest.raises(JoinRefused):
            paddock.game.join(name, steamid=paddock.steamids[name])
        return True


class TestSays(contract.Says):
    def heard(self, world: World, name: str) -> list[str]:
        paddock = game_of(world)
        mine = paddock.member(name).refid
        return [text for refid, text in paddock.game.heard if refid in {None, mine}]


class TestAdvances(contract.Advances):
    pass


class TestRestarts(contract.Restarts):
    def began_anew(self, world: World) -> bool:
        events = game_of(world).game.log.range(0, 1000)["events"]
        return any(event["name"] == "SoftRestart" for event in events)


class TestSessionSettings(session_contract.SessionSettings):
    number = ("RaceLength", "25")
    choice = ("RaceWeatherSlot1", "Heavy fog with rain", "-1604560069")
    switch = "Flags.TIMED_RACE"
    locked = "SessionState"

    def own(self, world: World, key: str) -> str:
        attributes = game_of(world).game.attributes
        if key == self.switch:
            return str(int(attributes["Flags"]) >> 20 & 1)
        return str(attributes[key])

    def ignore_changes(self, world: World) -> None:
        game_of(world).game.controlled = False

    def begin_next(self, world: World) -> None:
        game = game_of(world).game
        game.load_race(ai=0)
        game.to_lobby()


class TestSessionSettingsOfProjectCars(TestSessionSettings):
    number = ("Race1Length", "25")
    choice = ("WeatherSlot1", "Heavy fog with rain", "-1604560069")

    @pytest.fixture
    async def world(self) -> AsyncIterator[Paddock]:
        async with paddock(title=titles.PC1) as opened:
            yield opened
