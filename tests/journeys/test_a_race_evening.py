"""What people see in their channels while others race."""

import pytest

from tests.evening import Evening


async def test_somebody_who_joins_and_leaves_is_on_the_board_and_in_the_feed(story: Evening) -> None:
    ann = story.paddock.join("Ann")
    await story.look()
    await story.until_shown("status", "Ann")
    await story.until_shown("feed", "Ann", "joined")
    story.paddock.leave(ann)
    await story.look()
    await story.until_shown("feed", "Ann", "left")
    assert await story.discord.until(lambda: not story.shows("status", "Ann"))


async def test_the_board_shows_stage_track_and_ai_apart(story: Evening) -> None:
    story.paddock.join("Ann")
    story.paddock.load_race(ai=5)
    await story.look()
    await story.until_shown("status", "Players: 1", "5 AI", "Practice")
    story.paddock.stage("Qualifying1")
    await story.look()
    await story.until_shown("status", "Qualifying")
    await story.until_shown("feed", "Qualifying")


async def test_the_overview_counts_everybody(story: Evening) -> None:
    story.paddock.join("Ann")
    story.paddock.join("Ben")
    await story.look()
    await story.until_shown("overview", "2 playing on 1 server")


async def test_the_chat_goes_both_ways_without_mentions_and_without_going_round(story: Evening) -> None:
    ann = story.paddock.join("Ann")
    story.paddock.say(ann, "hello @everyone")
    await story.look()
    await story.until_shown("chat", "Ann", "hello")
    [line] = story.discord.messages_in("chat")
    assert "@everyone" not in line.text
    await story.person("tom").say("chat", "hi from the couch")
    await story.paddock.until(lambda: any("hi from the couch" in text for _, text in story.paddock.heard))
    await story.look()
    await story.look()
    assert story.paddock.heard[-1] == (None, "[Discord] tom: hi from the couch")
    assert [message.author.name for message in story.discord.messages_in("chat")].count("tom") == 1
    assert len(story.discord.messages_in("chat")) == 2


async def test_a_board_that_somebody_deletes_is_made_again(story: Evening) -> None:
    board = story.board()
    assert board is not None
    await story.person("ada").delete(board)
    await story.discord.until(lambda: (made := story.board()) is not None and made.id != board.id)
    assert len(story.discord.messages_in("status")) == 1


async def test_the_buttons_under_a_board_answer_privately(story: Evening) -> None:
    story.paddock.join("Ann")
    await story.look()
    await story.until_shown("status", "Ann")
    board = story.board()
    assert board is not None
    playing = await story.person("tom").press(board, label="Who is playing")
    assert playing.ephemeral
    assert "Ann" in playing.text
    linking = await story.person("tom").press(board, label="Link my name")
    assert linking.ephemeral
    assert "!linkme" in linking.text


async def test_a_mention_of_the_bot_is_no_command_and_no_error(
    story: Evening, caplog: pytest.LogCaptureFixture
) -> None:
    assert story.discord.world.bot.id
    await story.person("tom").say("general", f"<@{story.discord.world.bot.id}> 1234-5678")
    await story.person("tom").slash("help")
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
