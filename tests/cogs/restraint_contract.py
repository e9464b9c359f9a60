"""What every game promises that can keep players out or quiet; inherited like `tests.cogs.contract`."""

from abc import abstractmethod
from datetime import timedelta

import pytest

from bot.domain.capabilities import CanBan, CanMute, KeepsBans, require
from bot.domain.errors import BackendError, NoSuchPlayer, OutcomeUnknown
from tests.cogs.contract import World


class Bans:
    """For a game that can keep players out for some time."""

    @abstractmethod
    def refused(self, world: World, name: str) -> bool:
        """Tell whether somebody who was there before is refused now."""

    async def test_who_is_banned_is_removed_and_cannot_come_back(self, world: World) -> None:
        world.join("Ann")
        ann = await world.player("Ann")
        ban = require(world.backend, CanBan, "").ban
        await ban(world.server, ann, timedelta(seconds=600), "")
        assert await world.names() == []
        assert self.refused(world, "Ann")


class KeptBans:
    """For a game that keeps a list of bans."""

    @abstractmethod
    def refused(self, world: World, name: str) -> bool:
        """Tell whether somebody who was there before is refused now."""

    async def test_a_ban_for_good_is_listed_with_its_reason_and_can_be_lifted(self, world: World) -> None:
        backend = require(world.backend, KeepsBans, "")
        world.join("Ann")
        made = await backend.ban(world.server, await world.player("Ann"), None, "griefing\n& more")
        assert made is not None
        [ban] = await backend.bans(world.server)
        assert (ban, ban.who, ban.reason, ban.until) == (made, "Ann", "griefing & more", None)
        assert self.refused(world, "Ann")
        await backend.unban(world.server, ban.key)
        assert await backend.bans(world.server) == []
        world.join("Ann")
        assert await world.names() == ["Ann"]

    async def test_a_ban_that_is_gone_is_lifted(self, world: World) -> None:
        backend = require(world.backend, KeepsBans, "")
        world.join("Ann")
        made = await backend.ban(world.server, await world.player("Ann"), None, "")
        assert made is not None
        await backend.unban(world.server, made.key)
        await backend.unban(world.server, made.key)

    async def test_who_is_banned_already_is_not_banned_again(self, world: World) -> None:
        backend = require(world.backend, KeepsBans, "")
        world.join("Ann")
        ann = await world.player("Ann")
        made = await backend.ban(world.server, ann, None, "")
        assert made is not None
        with pytest.raises((BackendError, NoSuchPlayer)):
            await backend.ban(world.server, ann, None, "", made.by)
        assert len(await backend.bans(world.server)) == 1

    @pytest.mark.parametrize("kind", ["lost_answer", "cut_off", "truncated"])
    async def test_a_ban_whose_answer_is_lost_is_found_in_the_list(self, world: World, kind: str) -> None:
        backend = require(world.backend, KeepsBans, "")
        world.join("Ann")
        ann = await world.player("Ann")
        world.fail("ban", kind)
        assert await backend.ban(world.server, ann, None, "")
        assert world.sent("ban") == 1
        assert await world.names() == []

    @pytest.mark.parametrize("kind", ["html", "500", "hang"])
    async def test_a_ban_that_is_not_in_the_list_after_a_strange_answer_may_have_happened(
        self, world: World, kind: str
    ) -> None:
        backend = require(world.backend, KeepsBans, "")
        world.join("Ann")
        ann = await world.player("Ann")
        world.fail("ban", kind)
        with pytest.raises(OutcomeUnknown):
            await backend.ban(world.server, ann, None, "")
        assert world.sent("ban") == 1
        assert await world.names() == ["Ann"]


class Mutes:
    """For a game that can keep a player from writing."""

    @abstractmethod
    def is_muted(self, world: World, name: str) -> bool:
        """Tell whether a player is kept from writing."""

    async def test_a_mute_holds_until_it_is_lifted_and_twice_is_once(self, world: World) -> None:
        backend = require(world.backend, CanMute, "")
        world.join("Ann")
        world.join("Bob")
        ann = await world.player("Ann")
        await backend.mute(world.server, ann)
        await backend.mute(world.server, ann)
        assert (self.is_muted(world, "Ann"), self.is_muted(world, "Bob")) == (True, False)
        await backend.unmute(world.server, ann)
        await backend.unmute(world.server, ann)
        assert not self.is_muted(world, "Ann")

    async def test_whoever_has_left_cannot_be_muted(self, world: World) -> None:
        world.join("Ann")
        ann = await world.player("Ann")
        world.leave("Ann")
        with pytest.raises(NoSuchPlayer):
            await require(world.backend, CanMute, "").mute(world.server, ann)
        assert world.sent("mute") == 0
