"""What the stories are too coarse for, with the real client and the local Discord."""

from pathlib import Path

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
