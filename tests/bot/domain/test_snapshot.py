"""Looks: equal when they show the same, steady where only a clock wobbled, silent about identities."""

from datetime import UTC, datetime, timedelta

from bot.domain.events import PlayerJoined, PlayerLeft, StageChanged, diff
from bot.domain.snapshot import Identity, Player, Snapshot, Stage, steady

NOW = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
ANN, BEN = Player(handle="1", name="Ann"), Player(handle="2", name="Ben")


def look(*players: Player, stage: Stage | None = None, later: float = 0) -> Snapshot:
    return Snapshot(at=NOW + timedelta(seconds=later), title="Paddock", players=players, stage=stage)


def test_two_looks_that_show_the_same_are_equal_whenever_they_were_made() -> None:
    assert look(ANN) == look(ANN, later=60)


def test_a_stage_keeps_its_end_when_it_moves_by_a_clocks_jitter() -> None:
    old = look(stage=Stage(name="Practice", ends_at=NOW))
    new = look(stage=Stage(name="Practice", ends_at=NOW + timedelta(seconds=2)))
    assert steady(old, new) == old


def test_a_stage_that_is_really_longer_ends_later() -> None:
    old = look(stage=Stage(name="Practice", ends_at=NOW))
    new = look(stage=Stage(name="Practice", ends_at=NOW + timedelta(seconds=60)))
    assert steady(old, new) is new


def test_another_stage_has_its_own_end() -> None:
    old = look(stage=Stage(name="Practice", ends_at=NOW))
    new = look(stage=Stage(name="Race", ends_at=NOW + timedelta(seconds=2)))
    assert steady(old, new) is new


def test_the_difference_of_two_looks_tells_who_came_who_went_and_what_began() -> None:
    events = list(diff(look(ANN, stage=Stage(name="Day")), look(BEN, stage=Stage(name="Night"))))
    assert [type(event) for event in events] == [PlayerJoined, PlayerLeft, StageChanged]


def test_two_equal_looks_differ_in_nothing() -> None:
    assert list(diff(look(ANN), look(ANN, later=5))) == []


def test_an_identitys_key_is_not_shown() -> None:
    assert "76561190000001009" not in repr(Identity("steam", "76561190000001009"))
