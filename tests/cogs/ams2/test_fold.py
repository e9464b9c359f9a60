"""Laps and incidents, rule by rule."""

import pytest

from bot.domain.racing import Car, Driver, IncidentKind, StageKind, Track
from bot.domain.snapshot import Identity
from cogs.ams2.log_events import Blank
from cogs.ams2.memory import Memory, recall
from tests.cogs.ams2.evening_log import STEAMIDS, Log

ANN = Driver("Ann", Identity("steam", STEAMIDS["Ann"]))
BOB = Driver("Bob", Identity("steam", STEAMIDS["Bob"]))


def test_a_lap_is_told_with_all_that_is_known_of_it() -> None:
    log = Log()
    log.race("Ann", ai=1)
    log.lap("Ann", 90_000, number=2, place=3)
    [lap] = log.laps
    assert (lap.ref, lap.stage_ref, lap.kind) == (f"0:{log.next - 1}", f"0:{log.next - 2}", StageKind.RACE)
    assert (lap.driver, lap.number, lap.ms, lap.place) == (ANN, 3, 90_000, 3)
    assert lap.sectors == (22_500, 22_500, 45_000)
    assert lap.track == Track("4294967289", "track 4294967289")
    assert lap.car == Car("4294967196", "car 4294967196")
    assert (lap.is_valid, lap.wet, lap.at.timestamp()) == (True, None, log.time)


def test_the_computers_cars_drive_no_laps_although_they_carry_the_hosts_number() -> None:
    log = Log()
    log.race("Ann", ai=2)
    log.lap("AI0", 90_000)
    assert log.laps == []


def test_a_person_without_a_steamid_drives_without_an_identity() -> None:
    log = Log()
    log.race("Cid")
    log.memory.people[7].steamid = "0"
    log.leave("Cid")
    log.add("PlayerJoined", 7, Name="Cid", SteamId="")
    log.seat("Cid")
    log.lap("Cid", 90_000)
    assert [lap.driver for lap in log.laps] == [Driver("Cid")]


@pytest.mark.parametrize(
    ("before", "counts", "is_valid"),
    [
        ((), 1, True),
        ((), 0, False),
        (("CutTrackStart",), 1, False),
        (("CutTrackStart", "CutTrackEnd"), 1, False),
        (("CutTrackEnd",), 1, False),
        (("Impact",), 1, True),
    ],
)
def test_a_lap_is_valid_when_it_counts_and_nothing_was_cut(
    before: tuple[str, ...], counts: int, is_valid: bool
) -> None:
    log = Log()
    log.race("Ann")
    for name in before:
        log.of_car(name, "Ann")
    log.lap("Ann", 90_000, counts=counts)
    log.lap("Ann", 90_000, number=1)
    assert [lap.is_valid for lap in log.laps] == [is_valid, True]


DAY = 24 * 3600 * 1000


@pytest.mark.parametrize(("ms", "told"), [(0, 0), (-5, 0), (2**32 - 1, 0), (DAY + 1, 0), (DAY, 1), (1, 1)])
def test_a_lap_without_a_sane_time_is_not_told(ms: int, told: int) -> None:
    log = Log()
    log.race("Ann")
    log.lap("Ann", ms)
    assert len(log.laps) == told


def test_a_lap_of_whose_place_nothing_is_known_has_none() -> None:
    log = Log()
    log.race("Ann")
    log.lap("Ann", 90_000, place=0)
    log.lap("Ann", 90_000, place=1)
    assert [lap.place for lap in log.laps] == [None, 1]


@pytest.mark.parametrize(("number", "ms"), [(1, 0), (2, -1), (4, 30_000), (-1, 30_000)])
def test_a_sector_of_an_out_lap_and_an_odd_one_are_no_times(number: int, ms: int) -> None:
    log = Log()
    log.race("Ann")
    log.of_car("Sector", "Ann", Lap=0, Sector=1, SectorTime=30_000, TotalTime=30_000, CountThisLapTimes=1)
    stage = log.memory.stage
    entry = stage.entry(log.cars["Ann"]) if stage else None
    assert entry is not None
    assert (entry.sectors, entry.passed, entry.totals, entry.bests[0]) == ([30_000], 1, [30_000], 30_000)
    log.of_car("Sector", "Ann", Lap=0, Sector=number, SectorTime=ms, TotalTime=31_000, CountThisLapTimes=1)
    assert (entry.sectors, entry.passed, entry.totals, entry.bests) == ([], 1, [30_000], [30_000, 0, 0])


def test_nothing_is_told_of_a_formation_lap() -> None:
    log = Log()
    log.load("Ann")
    log.stage("FormationLap")
    log.lap("Ann", 200_000)
    log.stage("Race1")
    log.lap("Ann", 90_000)
    assert [(lap.kind, lap.ms) for lap in log.laps] == [(StageKind.RACE, 90_000)]
    assert log.told == []


def test_an_impact_names_the_other_car_and_both_may_report_it() -> None:
    log = Log()
    log.race("Ann", "Bob", ai=2)
    log.of_car("Impact", "Ann", OtherParticipantId=log.cars["Bob"], CollisionMagnitude=400)
    log.of_car("Impact", "Bob", OtherParticipantId=-1, CollisionMagnitude=1000)
    log.of_car("Impact", "AI0", OtherParticipantId=log.cars["Bob"], CollisionMagnitude=300)
    log.of_car("Impact", "AI0", OtherParticipantId=log.cars["AI1"], CollisionMagnitude=300)
    told = [(one.kind, one.driver, one.other, one.weight) for one in log.incidents]
    cedar = Driver("Cedar 0", is_ai=True)
    assert told == [
        (IncidentKind.IMPACT, ANN, BOB, 400),
        (IncidentKind.IMPACT, BOB, None, 1000),
        (IncidentKind.IMPACT, cedar, BOB, 300),
    ]


@pytest.mark.parametrize(("value", "is_penalised"), [(101, True), (100, False), (0, False)])
def test_a_cut_is_told_at_its_end(value: int, is_penalised: bool) -> None:
    log = Log()
    log.race("Ann")
    log.of_car("CutTrackStart", "Ann")
    assert log.incidents == []
    log.of_car("CutTrackEnd", "Ann", SkippedTime=700, PenaltyValue=value, PenaltyThreshold=100)
    [cut] = log.incidents
    assert (cut.ref, cut.kind, cut.driver) == (f"0:{log.next - 1}", IncidentKind.CUT, ANN)
    assert (cut.weight, cut.is_penalised) == (700, is_penalised)
    log.lap("Ann", 90_000)
    assert len(log.incidents) == 1


def test_cuts_of_the_computers_cars_are_not_told() -> None:
    log = Log()
    log.race("Ann", ai=1)
    log.of_car("CutTrackStart", "AI0")
    log.of_car("CutTrackEnd", "AI0", SkippedTime=700)
    assert log.incidents == []


@pytest.mark.parametrize("ends", ["lap", "leave", "cut"])
def test_a_cut_that_never_ends_is_told_from_its_beginning(ends: str) -> None:
    log = Log()
    log.race("Ann", "Bob")
    log.of_car("CutTrackStart", "Ann")
    began = log.next - 1
    match ends:
        case "lap":
            log.lap("Ann", 90_000)
        case "leave":
            log.leave("Ann")
        case "cut":
            log.of_car("CutTrackStart", "Ann")
    [cut] = log.incidents
    assert (cut.ref, cut.weight, cut.driver) == (f"0:{began}", 0, ANN)


def test_a_cut_over_the_line_is_told_once_and_spoils_both_laps() -> None:
    log = Log()
    log.race("Ann")
    log.of_car("CutTrackStart", "Ann")
    log.lap("Ann", 90_000)
    log.of_car("CutTrackEnd", "Ann", SkippedTime=700)
    log.lap("Ann", 90_000, number=1)
    assert len(log.incidents) == 1
    assert [lap.is_valid for lap in log.laps] == [False, False]


def test_what_is_not_known_changes_nothing() -> None:
    log = Log()
    log.race("Ann")
    before = log.memory.dump()
    for name in ("SomethingNew", "Authenticated", "ServerChat", "SessionAdvance", "PlayerChat"):
        log.add(name, 5, 99, Anything="odd")
    assert log.memory.dump() == before


def test_a_memory_is_the_same_after_it_was_written_down() -> None:
    log = Log()
    log.race("Ann", "Bob", ai=3)
    log.of_car("CutTrackStart", "Ann")
    log.lap("Bob", 90_000)
    assert recall("paddock", log.memory.dump()) == log.memory


def test_a_memory_that_cannot_be_read_is_begun_afresh_and_told_to_the_operator(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert recall("paddock", '{"session": 5}') == recall("paddock", "{") == Memory()
    assert [record.getMessage()[:8] for record in caplog.records] == ["paddock:"] * 2
    assert recall("paddock", "") == Memory()
    assert len(caplog.records) == 2


@pytest.mark.parametrize(
    "name",
    [
        *(
            "PlayerJoined",
            "PlayerLeft",
            "ParticipantCreated",
            "ParticipantDestroyed",
            "Sector",
            "Lap",
            "State",
        ),
        *("Results", "Impact", "CutTrackStart", "CutTrackEnd"),
    ],
)
def test_an_event_that_does_not_say_of_whom_changes_nothing(name: str) -> None:
    log = Log()
    log.race("Ann")
    before = log.memory.dump()
    log.add(name, None, None, LapTime=90_000, SectorTime=30_000, NewState="Retired")
    assert log.memory.dump() == before
    assert (log.laps, log.incidents, log.told) == ([], [], [])


@pytest.mark.parametrize("name", ["SessionDestroyed", "SessionCreated"])
def test_nobody_of_a_session_is_in_the_next(name: str) -> None:
    log = Log()
    log.race("Ann", ai=1)
    log.add(name)
    assert (log.memory.seats, log.memory.people, log.memory.session.state) == ({}, {}, "None")


def test_whoever_left_is_forgotten_with_their_number() -> None:
    log = Log()
    log.race("Ann", "Bob")
    log.leave("Ann")
    assert list(log.memory.people) == [131]
    assert list(log.memory.seats) == [log.cars["Bob"]]


def test_a_car_that_is_destroyed_is_not_there_any_more() -> None:
    log = Log()
    log.race("Ann", "Bob")
    log.of_car("ParticipantDestroyed", "Ann")
    assert list(log.memory.seats) == [log.cars["Bob"]]
    log.state("Lobby")
    log.seat("Cid")
    log.of_car("ParticipantDestroyed", "Cid")
    assert log.memory.seats == {}


@pytest.mark.parametrize("state", ["Lobby", "Loading", "Returning"])
@pytest.mark.parametrize("name", ["Lap", "State", "Impact", "CutTrackStart", "CutTrackEnd"])
def test_nobody_drives_while_no_stage_runs(state: str, name: str) -> None:
    log = Log()
    log.load("Ann")
    log.state(state)
    before = log.memory.dump()
    log.of_car(name, "Ann", LapTime=90_000, NewState="Retired")
    assert (log.laps, log.incidents, log.memory.dump()) == ([], [], before)


def test_what_comes_after_the_flag_is_told_and_changes_no_result() -> None:
    log = Log()
    log.race("Ann", "Bob")
    log.lap("Ann", 90_000)
    log.state("PostRace")
    before = log.result
    log.of_car("Sector", "Ann", Lap=1, Sector=1, SectorTime=20_000, TotalTime=110_000, CountThisLapTimes=1)
    log.lap("Ann", 80_000, number=1)
    log.car_state("Ann", "Retired")
    log.of_car("Impact", "Ann")
    log.of_car("CutTrackStart", "Ann")
    log.leave("Bob")
    assert log.result == before
    assert [lap.ms for lap in log.laps] == [90_000, 80_000]
    stage = log.memory.stage
    assert stage is not None
    assert [entry.sectors for entry in stage.entries] == [[], []]


def test_an_event_that_cannot_be_read_changes_nothing() -> None:
    log = Log()
    log.race("Ann")
    before = log.memory.dump()
    log.fold.take(Blank(index=log.next, fault="odd"))
    assert log.memory.dump() == before
