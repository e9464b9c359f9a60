"""A world without stages, as boards and the feed tell of it."""

from datetime import timedelta

import pytest

from bot.domain.events import Happened, diff
from bot.domain.snapshot import Fact, Snapshot, Stage
from bot.ui.embeds import now_words
from tests.bot.driving import NOON

QUIET = Snapshot(at=NOON, title="Hall", facts=(Fact("Time", "night"),))
BLOODY = Snapshot(at=NOON, title="Hall", happenings=("Blood moon",), facts=(Fact("Time", "night"),))
BOTH = Snapshot(at=NOON + timedelta(minutes=1), title="Hall", happenings=("Blood moon", "Invasion"))


@pytest.mark.parametrize(
    ("snapshot", "words"),
    [
        (QUIET, ""),
        (BLOODY, "Blood moon"),
        (BOTH, "Blood moon, Invasion"),
        (Snapshot(at=NOON, title="Paddock"), "Nothing runs"),
        (
            Snapshot(at=NOON, title="Paddock", stage=Stage(name="Race"), facts=(Fact("Weather", "dry"),)),
            "Race",
        ),
    ],
)
def test_what_goes_on_is_said_and_a_quiet_world_says_nothing(snapshot: Snapshot, words: str) -> None:
    assert now_words(snapshot) == words


def test_what_begins_and_what_is_over_is_told_once() -> None:
    assert list(diff(QUIET, BLOODY)) == [Happened(at=NOON, what="Blood moon")]
    assert list(diff(BLOODY, BOTH)) == [Happened(at=BOTH.at, what="Invasion")]
    over = [Happened(at=NOON, what=what, is_over=True) for what in BOTH.happenings]
    assert list(diff(BOTH, QUIET)) == over
    assert list(diff(BOTH, BOTH)) == []
