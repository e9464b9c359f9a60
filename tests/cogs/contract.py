"""What every game promises; each game's tests inherit these classes and bring a server of theirs.

A subclass has a fixture ``world``; a game without a capability does not inherit its class.
"""

from abc import ABC, abstractmethod

import pytest

from bot.domain.capabilities import (
    Backend,
    CanAdvance,
    CanKick,
    CanRestart,
    CanSay,
    CanWhisper,
    HearsChat,
    require,
)
from bot.domain.errors import (
    AuthFailed,
    BackendError,
    NoSuchPlayer,
    OutcomeUnknown,
    ProtocolError,
    Unreachable,
)
from bot.domain.events import PlayerJoined, PlayerLeft, PlayerSaid
from bot.domain.look import LogSlice, Positions, Seen
from bot.domain.snapshot import Fact, Player

SICK_ANSWERS = {
    "html": ProtocolError,
    "empty_object": ProtocolError,
    "truncated": ProtocolError,
    "wrong_types": ProtocolError,
    "big": ProtocolError,
    "401": AuthFailed,
    "403": AuthFailed,
    "500": Unreachable,
    "refuse": Unreachable,
    "cut_off": Unreachable,
    "hang": Unreachable,
}
"""How a simulated server can fail, and what a look at it then raises."""
UNCLEAR_ANSWERS = ("lost_answer", "cut_off", "truncated", "html", "empty_object", "big", "500", "hang")
"""Answers to a change after which nobody knows what came of it."""


class World(ABC):
    """A game's server, and the backend that asks it; the server is one of several where the game has that."""

    entry = "paddock"
    secrets: tuple[str, ...] = ()
    """What no error may tell."""
    server = ""
    backend: Backend

    @abstractmethod
    def join(self, name: str) -> None:
        """Let somebody come in."""

    @abstractmethod
    def leave(self, name: str) -> None:
        """Let somebody go."""

    @abstractmethod
    def fail(self, what: str, kind: str) -> None:
        """Let every answer to *what* ("look", or a capability's method) fail in one of the ways above."""

    @abstractmethod
    def mend(self) -> None:
        """End every failure."""

    @abstractmethod
    def sent(self, what: str) -> int:
        """Return how often the server was asked for *what*."""

    async def look(self, since: Positions | None = None) -> Seen:
        return (await self.backend.look(since or {}))[self.server]

    async def names(self) -> list[str]:
        return sorted(player.name for player in (await self.look()).snapshot.players)

    async def player(self, name: str) -> Player:
        players = (await self.look()).snapshot.players
        return next(player for player in players if player.name == name)


class Looks:
    async def test_a_look_shows_who_is_there(self, world: World) -> None:
        assert await world.names() == []
        world.join("Ann")
        world.join("żółw `*_*` @everyone")
        assert await world.names() == ["Ann", "żółw `*_*` @everyone"]
        world.leave("Ann")
        assert await world.names() == ["żółw `*_*` @everyone"]

    async def test_everybody_has_a_handle_of_their_own(self, world: World) -> None:
        for number in range(5):
            world.join(f"Ann {number}")
        assert len({player.handle for player in (await world.look()).snapshot.players}) == 5

    async def test_two_looks_at_the_same_are_equal(self, world: World) -> None:
        world.join("Ann")
        assert (await world.look()).snapshot == (await world.look()).snapshot

    @pytest.mark.parametrize(("kind", "error"), SICK_ANSWERS.items())
    async def test_a_sick_answer_is_an_error_of_its_kind_until_the_server_is_well(
        self, world: World, kind: str, error: type[BackendError]
    ) -> None:
        world.join("Ann")
        world.fail("look", kind)
        with pytest.raises(error) as caught:
            await world.look()
        assert type(caught.value) is error
        assert caught.value.server == world.entry
        assert not any(secret in str(caught.value) for secret in world.secrets)
        world.mend()
        assert await world.names() == ["Ann"]

    async def test_a_wrong_content_type_does_no_harm(self, world: World) -> None:
        world.join("Ann")
        world.fail("look", "wrong_content_type")
        assert await world.names() == ["Ann"]

    async def test_a_live_check_tells_something_and_shows_refused_credentials(self, world: World) -> None:
        assert await world.backend.verify()
        world.fail("look", "401")
        with pytest.raises(AuthFailed):
            await world.backend.verify()

    @pytest.mark.parametrize("kind", SICK_ANSWERS)
    async def test_what_staff_ask_for_is_words_without_a_secret_however_sick_the_server_is(
        self, world: World, kind: str
    ) -> None:
        world.join("Ann")
        ann = await world.player("Ann")
        world.fail("look", kind)
        try:
            facts = [*await world.backend.vitals(world.server)]
        except BackendError as error:
            facts = [Fact("refused", str(error))]
        facts += [*world.backend.pages(world.server), *world.backend.about(world.server, ann)]
        assert all(fact.label and fact.value for fact in facts)
        assert not any(secret in str(facts) for secret in world.secrets)


class Logs:
    """For a game with a log."""

    async def slice(self, world: World, since: Positions) -> LogSlice:
        log = (await world.look(since)).log
        assert log is not None
        return log

    async def test_the_first_look_tells_nothing_of_the_past(self, world: World) -> None:
        world.join("Ann")
        assert (await self.slice(world, {})).events == ()

    async def test_what_happened_is_told_once_and_in_order(self, world: World) -> None:
        begin = await self.slice(world, {})
        world.join("Ann")
        world.leave("Ann")
        told = await self.slice(world, {world.server: begin.position})
        kinds = [type(event) for event in told.events if isinstance(event, (PlayerJoined, PlayerLeft))]
        assert kinds == [PlayerJoined, PlayerLeft]
        assert (await self.slice(world, {world.server: told.position})).events == ()

    async def test_from_an_old_position_the_same_is_told_again(self, world: World) -> None:
        begin = await self.slice(world, {})
        world.join("Ann")
        first = await self.slice(world, {world.server: begin.position})
        world.join("Bob")
        again = await self.slice(world, {world.server: begin.position})
        assert again.events[: len(first.events)] == first.events
        assert len(again.events) > len(first.events)

    async def test_a_look_shows_whom_the_log_told_by_the_same_handle(self, world: World) -> None:
        begin = await self.slice(world, {})
        world.join("Ann")
        seen = await world.look({world.server: begin.position})
        assert seen.log is not None
        [joined] = [event for event in seen.log.events if isinstance(event, PlayerJoined)]
        [shown] = seen.snapshot.players
        assert (joined.player.handle, joined.player.identity) == (shown.handle, shown.identity)


class Chats:
    """For a game whose log tells what players write."""

    @abstractmethod
    def write(self, world: World, name: str, text: str) -> None:
        """Let a player write something to everybody."""

    async def test_what_a_player_writes_is_heard_as_it_was_written(self, world: World) -> None:
        assert isinstance(world.backend, HearsChat)
        world.join("Ann")
        begin = (await world.look()).log
        assert begin is not None
        self.write(world, "Ann", "gl & hf 👏 <@1>")
        told = await world.look({world.server: begin.position})
        assert told.log is not None
        [said] = told.log.events
        assert isinstance(said, PlayerSaid)
        assert (said.handle, said.text) == ((await world.player("Ann")).handle, "gl & hf 👏 <@1>")


class Kicks:
    async def test_a_kick_removes_the_player_and_nobody_else(self, world: World) -> None:
        world.join("Ann")
        world.join("Bob")
        await require(world.backend, CanKick, "").kick(world.server, await world.player("Ann"), "spam\nmore")
        assert await world.names() == ["Bob"]

    async def test_whoever_has_left_cannot_be_kicked(self, world: World) -> None:
        world.join("Ann")
        world.join("Bob")
        ann = await world.player("Ann")
        world.leave("Ann")
        with pytest.raises(NoSuchPlayer):
            await require(world.backend, CanKick, "").kick(world.server, ann, "")
        assert await world.names() == ["Bob"]
        assert world.sent("kick") == 0

    @pytest.mark.parametrize("kind", UNCLEAR_ANSWERS)
    async def test_a_kick_without_a_usable_answer_is_sent_once_and_may_have_happened(
        self, world: World, kind: str
    ) -> None:
        world.join("Ann")
        world.fail("kick", kind)
        with pytest.raises(OutcomeUnknown):
            await require(world.backend, CanKick, "").kick(world.server, await world.player("Ann"), "")
        assert world.sent("kick") == 1

    @pytest.mark.parametrize("kind", ["401", "403"])
    async def test_a_kick_that_the_user_may_not_do_changes_nothing(self, world: World, kind: str) -> None:
        world.join("Ann")
        world.fail("kick", kind)
        with pytest.raises(AuthFailed):
            await require(world.backend, CanKick, "").kick(world.server, await world.player("Ann"), "")
        assert await world.names() == ["Ann"]


class Says:
    """For a game that can show lines to everybody and to one player."""

    @abstractmethod
    def heard(self, world: World, name: str) -> list[str]:
        """Return the lines that this player was shown."""

    async def test_everybody_is_shown_what_is_said_in_one_line(self, world: World) -> None:
        world.join("Ann")
        world.join("Bob")
        await require(world.backend, CanSay, "").say(world.server, "50% & more\r\n\x00# é 👏?")
        assert self.heard(world, "Ann") == self.heard(world, "Bob") == ["50% & more # é 👏?"]

    async def test_one_alone_is_shown_what_is_whispered(self, world: World) -> None:
        world.join("Ann")
        world.join("Bob")
        await require(world.backend, CanWhisper, "").whisper(world.server, await world.player("Ann"), "psst")
        assert (self.heard(world, "Ann"), self.heard(world, "Bob")) == (["psst"], [])

    async def test_nothing_is_whispered_to_whoever_has_left(self, world: World) -> None:
        world.join("Ann")
        world.join("Bob")
        ann = await world.player("Ann")
        world.leave("Ann")
        with pytest.raises(NoSuchPlayer):
            await require(world.backend, CanWhisper, "").whisper(world.server, ann, "psst")

    @pytest.mark.parametrize("kind", UNCLEAR_ANSWERS)
    async def test_a_line_without_a_usable_answer_is_sent_once(self, world: World, kind: str) -> None:
        world.join("Ann")
        world.fail("say", kind)
        with pytest.raises(OutcomeUnknown):
            await require(world.backend, CanSay, "").say(world.server, "hello")
        assert world.sent("say") == 1


class Advances:
    async def test_an_advance_whose_answer_is_lost_is_sent_once(self, world: World) -> None:
        world.join("Ann")
        world.fail("advance", "lost_answer")
        with pytest.raises(OutcomeUnknown):
            await require(world.backend, CanAdvance, "").advance(world.server)
        assert world.sent("advance") == 1


class Restarts:
    @abstractmethod
    def began_anew(self, world: World) -> bool:
        """Tell whether the session was begun anew."""

    async def test_a_restart_begins_the_session_anew(self, world: World) -> None:
        world.join("Ann")
        assert not self.began_anew(world)
        await require(world.backend, CanRestart, "").restart(world.server)
        assert self.began_anew(world)
        assert world.sent("restart") == 1

    @pytest.mark.parametrize("kind", UNCLEAR_ANSWERS)
    async def test_a_restart_without_a_usable_answer_is_sent_once(self, world: World, kind: str) -> None:
        world.join("Ann")
        world.fail("restart", kind)
        with pytest.raises(OutcomeUnknown):
            await require(world.backend, CanRestart, "").restart(world.server)
        assert world.sent("restart") == 1
