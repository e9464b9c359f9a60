"""What the staff see of a report from a game."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.services.evidence import Happening
from bot.storage.outbox import OutboxRow
from bot.ui.batches import batches
from bot.ui.report_embed import report_embed

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PAYLOAD = {"what": "report", "name": "Ann", "about": "Ben", "words": "ben pushed me off", "identity": None}
HOSTILE = "**@everyone** [x](http://y) `\u202e" + "_" * 60


def happening(what: str = "said", name: str = "Ben", more: str = "", second: int = 0) -> Happening:
    return Happening(at=NOON + timedelta(seconds=second), what=what, name=name, more=more, weight=300)


def shown(payload: Mapping[str, object], *before: Happening) -> str:
    embed = report_embed(payload, "Paddock", 42, before)
    assert len(embed) <= 5700
    return "\n".join([str(embed.title), str(embed.description), *(str(one.value) for one in embed.fields)])


def test_a_report_says_who_what_and_what_came_before_newest_first() -> None:
    text = shown(
        PAYLOAD,
        happening("joined"),
        happening("said", more="out of my way", second=1),
        happening("cut", second=2),
        happening("impact", more="Ann", second=3),
        happening("impact", second=4),
    )
    assert "**Ann** <@42> reports **Ben**:\n> ben pushed me off" in text
    order = [
        "hit the scenery",
        "**Ben** hit Ann (weight 300)",
        "left the track",
        "out of my way",
        "**Ben** joined",
    ]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)


def test_where_nothing_happened_and_nobody_is_named_that_is_said() -> None:
    text = shown(PAYLOAD | {"about": None})
    assert "reports somebody" in text
    assert "Nothing was noted" in text


def test_much_of_it_and_hostile_names_do_no_harm() -> None:
    payload = PAYLOAD | {"name": HOSTILE, "about": HOSTILE, "words": HOSTILE * 20}
    text = shown(payload, *(happening(name=HOSTILE, more=HOSTILE * 9, second=n) for n in range(200)))
    assert "more" in text
    assert "@everyone" not in text
    assert "](http" not in text


def test_each_report_has_a_message_of_its_own_however_old_it_is() -> None:
    rows = [
        OutboxRow(id=number, kind="staff", server="paddock", at=NOON, payload=dict(PAYLOAD))
        for number in (1, 2)
    ]
    assert batches(rows, NOON + timedelta(days=1)) == [[rows[0]], [rows[1]]]
