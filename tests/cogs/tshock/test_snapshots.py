"""A Terraria world, as a board shows it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.snapshot import Fact, Identity
from cogs.tshock.payloads import PlayerEntry, Status, World
from cogs.tshock.snapshots import booted_at, hour_of, snapshot_of

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MIRA = PlayerEntry(nickname="Mira", username="mira_b", group="vip", active=True, team=3)


def facts(world: World) -> dict[str, str]:
    shown = snapshot_of("hall", Status(world="Emberfall"), world, None, NOON)
    return {fact.label: fact.value for fact in shown.facts}


def test_only_who_is_in_the_world_is_shown() -> None:
    status = Status(players=[MIRA, PlayerEntry(nickname="Coming", active=False), PlayerEntry()])
    [mira] = snapshot_of("hall", status, None, None, NOON).players
    assert (mira.name, mira.detail, mira.identity) == (
        "Mira",
        "blue team, vip",
        Identity("tshock:hall", "mira_b"),
    )


def test_who_is_not_logged_in_is_nobody_we_know() -> None:
    guests = [
        PlayerEntry(nickname=name, username=user, active=True) for name, user in (("A", ""), ("B", None))
    ]
    shown = snapshot_of("hall", Status(players=guests), None, None, NOON)
    assert [player.identity for player in shown.players] == [None, None]
    assert len({player.handle for player in shown.players}) == 2


def test_the_same_account_on_another_server_is_somebody_else() -> None:
    here, there = (snapshot_of(name, Status(players=[MIRA]), None, None, NOON) for name in ("hall", "cave"))
    assert here.players[0].identity != there.players[0].identity


@pytest.mark.parametrize(
    ("is_day", "time", "hour", "part"),
    [
        (True, 0.0, (4, 30), "morning"),
        (True, 15015.0, (8, 40), "morning"),
        (True, 31468.0, (13, 14), "afternoon"),
        (False, 0.0, (19, 30), "night"),
        (False, 32399.0, (4, 29), "night, after midnight"),
    ],
)
def test_the_games_clock_is_read(is_day: bool, time: float, hour: tuple[int, int], part: str) -> None:
    world = World(daytime=is_day, time=time)
    shown = hour_of(world)
    assert (shown.seconds // 3600, shown.seconds // 60 % 60) == hour
    assert facts(world)["Time"] == part


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ("4200*1200", "small, 4200\N{MULTIPLICATION SIGN}1200"),
        ("500*300", "500\N{MULTIPLICATION SIGN}300"),
        ("", None),
    ],
)
def test_a_world_has_a_size(size: str, shown: str | None) -> None:
    assert facts(World(size=size)).get("World") == shown


@pytest.mark.parametrize(
    ("uptime", "age"),
    [
        ("0.00:05:12", timedelta(minutes=5, seconds=12)),
        ("12.23:59:59", timedelta(days=13, seconds=-1)),
        ("01:00:00", timedelta(hours=1)),
        ("", None),
        ("soon", None),
    ],
)
def test_the_uptime_tells_when_the_server_began(uptime: str, age: timedelta | None) -> None:
    assert booted_at(uptime, NOON) == (None if age is None else NOON - age)


def test_what_goes_on_is_named() -> None:
    world = World(bloodmoon=True, invasionsize=80)
    shown = snapshot_of("hall", Status(serverpassword=True), world, NOON, NOON)
    assert shown.happenings == ("Blood moon", "Invasion")
    assert Fact("Started", at=NOON) in shown.facts
    assert Fact("To join", "needs a password") in shown.facts
