"""Project CARS 1: the same program, older, with a dialect of its own."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.domain.capabilities import CanAdvance, CanKick, CanRestart, CanSay, require
from bot.domain.errors import NotSupported
from bot.domain.racing import Ending, Finish, StageKind, StageResult
from sandbox.games.ams2 import record, titles
from sandbox.games.ams2.pc1_attributes import FLAGS
from sandbox.games.ams2.pc1_enums import PC1_FLAGS
from tests.cogs.ams2.recordings import RECORDINGS, clean_pass
from tests.cogs.ams2.test_driving import Evening
from tests.cogs.ams2.world import Paddock, paddock

KINDS = {
    "Practice1": StageKind.PRACTICE,
    "Qualifying": StageKind.QUALIFYING,
    "Race1": StageKind.RACE,
}
TIMED_RACE = next(value for value, name in PC1_FLAGS if name == "TIMED_RACE")


@pytest.fixture
async def old() -> AsyncIterator[Paddock]:
    async with paddock(title=titles.PC1) as opened:
        opened.join("Ann")
        opened.join("Bob")
        yield opened


@pytest.fixture
async def evening(old: Paddock) -> Evening:
    return Evening(old)


async def test_neither_advance_nor_restart_is_offered(old: Paddock) -> None:
    await old.look()
    assert old.backend.lacks == {CanAdvance, CanRestart}
    for missing in (CanAdvance, CanRestart):
        with pytest.raises(NotSupported):
            require(old.backend, missing, "paddock")
    for there in (CanKick, CanSay):
        assert require(old.backend, there, "paddock") is old.backend


async def test_what_is_offered_works(old: Paddock) -> None:
    await old.look()
    await old.backend.say("", "hello")
    await old.backend.kick("", await old.player("Bob"), "")
    assert await old.names() == ["Ann"]
    assert old.game.heard == [(None, "hello")]


async def test_a_race_is_over_laps_and_their_number_is_this_titles_own(evening: Evening) -> None:
    evening.game.next_attributes |= {"Race1Length": 7}
    evening.game.to_lobby()
    evening.race()
    snapshot = (await evening.world.look()).snapshot
    assert snapshot.stage is not None
    assert (snapshot.stage.name, snapshot.stage.laps) == ("Race", 7)
    evening.lap("Ann")
    evening.game.finish()
    await evening.read()
    result = evening.results[-1]
    assert (result.kind, result.laps, result.minutes) == (StageKind.RACE, 7, None)


async def test_bits_that_mean_something_else_here_make_no_race_a_timed_one(evening: Evening) -> None:
    others = sum(value for value, name in PC1_FLAGS if name != "TIMED_RACE")
    for flags, expected in ((others, (12, None)), (FLAGS | TIMED_RACE, (None, 12))):
        evening.game.next_attributes |= {"Flags": flags}
        evening.game.to_lobby()
        evening.race()
        evening.lap("Ann")
        evening.game.finish()
        await evening.read()
        assert (evening.results[-1].laps, evening.results[-1].minutes) == expected


async def test_qualifying_ends_with_its_results_although_people_drive_on(evening: Evening) -> None:
    evening.game.load_race(ai=1)
    evening.game.stage("Qualifying")
    evening.lap("Bob", 91_000)
    evening.lap("Ann", 92_000)
    evening.world.clock.now += 100
    evening.game.end_stage()
    ended = evening.world.now()
    evening.world.clock.now += 25
    evening.lap("Ann", 80_000)
    evening.world.clock.now += 5
    evening.game.begin_stage("Race1")
    await evening.read()
    result = evening.results[-1]
    assert (result.kind, result.ending, result.ended_at) == (StageKind.QUALIFYING, Ending.FLAG, ended)
    assert [(row.driver.name, row.finish, row.best_ms, row.total_ms) for row in result.rows[:2]] == [
        ("Bob", Finish.FINISHED, 91_000, None),
        ("Ann", Finish.FINISHED, 92_000, None),
    ]
    assert {lap.kind for lap in evening.laps} == {StageKind.QUALIFYING}


def raw_stages() -> list[tuple[StageKind, list[dict[str, Any]]]]:
    """Return what the log itself has as results, stage by stage, with the names of the cars."""
    asked = RECORDINGS["pc1"]
    names: dict[int, str] = {}
    rows: list[dict[str, Any]] = []
    stages = []
    stage = "Practice1"
    for event in record(asked.title, asked.seed, asked.events, **asked.attributes):
        values = event["attributes"]
        match event["name"]:
            case "ParticipantCreated":
                names[event["participantid"]] = values["Name"]
            case "Results":
                rows.append({**values, "name": names[event["participantid"]]})
            case "StageChanged":
                if rows:
                    stages.append((KINDS[stage], rows))
                stage, rows = values["NewStage"], []
    return stages


def test_each_stage_of_a_weekend_is_told_as_its_own_results_say() -> None:
    told = list(clean_pass("pc1").heard.results.values())
    raw = raw_stages()
    assert [result.kind for result in told] == [kind for kind, _ in raw]
    assert len(told) == 6
    for result, (kind, rows) in zip(told, raw, strict=True):
        compare(result, kind, rows)


def compare(result: StageResult, kind: StageKind, rows: list[dict[str, Any]]) -> None:
    """Check one result against the rows of the log."""
    shown = {row.driver.name: row for row in result.rows}
    by_name = {row["name"]: row for row in rows}
    missing = [row.finish for name, row in shown.items() if name not in by_name]
    assert set(missing) <= {Finish.LEFT}
    assert by_name.keys() <= shown.keys()
    for name, row in by_name.items():
        assert (shown[name].laps, shown[name].best_ms or 0) == (row["Lap"], row["FastestLapTime"])
        assert (shown[name].total_ms or 0) == row["TotalTime"]
    order = [row.driver.name for row in result.rows if row.driver.name in by_name]
    finished = [row["name"] for row in rows if kind is not StageKind.RACE or row["State"] == "Finished"]
    assert order[: len(finished)] == finished
    if kind is not StageKind.RACE:
        assert {shown[name].finish for name in by_name} == {Finish.FINISHED}
        assert {row["State"] for row in rows} <= {"Racing", "InGarage"}
