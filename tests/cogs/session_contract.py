"""What every game promises whose session can be set; the rest of the contract is in ``contract.py``."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar

import pytest

from bot.domain.capabilities import CanSetSession, require
from bot.domain.errors import AuthFailed, BadValue, OutcomeUnknown
from bot.domain.session_settings import Applied, Change, Setting
from tests.cogs.contract import UNCLEAR_ANSWERS, World


class SessionSettings:
    """For a game whose session can be set; each setting named here has a value that it could have."""

    number: ClassVar[tuple[str, str]]
    choice: ClassVar[tuple[str, str, str]]
    """A setting, a value as people call it, and as the server does."""
    switch: ClassVar[str]
    """A setting that is off."""
    locked: ClassVar[str]
    """A setting that can only be read."""

    @abstractmethod
    def own(self, world: World, key: str) -> str:
        """Return what the game itself has for a setting."""

    @abstractmethod
    def ignore_changes(self, world: World) -> None:
        """Let the server take every change, and do nothing."""

    @abstractmethod
    def begin_next(self, world: World) -> None:
        """Let the next session begin."""

    async def settings(self, world: World) -> dict[str, Setting]:
        await world.look()
        settings = require(world.backend, CanSetSession, "").session_settings(world.server)
        return {setting.key: setting for setting in settings}

    async def set(
        self, world: World, values: Mapping[str, str], *, upcoming: bool = False
    ) -> Sequence[Change]:
        backend = require(world.backend, CanSetSession, "")
        return await backend.set_session(world.server, values, upcoming=upcoming)

    async def test_every_setting_has_a_name_of_its_own(self, world: World) -> None:
        assert not require(world.backend, CanSetSession, "").session_settings(world.server)
        world.join("Ann")
        settings = await self.settings(world)
        assert {self.number[0], self.choice[0], self.switch, self.locked} <= settings.keys()
        names = [setting.name.casefold() for setting in settings.values() if setting.is_writable]
        assert len(set(names)) == len(names)
        assert all(setting.name and setting.group and setting.shown for setting in settings.values())

    async def test_several_settings_are_set_at_once_and_read_back(self, world: World) -> None:
        world.join("Ann")
        await world.look()
        key, name, value = self.choice
        wanted = {self.number[0]: self.number[1], key: name.upper(), self.switch: "on"}
        changes = await self.set(world, wanted)
        assert [change.applied for change in changes] == [Applied.APPLIED] * 3
        assert [change.setting.key for change in changes] == list(wanted)
        assert changes[1].now == changes[1].wanted == name
        own = {key: self.own(world, key) for key in wanted}
        assert own == {self.number[0]: self.number[1], key: value, self.switch: "1"}
        assert world.sent("set_session") == 1
        assert (await self.settings(world))[key].shown == name

    @pytest.mark.parametrize("value", ["many", "-1000000000000", "", "1e3"])
    async def test_an_impossible_value_is_refused_before_anything_is_sent(
        self, world: World, value: str
    ) -> None:
        world.join("Ann")
        await world.look()
        for key in (self.number[0], self.choice[0], self.switch):
            with pytest.raises(BadValue) as caught:
                await self.set(world, {self.switch: "on", key: value})
            assert caught.value.option == (await self.settings(world))[key].name
        assert world.sent("set_session") == 0

    @pytest.mark.parametrize("key", ["locked", "no such setting"])
    async def test_what_cannot_be_set_is_refused_before_anything_is_sent(
        self, world: World, key: str
    ) -> None:
        world.join("Ann")
        await world.look()
        with pytest.raises(BadValue):
            await self.set(world, {self.switch: "on", self.locked if key == "locked" else key: "1"})
        assert world.sent("set_session") == 0

    async def test_what_the_server_ignores_is_not_called_applied(self, world: World) -> None:
        self.ignore_changes(world)
        world.join("Ann")
        before = (await self.settings(world))[self.number[0]]
        [change] = await self.set(world, dict([self.number]))
        assert (change.applied, change.now) == (Applied.NOT_APPLIED, before.shown)
        assert change.why

    async def test_the_next_session_is_set_without_touching_this_one(self, world: World) -> None:
        world.join("Ann")
        await world.look()
        before = self.own(world, self.number[0])
        [change] = await self.set(world, dict([self.number]), upcoming=True)
        assert (change.applied, self.own(world, self.number[0])) == (Applied.STORED, before)
        self.begin_next(world)
        assert self.own(world, self.number[0]) == self.number[1]

    @pytest.mark.parametrize("kind", UNCLEAR_ANSWERS)
    async def test_a_change_without_a_usable_answer_is_sent_once_and_may_have_happened(
        self, world: World, kind: str
    ) -> None:
        world.join("Ann")
        await world.look()
        world.fail("set_session", kind)
        with pytest.raises(OutcomeUnknown):
            await self.set(world, dict([self.number]))
        assert world.sent("set_session") == 1

    @pytest.mark.parametrize("kind", ["401", "403"])
    async def test_a_change_that_the_user_may_not_make_changes_nothing(self, world: World, kind: str) -> None:
        world.join("Ann")
        await world.look()
        before = self.own(world, self.number[0])
        world.fail("set_session", kind)
        with pytest.raises(AuthFailed):
            await self.set(world, dict([self.number]))
        assert self.own(world, self.number[0]) == before
