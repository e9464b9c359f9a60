"""What the stories are too coarse for: how news is cut into messages, and what is known of earlier tries."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.storage.outbox import OutboxRow
from bot.ui.feed import _cut
from bot.ui.news_words import chat_text
from bot.ui.text import safe
from tests.evening import Evening

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def chat(*lines: str) -> list[OutboxRow]:
    return [
        OutboxRow(id=number, kind="chat", server="paddock", at=NOON, payload={"name": "Ann", "text": line})
        for number, line in enumerate(lines)
    ]


def flat(messages: Sequence[Sequence[OutboxRow]]) -> list[OutboxRow]:
    return [row for message in messages for row in message]


@example([str(number) + "*" * 400 for number in range(20)])
@given(st.lists(st.text(max_size=400), max_size=60))
def test_no_chat_line_is_cut_off_however_long_the_others_are(lines: list[str]) -> None:
    rows = chat(*lines)
    messages = _cut(rows)
    assert flat(messages) == rows
    for message in messages:
        told = chat_text(message, NOON)
        assert len(told) <= 2000
        assert all(safe(row.payload["text"], 300) in told for row in message)


def test_short_news_is_gathered_into_few_messages() -> None:
    assert [len(message) for message in _cut(chat(*["hi"] * 40))] == [15, 15, 10]


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
