"""Who is there, followed from event to event and held against what a look shows."""

from datetime import UTC, datetime

from bot.domain.events import Departure, PlayerJoined, PlayerLeft, PlayerSaid
from bot.domain.roster import follow, reconcile
from bot.domain.snapshot import Player

NOW = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
ANN, BEN = Player(handle="1", name="Ann"), Player(handle="2", name="Ben")


def test_whoever_leaves_is_named_although_the_log_gives_only_a_handle() -> None:
    roster, told = follow({"1": ANN}, [PlayerLeft(at=NOW, handle="1", how=Departure.LEFT)])
    assert roster == {}
    assert [one.player for one in told] == [ANN]


def test_somebody_who_comes_speaks_and_goes_between_two_looks_is_known_all_the_way() -> None:
    events = [
        PlayerJoined(at=NOW, player=BEN),
        PlayerSaid(at=NOW, handle="2", text="hi"),
        PlayerLeft(at=NOW, handle="2", how=Departure.LOST),
    ]
    roster, told = follow({}, events)
    assert roster == {}
    assert [one.player for one in told] == [BEN, BEN, BEN]


def test_a_departure_of_nobody_known_has_no_person() -> None:
    _, told = follow({}, [PlayerLeft(at=NOW, handle="9", how=Departure.LEFT)])
    assert told[0].player is None


def test_a_look_shows_people_whom_no_event_told_of() -> None:
    assert reconcile({}, [ANN], expected=()) == {"1": ANN}


def test_somebody_expected_stays_though_one_look_misses_them() -> None:
    assert reconcile({"1": ANN}, [BEN], expected={"1"}) == {"1": ANN, "2": BEN}


def test_somebody_not_expected_and_not_shown_is_gone() -> None:
    assert reconcile({"1": ANN}, [BEN], expected=()) == {"2": BEN}
