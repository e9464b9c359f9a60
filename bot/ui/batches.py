"""How what waits to be told is cut into messages."""

from collections.abc import Sequence
from datetime import datetime

from bot.services import news
from bot.storage.outbox import OutboxRow
from bot.ui.news_words import LONGEST_TEXT, audit_embed, chat_text, feed_embed

_LINES = 15
_LONGEST_TITLE = 64
_NEVER_OLD = {news.AUDIT, news.RESULT, news.STAFF}


def batches(rows: Sequence[OutboxRow], now: datetime) -> list[list[OutboxRow]]:
    """Cut news of one kind: what was tried together stays together, what is old becomes one message."""
    tried: dict[str, list[OutboxRow]] = {}
    old: list[OutboxRow] = []
    fresh: list[OutboxRow] = []
    for row in rows:
        if row.batch is not None:
            tried.setdefault(row.batch, []).append(row)
        elif row.kind not in _NEVER_OLD and now - row.at > news.OLD_NEWS:
            old.append(row)
        else:
            fresh.append(row)
    return [*tried.values(), *([old] if old else []), *cut(fresh)]


def cut(rows: Sequence[OutboxRow]) -> list[list[OutboxRow]]:
    """Cut fresh news into messages that hold all of it: people may write long lines in a game."""
    messages: list[list[OutboxRow]] = []
    room = 0
    for row in rows:
        size = _size(row)
        if not messages or len(messages[-1]) == _LINES or size > room:
            messages.append([])
            room = LONGEST_TEXT
        messages[-1].append(row)
        room -= size
    return messages


def _size(row: OutboxRow) -> int:
    """Return the room that a row takes in a message; what is short for sure needs no counting."""
    if row.kind in {news.RESULT, news.STAFF}:
        return LONGEST_TEXT  # a message of its own
    if row.kind == news.CHAT:
        return len(chat_text([row], row.at)) + 1
    if row.kind == news.AUDIT:
        return len(audit_embed([row], {row.server: "x" * _LONGEST_TITLE}).description or "") + 1
    if "ms" in row.payload:  # of a lap: four foreign names in one line
        return len(feed_embed([row], {}, {}, row.at).description or "") + 1
    return 0
