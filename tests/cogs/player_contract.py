"""What every game promises that can kill a player or tell more of one; inherited like `contract`."""

from abc import abstractmethod

import pytest

from bot.domain.capabilities import CanKill, TellsOfPlayers, require
from bot.domain.errors import AuthFailed, BackendError, NoSuchPlayer, OutcomeUnknown
from tests.cogs.contract import SICK_ANSWERS, UNCLEAR_ANSWERS, World


class Kills:
    """For a game that can let a character die."""

    @abstractmethod
    def deaths(self, world: World, name: str) -> int:
        """Return how often this player's character died."""

    async def test_a_kill_hits_the_player_and_nobody_else(self, world: World) -> None:
        for name in ("Ann", "Annabel", "ann"):
            world.join(name)
        await require(world.backend, CanKill, "").kill(world.server, await world.player("Ann"))
        assert [self.deaths(world, name) for name in ("Ann", "Annabel", "ann")] == [1, 0, 0]

    async def test_whoever_has_left_cannot_be_killed(self, world: World) -> None:
        world.join("Ann")
        world.join("Annabel")
        ann = await world.player("Ann")
        world.leave("Ann")
        with pytest.raises(NoSuchPlayer):
            await require(world.backend, CanKill, "").kill(world.server, ann)
        assert world.sent("kill") == 0

    @pytest.mark.parametrize("kind", UNCLEAR_ANSWERS)
    async def test_a_kill_without_a_usable_answer_is_sent_once_and_may_have_happened(
        self, world: World, kind: str
    ) -> None:
        world.join("Ann")
        world.fail("kill", kind)
        with pytest.raises(OutcomeUnknown):
            await require(world.backend, CanKill, "").kill(world.server, await world.player("Ann"))
        assert world.sent("kill") == 1

    @pytest.mark.parametrize("kind", ["401", "403"])
    async def test_a_kill_that_the_user_may_not_do_changes_nothing(self, world: World, kind: str) -> None:
        world.join("Ann")
        world.fail("kill", kind)
        with pytest.raises(AuthFailed):
            await require(world.backend, CanKill, "").kill(world.server, await world.player("Ann"))
        assert self.deaths(world, "Ann") == 0


class Details:
    """For a game that tells more of a player when it is asked."""

    async def test_details_are_words_without_an_address_or_a_secret(self, world: World) -> None:
        world.join("Ann")
        told = await require(world.backend, TellsOfPlayers, "").details(
            world.server, await world.player("Ann")
        )
        assert all(fact.label and (fact.value or fact.at) for fact in told.facts)
        assert all(pile.name and pile.count > 0 for pile in told.items)
        assert not any(secret in str(told) for secret in world.secrets)

    async def test_of_whoever_has_left_nothing_is_told(self, world: World) -> None:
        world.join("Ann")
        world.join("Annabel")
        ann = await world.player("Ann")
        world.leave("Ann")
        with pytest.raises(NoSuchPlayer):
            await require(world.backend, TellsOfPlayers, "").details(world.server, ann)

    @pytest.mark.parametrize(("kind", "error"), SICK_ANSWERS.items())
    async def test_a_sick_answer_is_an_error_of_its_kind(
        self, world: World, kind: str, error: type[BackendError]
    ) -> None:
        world.join("Ann")
        ann = await world.player("Ann")
        world.fail("details", kind)
        with pytest.raises(error) as caught:
            await require(world.backend, TellsOfPlayers, "").details(world.server, ann)
        assert type(caught.value) is error
        assert not any(secret in str(caught.value) for secret in world.secrets)
