"""What players write, and who comes and goes to the second, where the bot may read the server's log files."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.capabilities import HearsChat, require
from bot.domain.errors import NotSupported
from bot.domain.events import Departure, Event, PlayerJoined, PlayerLeft, PlayerSaid
from bot.domain.look import LogSlice, Position
from cogs.tshock import TShock
from tests.cogs import contract
from tests.cogs.contract import World
from tests.cogs.tshock.test_contract import game_of
from tests.cogs.tshock.world import Hall


@pytest.fixture
def world(logging_world: Hall) -> Hall:
    return logging_world


class TestLogs(contract.Logs):
    pass


class TestChats(contract.Chats):
    def write(self, world: World, name: str, text: str) -> None:
        game = game_of(world).game
        game.say(game.player(name), text)


async def read(world: Hall, since: Position | None, backend: TShock | None = None) -> LogSlice:
    seen = (await (backend or world.backend).look({"": since} if since else {}))[""]
    assert seen.log is not None
    return seen.log


async def read_all(world: Hall, since: Position, backend: TShock | None = None) -> list[LogSlice]:
    """Read on as a coordinator does."""
    slices = [await read(world, since, backend)]
    while slices[-1].more:
        slices.append(await read(world, slices[-1].position, backend))
    return slices


def words(*slices: LogSlice) -> list[str]:
    return [event.text for one in slices for event in one.events if isinstance(event, PlayerSaid)]


def kinds(events: tuple[Event, ...]) -> list[type[Event]]:
    return [type(event) for event in events]


async def test_without_a_log_the_server_hears_nobody_and_looks_tell_who_comes(world: Hall) -> None:
    world.logs = None
    deaf = world.new_backend()
    await read(world, None, deaf)
    assert deaf.log_tells == frozenset()
    with pytest.raises(NotSupported):
        require(deaf, HearsChat, "hall")


async def test_from_the_second_look_on_the_log_tells_who_comes_and_goes(world: Hall) -> None:
    met = await read(world, None)
    assert world.backend.log_tells == frozenset()
    await read(world, met.position)
    assert world.backend.log_tells == {PlayerJoined, PlayerLeft, PlayerSaid}


async def test_somebody_who_came_and_went_between_two_looks_is_told_at_their_time(world: Hall) -> None:
    met = await read(world, None)
    world.join("Ann")
    world.time += 30
    world.game.say(world.game.player("Ann"), "hi: all")
    world.leave("Ann")
    world.time += 30
    told = await read(world, met.position)
    assert kinds(told.events) == [PlayerJoined, PlayerSaid, PlayerLeft]
    assert [world.now() - event.at for event in told.events] == [
        timedelta(seconds=60),
        timedelta(seconds=30),
        timedelta(seconds=30),
    ]


async def test_who_was_thrown_out_is_told_so(world: Hall) -> None:
    world.join("Ann")
    met = await read(world, None)
    await world.backend.kick("", await world.player("Ann"), "spam: much")
    [left] = (await read(world, met.position)).events
    assert isinstance(left, PlayerLeft)
    assert left.how is Departure.KICKED


async def test_after_a_restart_of_the_bot_nothing_is_repeated_and_nothing_is_lost(world: Hall) -> None:
    world.join("Ann")
    met = await read(world, None)
    world.game.say(world.game.player("Ann"), "before")
    before = await read(world, met.position)
    world.game.say(world.game.player("Ann"), "meanwhile")
    world.leave("Ann")
    after = await read(world, before.position, world.new_backend())
    assert (words(before), words(after)) == (["before"], ["meanwhile"])
    assert kinds(after.events) == [PlayerSaid, PlayerLeft]


async def test_words_of_somebody_who_left_long_ago_are_told_in_however_many_parts(world: Hall) -> None:
    ann = world.game.join("Ann")
    met = await read(world, None)
    said = [f"line {number} {'x' * 400}" for number in range(200)]
    for text in said:
        world.game.say(ann, text)
    world.leave("Ann")
    slices = await read_all(world, met.position, world.new_backend())
    assert len(slices) > 1
    assert words(*slices) == said
    assert kinds(slices[-1].events)[-1] is PlayerLeft


async def test_a_restart_of_the_server_comes_behind_the_last_words_before_it(world: Hall) -> None:
    ann = world.game.join("Ann")
    met = await read(world, None)
    world.time += 300
    world.game.say(ann, "last words")
    world.game.restart()
    world.time += 60
    world.game.say(world.game.join("Bob"), "first words")
    old, new = await read_all(world, met.position)
    assert (words(old), old.began_anew) == (["last words"], False)
    assert (words(new), new.began_anew) == (["first words"], True)
    assert new.position.epoch > old.position.epoch
    assert not (await read(world, new.position)).began_anew


async def test_two_restarts_while_the_bot_was_away_lose_no_word(world: Hall) -> None:
    world.join("Ann")
    met = await read(world, None)
    for number in range(3):
        world.time += 300
        world.game.restart()
        world.game.say(world.game.join("Ann"), f"start {number}")
    slices = await read_all(world, met.position, world.new_backend())
    assert words(*slices) == ["start 0", "start 1", "start 2"]
    assert [one.began_anew for one in slices].count(True) == 1


async def test_neither_the_server_nor_the_bot_is_taken_for_a_player(world: Hall) -> None:
    world.join("Ann")
    met = await read(world, None)
    await world.backend.say("", "[Discord] Ann: hello")
    world.game.broadcast("(Server Broadcast) Ann: hello")
    world.game.broadcast("The Eye of Cthulhu has awoken: run!")
    await world.backend.mute("", await world.player("Ann"))
    assert (await read(world, met.position)).events == ()


async def test_a_name_that_is_refused_because_it_is_there_has_not_left(world: Hall) -> None:
    world.join("Ann")
    met = await read(world, None)
    world.game.log.add("Ann disconnected.")
    assert (await read(world, met.position)).events == ()


async def test_colours_in_chat_are_left_out(world: Hall) -> None:
    ann = world.game.join("Ann")
    met = await read(world, None)
    world.game.say(ann, "[c/FF0000:red] and [i:73]")
    assert words(await read(world, met.position)) == ["red and [i:73]"]


async def test_an_address_in_the_log_is_kept_nowhere(world: Hall) -> None:
    met = await read(world, None)
    world.game.join("Ann", ip="192.0.2.99")
    told = await read(world, met.position)
    assert told.lines == ()
    assert "192.0.2.99" not in f"{told!r} {told.position.memory} {told.position.mark}"


async def test_a_log_that_cannot_be_read_costs_no_look_and_is_told_to_the_operator(
    world: Hall, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    world.join("Ann")
    met = await read(world, None)
    logs = tmp_path / "logs"
    logs.rename(tmp_path / "away")
    blind = await read(world, met.position)
    await read(world, blind.position)
    assert HearsChat in world.backend.lacks
    assert [one for one in await world.backend.verify() if "chat_log" in one] == [
        "Its chat_log cannot be read: no such file or directory."
    ]
    assert caplog.text.count("its log cannot be read") == 1
    world.game.log.path = tmp_path / "away" / (world.game.log.path or tmp_path).name
    world.game.say(world.game.player("Ann"), "still there")
    (tmp_path / "away").rename(logs)
    assert words(await read(world, blind.position)) == ["still there"]
    assert HearsChat not in world.backend.lacks
    assert "Its chat_log can be read." in await world.backend.verify()


async def test_a_log_that_was_never_readable_leaves_joins_to_the_looks(world: Hall, tmp_path: Path) -> None:
    world.logs = tmp_path / "wrong"
    backend = world.new_backend()
    last = await read(world, None, backend)
    await read(world, last.position, backend)
    assert backend.log_tells == frozenset()


async def test_a_format_of_the_operators_is_read(world: Hall) -> None:
    backend = world.new_backend(token=world.game.token, chat_format="<{1}{2}> {4}")
    ann = world.game.join("Ann")
    met = await read(world, None, backend)
    world.game.broadcast("<(Super Admin) Ann> hi: all")
    world.game.say(ann, "in another format")
    assert words(await read(world, met.position, backend)) == ["hi: all"]
