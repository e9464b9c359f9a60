"""A gateway that closes, forgets, falls silent or lets nobody in; games go on meanwhile."""

import asyncio
from collections.abc import Callable

import discord
import pytest

from tests.evening import Evening

RESUME, IDENTIFY = 6, 2


def frames(story: Evening, op: int) -> int:
    """How many frames of that kind the bot has sent."""
    entries = story.discord.recording.entries
    return sum(entry.get("from") == "bot" and entry["frame"].get("op") == op for entry in entries)


async def until_back(story: Evening, op: int, before: int) -> None:
    await story.discord.until(lambda: frames(story, op) > before and story.discord.connected, timeout=15)


async def works(story: Evening, name: str) -> None:
    """See that commands, news and boards work: somebody called *name* comes."""
    story.paddock.join(name)
    await story.look()
    await story.until_shown("status", name)
    await story.until_shown("feed", name, "joined")
    assert name in (await story.person("tom").slash("players")).text
    assert len(story.lines("feed", name)) == len(story.discord.messages_in("status")) == 1


async def test_a_session_is_resumed_after_each_way_to_interrupt_it(prepared: Evening) -> None:
    story = prepared
    story.discord.hub.heartbeat_interval = 0.3
    await story.start()
    interruptions: dict[str, Callable[[], None]] = {
        "close": lambda: story.discord.gateway_close(4000),
        "op 7": story.discord.op7,
        "op 9": lambda: story.discord.op9(resumable=True),
        "silence": lambda: fall_silent(story),
    }
    for name, interrupt in interruptions.items():
        before = frames(story, RESUME)
        interrupt()
        await until_back(story, RESUME, before)
        await works(story, name)
    assert frames(story, IDENTIFY) == 1


def fall_silent(story: Evening) -> None:
    """Say nothing more, to a bot that is less patient than the minute it would wait otherwise."""
    assert story.app is not None
    assert story.app._client is not None
    alive = story.app._client.ws._keep_alive
    assert alive is not None
    alive.heartbeat_timeout = 0.5
    story.discord.silence()


async def test_a_forgotten_session_is_begun_anew(story: Evening) -> None:
    board = story.board()
    story.discord.forget_sessions()
    story.discord.gateway_close(4000)
    await until_back(story, IDENTIFY, 1)
    await works(story, "Ann")
    assert story.board() is board


async def test_a_bot_that_is_let_in_late_has_followed_the_games_meanwhile(
    prepared: Evening, caplog: pytest.LogCaptureFixture
) -> None:
    story = prepared
    story.discord.refuse_connections(True)
    story.begin()
    await story.discord.until(lambda: "connection to Discord ended" in caplog.text, timeout=15)
    ann = story.paddock.join("Ann")
    await story.look()
    story.paddock.leave(ann)
    await story.look()
    story.discord.refuse_connections(False)
    await story.until_shown("feed", "Ann", "left")
    await story.until_shown("status", "Players: 0")
    await works(story, "Ben")
    assert "Traceback" not in caplog.text


async def test_an_outage_of_everything_ends_with_true_boards_and_whole_news(story: Evening) -> None:
    story.paddock.join("Ann")
    await story.look()
    await story.until_shown("feed", "Ann")
    story.discord.outage(True)
    story.paddock.join("Ben")
    await story.look()
    story.clock.pass_by(minutes=15)
    for name in ("Cid", "Dan"):
        story.paddock.join(name)
    await story.look()
    story.discord.outage(False)
    await story.discord.until(lambda: story.shows("status", "Ben", "Cid", "Dan"), timeout=15)
    await story.until_shown("feed", "Dan", "joined")
    await story.until_shown("feed", "while nobody told it: 1 joined")
    await works(story, "Eve")
    assert [len(story.lines("feed", name)) for name in ("Ann", "Ben", "Cid", "Dan")] == [1, 0, 1, 1]


async def test_a_token_that_is_reset_ends_the_program(story: Evening) -> None:
    assert story._running is not None
    story.discord._door.token = story.discord.hub.token = "another"
    story.discord.gateway_close(4004)
    with pytest.raises(discord.LoginFailure):
        async with asyncio.timeout(15):
            await story._running
    story._running = None


async def test_the_bot_stops_soon_though_neither_discord_nor_the_game_answers(story: Evening) -> None:
    path = f"/channels/{story.guild.channel('status').id}/messages/{{message}}"
    story.discord.faults.add("PATCH", path, fault="slow", seconds=60)
    story.paddock.join("Ann")
    await story.look()
    story.paddock.faults.add("*", "hang", times=None)
    asked = len(story.paddock.asked)
    await story.discord.until(lambda: not story.discord.faults.waiting)
    await story.paddock.until(lambda: len(story.paddock.asked) > asked)
    deaf = list(story.discord.hub.connections)
    for connection in deaf:
        assert connection._transport is not None
        connection._transport.pause_reading()
    assert story._running is not None
    story._stop.set()
    async with asyncio.timeout(8):
        await story._running
    for connection in deaf:
        connection.cut()
