"""The words for news of the driving."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.snapshot import Identity
from bot.storage.outbox import OutboxRow
from bot.ui.batches import batches
from bot.ui.news_words import audit_embed, feed_embed

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANN = Identity("steam", "76561190000000001")
LAP = {
    "name": "Ann",
    "identity": [ANN.kind, ANN.key],
    "track": "Interlagos GP",
    "car": "Mercedes-AMG GT3 Evo",
    "ms": 101_900,
    "before_ms": 102_245,
    "before_name": "Bo",
}


def told(*payloads: dict[str, Any], later: timedelta = timedelta()) -> str:
    rows = [
        OutboxRow(id=number, kind="feed", server="paddock", at=NOON, payload=payload)
        for number, payload in enumerate(payloads)
    ]
    return feed_embed(rows, {"paddock": "Paddock"}, {ANN: 42}, NOON + later).description or ""


def test_a_record_names_who_held_it_before() -> None:
    text = told({"what": "record", **LAP})
    assert "**Ann** <@42> holds the record on Interlagos GP in Mercedes-AMG GT3 Evo" in text
    assert "**1:41.900** (\N{MINUS SIGN}0.345), before: Bo, 1:42.245" in text


def test_a_personal_best_names_nobody_else() -> None:
    text = told({"what": "best", **LAP})
    assert "**Ann** <@42> drove a personal best on Interlagos GP" in text
    assert "Bo" not in text


def test_what_goes_on_in_a_world_is_told_when_it_begins_and_when_it_is_over() -> None:
    text = told({"what": "happens", "name": "Blood moon"}, {"what": "over", "name": "[x](http://x)"})
    assert "**Blood moon** began" in text
    assert "is over" in text
    assert told({"what": "event", "name": "A meteorite fell"}).endswith("**A meteorite fell**")
    assert "](" not in text


def test_a_track_without_a_name_is_called_by_its_number() -> None:
    assert "on track 1694" in told({"what": "best", **LAP, "track": "1694"})


def test_what_players_and_games_call_things_cannot_reach_out() -> None:
    hostile = "**@everyone** [x](http://x) <@&1>\u202e"
    text = told(
        {"what": "record", **LAP, "name": hostile, "before_name": hostile, "track": hostile, "car": hostile}
    )
    assert "@everyone" not in text
    assert "](" not in text
    assert "<@&" not in text.replace("\\<@&", "")
    assert "7656119" not in text


def test_old_records_become_a_number() -> None:
    text = told({"what": "record", **LAP}, {"what": "best", **LAP}, later=timedelta(hours=1))
    assert "1 records, 1 personal bests" in text
    assert "Ann" not in text


@pytest.mark.parametrize("name", ["Ann", "*" * 64])
def test_no_record_is_cut_off_however_its_names_are_written(name: str) -> None:
    lap = {"what": "record", **LAP, "name": name, "before_name": name, "track": name, "car": name}
    rows = [
        OutboxRow(id=number, kind="feed", server="paddock", at=NOON, payload={**lap, "ms": number})
        for number in range(40)
    ]
    for message in batches(rows, NOON):
        text = feed_embed(message, {"paddock": "Paddock"}, {ANN: 10**18}, NOON).description or ""
        assert text.count("holds the record") == len(message)
        assert not text.endswith("\N{HORIZONTAL ELLIPSIS}")


def test_a_warning_tells_the_staff_how_often() -> None:
    payload = {"what": "warning", "name": "Ann", "of": "cuts", "count": 4}
    row = OutboxRow(id=1, kind="audit", server="paddock", at=NOON, payload=payload)
    assert "**Ann** has 4 cuts in this stage" in (audit_embed([row], {}).description or "")
