"""What the stories are too coarse for: what is known of earlier tries, and a database that fails."""

import pytest

from tests.evening import Evening


async def test_two_messages_about_one_second_are_told_apart_after_a_kill(story: Evening) -> None:
    feed = story.guild.channel("feed").id
    story.discord.faults.add("POST", f"/channels/{feed}/messages", fault="slow", seconds=0.05)
    story.discord.faults.add("POST", f"/channels/{feed}/messages", fault="cut_before")
    for number in range(20):
        story.paddock.join(f"Guest {number}")
    await story.look()
    await story.paddock.until(lambda: not story.discord.faults.waiting)  # and not yet tried again
    await story.kill()
    story.clock.pass_by(minutes=6)
    await story.start()
    await story.until_shown("feed", "Guest 19")
    assert [len(story.lines("feed", f"Guest {number}**")) for number in range(20)] == [1] * 20


async def test_the_feed_goes_on_after_the_database_failed(
    story: Evening, caplog: pytest.LogCaptureFixture
) -> None:
    assert story.app is not None
    story.app._database._closed = True
    await story.app.feed._hand_out()
    story.app._database._closed = False
    assert "news cannot be read" in caplog.text
    story.paddock.join("Ann")
    await story.look()
    await story.until_shown("feed", "Ann", "joined")
