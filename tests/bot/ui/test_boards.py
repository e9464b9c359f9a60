"""What the stories are too coarse for, with the real client and the local Discord."""

import asyncio
import itertools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import discord

from bot.services.servers import Server
from bot.ui.board_buttons import board_view
from bot.ui.board_kinds import Shown
from sandbox.discord import posting
from tests.evening import Evening, evening


def edits(story: Evening, channel: str) -> int:
    path = f"/channels/{story.guild.channel(channel).id}/messages/"
    requests = story.discord.recording.requests
    return sum(request["method"] == "PATCH" and request["path"].startswith(path) for request in requests)


async def test_boards_that_share_a_channel_stay_within_discords_budget(tmp_path: Path) -> None:
    async with evening(tmp_path, rates="real") as story:
        status = story.guild.channel("status").id
        for name in ("second", "third"):
            story.more_settings += (
                f"  {name}: {{game: ams2, url: '{story.paddock.url}', username: steward, password: pw,"
                f" poll: 1s, channels: {{status: {status}}}}}\n"
            )
        await story.start()
        await story.discord.until(lambda: len(story.discord.messages_in("status")) == 3)
        story.clock.pass_by(hours=2)  # Discord is stricter about older messages
        for name in ("Ann", "Ben", "Cid"):
            story.paddock.join(name)
            await story.look()
        await story.discord.until(lambda: boards_showing(story, "Cid") == 3, timeout=12)
        shown = edits(story, "status")
        assert shown < 9  # the newest content replaces what was not yet shown
        await story.look()
        await story.look()
        assert edits(story, "status") == shown
        assert [request["path"] for request in story.discord.refusals] == []


def boards_showing(story: Evening, name: str) -> int:
    return sum(name in message.text for message in story.discord.messages_in("status"))


async def test_the_board_of_a_stand_in_goes_when_the_servers_behind_it_are_met(story: Evening) -> None:
    assert story.app is not None
    await story.app.schedule.stop()  # this game would bring its only server back
    stand_in = story.board()
    for inner in ("sprint", "cup"):
        story.app.boards.server_changed(story.app.servers.meet("paddock", inner))
    await story.discord.until(lambda: len(story.discord.messages_in("status")) == 2)
    await story.discord.until(lambda: stand_in not in story.discord.messages_in("status"))
    await story.discord.until(lambda: story.shows("status", "sprint") and story.shows("status", "cup"))


async def test_a_board_deleted_in_the_moment_it_is_edited_is_made_again_once(story: Evening) -> None:
    board = story.board()
    assert board is not None
    path = f"/channels/{board.channel.id}/messages/{board.id}"
    story.discord.faults.add("PATCH", path, fault="slow", seconds=0.3)
    story.paddock.join("Ann")
    await story.look()
    await story.discord.until(lambda: not story.discord.faults.waiting)
    await story.person("ada").delete(board)
    await story.until_shown("status", "Ann")
    assert len(story.discord.messages_in("status")) == 1


async def test_a_purge_of_the_channel_brings_the_board_back(story: Evening) -> None:
    board = story.board()
    assert board is not None
    posting.delete_many(story.discord.world, board.channel, [board])
    await story.discord.until(lambda: story.board() not in (None, board))
    assert len(story.discord.messages_in("status")) == 1


async def test_a_busy_board_lets_others_in_its_channel_have_their_turn(tmp_path: Path) -> None:
    async with evening(tmp_path) as story:
        timing = story.guild.channel("timing").id
        story.more_settings = (
            f"  second: {{game: ams2, url: '{story.paddock.url}', username: steward, password: pw,"
            f" poll: 1s, channels: {{status: {timing}}}}}\n"
        )
        await story.start()
        assert story.app is not None
        await story.discord.until(lambda: len(story.discord.messages_in("timing")) == 2)
        await story.app.schedule.stop()
        boards, numbers = story.app.boards, itertools.count()

        async def show(_: Sequence[Server]) -> Shown:
            """Show something new each time, and be due again at once, as fast driving would."""
            boards._mark(("timing", "paddock"), timing)
            embed = discord.Embed(description=f"look {next(numbers)}")
            return Shown(embed, board_view("timing", "paddock"))

        boards._kinds["timing"] = replace(boards._kinds["timing"], show=show)
        boards.server_changed(story.server)
        await story.until_shown("timing", "look 1")
        second = story.app.servers.get("second")
        assert second is not None
        story.paddock.join("Ann")
        await second.source.coordinator.refresh()
        await story.until_shown("timing", "Ann")


async def test_messages_that_were_no_boards_are_not_remembered_for_ever(story: Evening) -> None:
    assert story.app is not None
    await story.person("ada").delete(await story.person("ada").say("status", "hello"))
    board = story.board()
    assert board is not None
    await story.person("ada").delete(board)
    await story.discord.until(lambda: story.board() not in (None, board))
    await asyncio.gather(*story.app.boards._workers.values())
    assert story.app.boards._gone == {}
