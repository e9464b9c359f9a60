"""Whatever happens to the bot: nothing twice, nothing lost that the game still has."""

import asyncio
import os
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from tests.evening import Evening, evening

ROOT = Path(__file__).parents[2]


def one_board_each(story: Evening) -> bool:
    return [len(story.discord.messages_in(name)) for name in ("status", "overview")] == [1, 1]


async def test_what_happened_while_the_bot_was_away_is_told_and_nothing_else_again(story: Evening) -> None:
    story.paddock.join("Ann")
    ben = story.paddock.join("Ben")
    story.paddock.load_race()
    await story.look()
    await story.until_shown("feed", "Ben", "joined")
    await story.until_shown("feed", "Practice")
    await story.stop()
    story.paddock.leave(ben)
    story.paddock.say(story.paddock.join("Cid"), "hello from a quiet server")
    story.paddock.stage("Qualifying1")
    await story.start()
    await story.look()
    await story.until_shown("feed", "Cid", "joined")
    await story.until_shown("feed", "Ben", "left")
    await story.until_shown("feed", "Qualifying")
    await story.until_shown("chat", "hello from a quiet server")
    await story.until_shown("status", "Ann", "Cid")
    for texts in (("Ann", "joined"), ("Ben", "joined"), ("Cid", "joined"), ("Ben", "left"), ("Practice",)):
        assert len(story.lines("feed", *texts)) == 1, texts
    assert len(story.lines("chat", "hello")) == 1
    await story.discord.until(lambda: one_board_each(story))  # the overview takes its time


async def test_a_board_is_found_again_after_a_kill_between_its_message_and_the_note_of_it(
    prepared: Evening,
) -> None:
    for name in ("status", "overview"):
        cut_next_post(prepared, name)
    prepared.begin()
    await prepared.discord.until(lambda: one_board_each(prepared), timeout=10)
    await prepared.kill()
    prepared.clock.pass_by(minutes=6)  # Discord has forgotten the nonces
    prepared.paddock.join("Ann")
    await prepared.start()
    await prepared.until_shown("status", "Ann")
    await prepared.until_shown("overview", "1 playing")
    assert one_board_each(prepared)


@pytest.mark.parametrize("minutes", [0, 6])
async def test_news_is_not_repeated_after_a_kill_between_its_message_and_the_note_of_it(
    story: Evening, minutes: int
) -> None:
    cut_next_post(story, "feed")
    cut_next_post(story, "chat")
    story.paddock.say(story.paddock.join("Ann"), "hello")
    await story.look()
    await story.until_shown("feed", "Ann")
    await story.until_shown("chat", "hello")
    await story.kill()
    story.clock.pass_by(minutes=minutes)
    story.paddock.say(story.paddock.join("Ben"), "and good evening")
    await story.start()
    await story.look()
    await story.until_shown("feed", "Ben")
    await story.until_shown("chat", "good evening")
    assert len(story.lines("feed", "Ann")) == 1
    assert len(story.lines("chat", "hello")) == 1


async def test_news_from_a_long_absence_is_one_line(story: Evening) -> None:
    ben = story.paddock.join("Ben")
    await story.look()
    await story.until_shown("feed", "Ben", "joined")
    await story.stop()
    for number in range(20):
        story.paddock.say(story.paddock.join(f"Guest {number}"), "hi")
    story.paddock.leave(ben)
    story.clock.pass_by(minutes=11)
    story.paddock.join("Cid")
    await story.start()
    await story.look()
    await story.until_shown("feed", "Cid", "joined")
    await story.until_shown("chat", "20 chat lines")
    [summary] = story.lines("feed", "while nobody told it")
    assert "20 joined" in summary
    assert "1 left" in summary
    assert story.lines("feed", "Guest") == story.lines("feed", "Ben", "left") == []
    assert len(story.lines("chat")) == 1


async def test_a_log_that_moved_on_is_told_as_a_gap_and_a_restarted_server_as_restarted(
    tmp_path: Path,
) -> None:
    async with evening(tmp_path, ring_size=20) as story:
        story.paddock.join("Ann")
        await story.start()
        await story.look()
        position = story.server.position
        await story.stop()
        story.paddock.leave(story.paddock.join("Ben"))
        story.paddock.flood(50)
        story.paddock.join("Cid")
        await story.start()
        await story.look()
        assert position is not None
        await story.until_shown("feed", f"{story.paddock.log.first - position.index} events were gone")
        await story.until_shown("feed", "Cid", "joined")
        await story.until_shown("status", "Ann", "Cid")

        await story.stop()
        story.paddock.restart()
        story.paddock.join("Dan")
        await story.start()
        await story.look()
        await story.until_shown("feed", "the server was restarted")
        await story.until_shown("feed", "Dan", "joined")
        await story.discord.until(lambda: story.shows("status", "Dan") and not story.shows("status", "Cid"))
        assert [len(story.lines("feed", text)) for text in ("were gone", "restarted", "Dan")] == [1, 1, 1]


async def test_a_server_that_stays_lost_is_told_once_and_its_return_too(story: Evening) -> None:
    story.paddock.faults.add("*", "500", times=None)
    await looks(story, 3)
    await story.until_shown("feed", "the server is lost")
    await story.stop()
    await story.start()
    await looks(story, 3)
    await story.until_shown("status", "No answer")
    story.paddock.faults.clear()
    await story.look()
    await story.until_shown("feed", "the server is back")
    assert len(story.lines("feed", "is lost")) == len(story.lines("feed", "is back")) == 1


async def test_the_program_can_be_killed_at_the_worst_moment(prepared: Evening) -> None:
    story = prepared
    ann = story.paddock.join("Ann")
    async with program(story) as process:
        await until_running(story)
        story.paddock.say(ann, "hello")
        await story.until_shown("chat", "hello")
        cut_next_post(story, "feed")
        story.paddock.join("Ben")
        await story.until_shown("feed", "Ben")
        process.kill()
        await process.wait()
    story.paddock.join("Cid")
    await story.discord.until(lambda: not story.discord.connected)
    await story.start()
    await story.until_shown("feed", "Cid", "joined")
    await story.until_shown("status", "Ann", "Ben", "Cid")
    await story.discord.until(lambda: one_board_each(story))
    assert [len(story.lines("feed", name)) for name in ("Ann", "Ben", "Cid")] == [0, 1, 1]
    assert len(story.lines("chat", "hello")) == 1


def cut_next_post(story: Evening, channel: str) -> None:
    """Let the next message in *channel* be made, and its answer be lost."""
    path = f"/channels/{story.guild.channel(channel).id}/messages"
    story.discord.faults.add("POST", path, fault="cut_after")


async def looks(story: Evening, count: int) -> None:
    for _ in range(count):
        await story.look()


async def until_running(story: Evening) -> None:
    """Wait until a bot in a process of its own is there, which takes long on a busy machine."""
    asked = len(story.paddock.asked)
    await story.discord.until(lambda: story.discord.connected and story.board(), timeout=30)
    await story.paddock.until(lambda: len(story.paddock.asked) > asked, timeout=30)


@asynccontextmanager
async def program(story: Evening) -> AsyncIterator[Process]:
    """Run the bot as an operator does."""
    story.settings()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--config", str(story.folder / "main.yaml")),
        cwd=ROOT,
        env={**os.environ, "TOKEN": story.discord.token, "PASSWORD": "pw"},
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
