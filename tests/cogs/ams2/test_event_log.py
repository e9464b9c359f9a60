"""Where to go on in the log, and what its events tell."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.events import Departure, Event, PlayerJoined, PlayerLeft, PlayerSaid, StageChanged
from bot.domain.look import Position
from bot.domain.snapshot import Identity, Player
from cogs.ams2 import log_events
from cogs.ams2.event_log import (
    Session,
    after,
    ahead_of,
    began_anew,
    departure,
    handle_of,
    identity_of,
    read,
    session_before,
)
from cogs.ams2.event_pages import Page
from cogs.ams2.log_events import LogEvent


def event(index: int, name: str = "Lap", time: int = 100, refid: int | None = None, **more: str) -> LogEvent:
    return log_events.read({"index": index, "time": time, "name": name, "refid": refid, "attributes": more})


def page(first: int, count: int, *events: LogEvent) -> Page:
    return Page(first=first, count=count, events=list(events))


def stages(session: Session, *changes: tuple[str, str]) -> list[str]:
    """Return the stages that people are told when the log tells *changes*."""
    events = [event(at, name, NewState=new, NewStage=new) for at, (name, new) in enumerate(changes)]
    return [one.stage for one in read(session, events)[1] if isinstance(one, StageChanged)]


@pytest.mark.parametrize(
    ("position", "seen", "anew"),
    [
        (Position(epoch=0, index=10, mark="100:Lap"), page(0, 10, event(9)), False),
        (Position(epoch=0, index=10, mark="100:Lap"), page(0, 9), True),
        (Position(epoch=0, index=10, mark="100:Lap"), page(0, 30, event(9, time=200), event(10)), True),
        (Position(epoch=0, index=10, mark="100:Lap"), page(0, 30, event(9, "Sector"), event(10)), True),
        (Position(epoch=0, index=10), page(0, 30, event(9, "Sector"), event(10)), False),
        (Position(epoch=0, index=10, mark="100:Lap"), page(20, 30), False),
        (Position(epoch=0, index=0), page(0, 0), False),
        (Position(epoch=0, index=0), page(0, 5, event(0)), False),
    ],
    ids=[
        "nothing new",
        "shorter than before",
        "grown past, other time",
        "grown past, other name",
        "no mark yet",
        "overrun",
        "empty",
        "from the start",
    ],
)
def test_a_log_that_began_anew_is_noticed(position: Position, seen: Page, anew: bool) -> None:
    assert began_anew(position, seen) is anew


@pytest.mark.parametrize(
    ("position", "seen", "expected"),
    [
        (Position(epoch=3, index=10, mark="m"), page(0, 10, event(9)), (10, "m")),
        (Position(epoch=3, index=10), page(0, 10, event(9)), (10, "100:Lap")),
        (
            Position(epoch=3, index=10, mark="m"),
            page(0, 12, event(9), event(10), event(11, "Sector")),
            (12, "100:Sector"),
        ),
        (Position(epoch=3, index=10, mark="m"), page(0, 0), (10, "m")),
    ],
    ids=["stays", "takes up its mark", "moves", "nothing there"],
)
def test_the_position_moves_behind_the_last_event(
    position: Position, seen: Page, expected: tuple[int, str]
) -> None:
    moved = after(position, seen)
    assert (moved.epoch, moved.index, moved.mark) == (3, *expected)


@pytest.mark.parametrize(
    ("number", "words", "how"),
    [
        (1, "left", Departure.LEFT),
        (0, "disconnected", Departure.LOST),
        (2, "kicked", Departure.KICKED),
        (2, "left", Departure.KICKED),
        (3, "", Departure.LOST),
        (5, "", Departure.LOST),
        (0, "Left", Departure.LEFT),
        (0, "auth failed", Departure.UNKNOWN),
        (4, "join cancelled", Departure.UNKNOWN),
        (0, "", Departure.UNKNOWN),
    ],
)
def test_a_departure_is_told_as_far_as_it_is_known(number: int, words: str, how: Departure) -> None:
    assert departure(number, words) is how


@pytest.mark.parametrize(("refid", "handle"), [(1, "1"), (65412, "65412"), (-124, "65412"), (0, "0")])
def test_a_handle_is_the_unsigned_refid(refid: int, handle: str) -> None:
    assert handle_of(refid) == handle


@pytest.mark.parametrize(
    ("steamid", "identity"),
    [
        ("76561190000001009", Identity("steam", "76561190000001009")),
        ("0", None),
        ("", None),
        ("S76561190000001009", None),
        ("٧٦٥", None),
        ("9" * 20, Identity("steam", "9" * 20)),
        ("9" * 21, None),
        ("9" * 5000, None),
    ],
)
def test_only_a_number_is_a_steam_identity(steamid: str, identity: Identity | None) -> None:
    assert identity_of(steamid) == identity


def test_people_are_told_in_the_order_of_the_log() -> None:
    at = datetime.fromtimestamp(100, UTC)
    events = [
        event(0, "PlayerJoined", refid=7, Name="Ann", SteamId="76561190000001009"),
        event(1, "Authenticated", refid=7),
        event(2, "PlayerChat", refid=7, Message="hi"),
        event(3, "PlayerLeft", refid=7, Reason="left", GameReasonId="1"),
        event(4, "PlayerChat", Message="from nobody"),
        event(5, "SomethingNew", refid=7),
    ]
    ann = Player(handle="7", name="Ann", identity=Identity("steam", "76561190000001009"))
    expected: tuple[Event, ...] = (
        PlayerJoined(at=at, player=ann),
        PlayerSaid(at=at, handle="7", text="hi"),
        PlayerLeft(at=at, handle="7", how=Departure.LEFT),
    )
    assert read(Session(), events)[1] == expected


STATE, STAGE = "StateChanged", "StageChanged"


def test_a_race_evening_is_told_stage_by_stage() -> None:
    assert stages(
        Session(),
        ("SessionCreated", ""),
        (STATE, "Lobby"),
        (STATE, "Loading"),
        (STATE, "Race"),
        (STAGE, "Practice2"),
        (STAGE, "Qualifying1"),
        (STATE, "PostRace"),
        (STAGE, "Race1"),
        (STATE, "Race"),
        (STATE, "PostRace"),
        (STATE, "Returning"),
        (STATE, "Lobby"),
        (STAGE, "Practice1"),
        ("SessionDestroyed", ""),
        ("SessionCreated", ""),
        (STATE, "Lobby"),
    ) == [
        "Lobby",
        "Practice",
        "Qualifying",
        "Qualifying finished",
        "Race",
        "Race finished",
        "Lobby",
        "Lobby",
    ]


def test_a_stage_without_length_is_passed_in_silence_while_loading() -> None:
    changes = ((STATE, "Loading"), (STAGE, "Qualifying1"), (STATE, "Race"))
    assert stages(Session("Lobby", "Practice1"), *changes) == ["Qualifying"]


def test_what_began_before_the_bot_came_is_not_guessed() -> None:
    assert stages(Session(), (STATE, "Race")) == []
    assert stages(Session(), (STAGE, "Race1"), (STATE, "PostRace")) == ["Race", "Race finished"]


@pytest.mark.parametrize(
    ("theirs", "seconds"), [(0, 0), (1000, 0), (995, 0), (1005, 0), (994, 6), (1006, -6), (1, 999)]
)
def test_a_clock_is_off_by_what_neither_the_way_nor_whole_seconds_explain(theirs: int, seconds: int) -> None:
    assert ahead_of(theirs, datetime.fromtimestamp(1000, UTC)) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("changes", "before"),
    [
        ([], Session("s", "t")),
        ([(STATE, "Lobby", "Race")], Session("Lobby", "t")),
        ([(STAGE, "Race1", "Practice1")], Session("s", "Race1")),
        ([(STATE, "Lobby", "Loading"), (STATE, "Loading", "Race")], Session("Lobby", "t")),
        ([(STATE, "Race", "PostRace"), (STAGE, "Race1", "Practice1")], Session("Race", "Race1")),
        ([("SessionDestroyed", "", ""), (STATE, "None", "Lobby")], Session("s", "t")),
        ([(STATE, "", "Race")], Session("s", "t")),
    ],
)
def test_the_session_before_is_what_the_first_changes_tell(
    changes: list[tuple[str, str, str]], before: Session
) -> None:
    events = [
        event(at, name, PreviousState=old, PreviousStage=old, NewState=new, NewStage=new)
        for at, (name, old, new) in enumerate(changes)
    ]
    assert session_before(events, Session("s", "t")) == before
