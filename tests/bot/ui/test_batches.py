"""How what waits to be told is cut into messages."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from bot.storage.outbox import OutboxRow
from bot.ui.batches import batches, cut
from bot.ui.news_words import chat_text
from bot.ui.text import safe

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
    messages = cut(rows)
    assert flat(messages) == rows
    for message in messages:
        told = chat_text(message, NOON)
        assert len(told) <= 2000
        assert all(safe(row.payload["text"], 300) in told for row in message)


def test_short_news_is_gathered_into_few_messages() -> None:
    assert [len(message) for message in cut(chat(*["hi"] * 40))] == [15, 15, 10]


def test_each_result_is_a_message_of_its_own_however_old() -> None:
    rows = [
        OutboxRow(id=number, kind="result", server="paddock", at=NOON, payload={"result": number})
        for number in range(3)
    ]
    assert batches(rows, NOON + timedelta(days=3)) == [[row] for row in rows]
