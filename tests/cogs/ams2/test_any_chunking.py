"""However a log is cut, repeated and interrupted, it tells the same."""

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.domain.racing import Ending, Finish, StageKind
from tests.cogs.ams2.recordings import RECORDINGS, Reading, clean_pass, recording


@given(name=st.sampled_from(sorted(RECORDINGS)), data=st.data())
@hypothesis_settings(max_examples=25, deadline=None)
def test_any_chunks_and_repeated_ranges_tell_what_one_pass_tells(name: str, data: st.DataObject) -> None:
    events = recording(name)
    reading = Reading(events)
    known = [reading.begin()]
    ends = data.draw(st.lists(st.integers(0, len(events)), max_size=25).map(sorted))
    for end in [*ends, len(events)]:
        since = known[-1]
        if data.draw(st.integers(0, 5)) == 0:  # what was read could not be stored
            since = data.draw(st.sampled_from(known))
        known.append(reading.read(since, max(end, since.index)))
    assert reading.heard == clean_pass(name).heard


@pytest.mark.parametrize("name", RECORDINGS)
def test_a_restart_of_the_bot_at_every_event_changes_nothing(name: str) -> None:
    events = recording(name)
    reading = Reading(events)
    position = reading.begin()
    for end in range(1, len(events) + 1):
        position = reading.read(position, end)
    assert reading.heard == clean_pass(name).heard
    assert reading.events == clean_pass(name).events


def test_the_recordings_hold_what_is_worth_testing() -> None:
    heard = [clean_pass(name).heard for name in RECORDINGS]
    laps = [lap for one in heard for lap in one.laps.values()]
    results = [result for one in heard for result in one.results.values()]
    assert {lap.is_valid for lap in laps} == {True, False}
    assert {result.kind for result in results} == set(StageKind)
    assert {result.ending for result in results} == {Ending.FLAG}
    assert {row.finish for result in results for row in result.rows} >= {
        Finish.FINISHED,
        Finish.LEFT,
        Finish.RETIRED,
        Finish.DISQUALIFIED,
    }
    assert len(results) >= 6
