"""However a log is cut, repeated and interrupted, it tells the same."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.domain.racing import Ending, Finish, StageKind
from tests.cogs.ams2.recordings import RECORDINGS, Heard, Reading, clean_pass, cuts, recording


@given(name=st.sampled_from(sorted(RECORDINGS)), data=st.data())
@hypothesis_settings(max_examples=25, deadline=None)
def test_any_chunks_and_repeated_ranges_tell_what_one_pass_tells(name: str, data: st.DataObject) -> None:
    events = recording(name)
    reading = Reading(events)
    known = [reading.begin()]
    for end in [*data.draw(cuts(name)), len(events)]:
        since = known[-1]
        if data.draw(st.integers(0, 5)) == 0:  # what was read could not be stored
            since = data.draw(st.sampled_from(known))
        known.append(reading.read(since, max(end, since.index)).position)
    assert reading.heard == clean_pass(name).heard


@pytest.mark.parametrize("name", RECORDINGS)
def test_a_restart_of_the_bot_at_every_event_changes_nothing(name: str) -> None:
    events = recording(name)
    reading = Reading(events)
    position = reading.begin()
    for end in range(1, len(events) + 1):
        position = reading.read(position, end).position
    assert reading.heard == clean_pass(name).heard
    assert reading.events == clean_pass(name).events


@pytest.mark.parametrize("name", RECORDINGS)
def test_the_recordings_hold_what_is_worth_testing(name: str) -> None:
    heard = clean_pass(name).heard
    assert len(recording(name)) >= 2500
    assert {lap.is_valid for lap in heard.laps.values()} == {True, False}
    assert {result.kind for result in heard.results.values()} == set(StageKind)
    assert {row.finish for result in heard.results.values() for row in result.rows} == set(Finish)
    kinds = Counter(result.kind for result in heard.results.values())
    assert min(kinds.values()) >= 2
    assert came_back(heard)


def test_only_the_later_title_has_a_race_that_was_restarted() -> None:
    endings = {
        name: {result.ending for result in clean_pass(name).heard.results.values()} for name in RECORDINGS
    }
    assert endings == {"ams2": {Ending.FLAG, Ending.RESTARTED}, "pc1": {Ending.FLAG}}


def came_back(heard: Heard) -> bool:
    """Tell whether somebody drove a lap of the same number twice in one stage."""
    numbers = Counter((lap.stage_ref, lap.driver.key, lap.number) for lap in heard.laps.values())
    return max(numbers.values()) > 1
