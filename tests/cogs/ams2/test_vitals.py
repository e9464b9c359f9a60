"""How a server is, as its operator wants to know it: asked over HTTP, told in words."""

from datetime import timedelta

import pytest

from bot import http
from cogs.ams2.event_pages import Page
from cogs.ams2.log_events import LogEvent
from cogs.ams2.payloads import Performance, Ring
from cogs.ams2.ticks import in_words
from cogs.ams2.vitals import judged_ring, skew_words
from sandbox.games.ams2 import titles
from tests.cogs.ams2.world import Paddock, paddock

ASKED = {
    "Build": "api/version",
    "Ticks": "api/performance",
    "Methods": "api/help",
    "Event log": "api/log/overview",
    "Clock": "api/session/status",
}


@pytest.fixture(autouse=True)
def long_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take no answer of a busy machine for one that does not come; only a server that hangs costs time."""
    monkeypatch.setattr(http, "READ_DEADLINE", 5.0)


async def vitals_of(world: Paddock) -> dict[str, str]:
    return {fact.label: fact.value for fact in await world.backend.vitals(world.server)}


async def test_a_healthy_server_is_good_all_over(world: Paddock) -> None:
    world.join("Ann")
    world.game.load_race(ai=3)
    await world.look_with_names()
    world.clock.now += 90
    vitals = await vitals_of(world)
    assert vitals["Build"].startswith("build 1, protocol 90, Lua 3.1; it answered in ")
    assert "good: the latest ticks are at 43% of the worst" in vitals["Ticks"]
    assert vitals["Methods"] == "45; the bot misses none"
    assert "none is forgotten yet: good" in vitals["Event log"]
    assert vitals["Clock"] == "right: good"
    assert vitals["Grid"] == "32 cars on a track for 32: good"
    assert vitals["Lists"].startswith("read 1 min 30 s ago")
    assert "109 session attributes, 21 kinds of event, 14 enums" in vitals["Lists"]
    assert vitals["Not in its lists"] == "nothing since the bot started: good"
    assert "not good" not in str(vitals)


async def test_project_cars_says_what_it_lacks() -> None:
    async with paddock(title=titles.PC1) as old:
        old.join("Ann")
        await old.look_with_names()
        vitals = await vitals_of(old)
    assert vitals["Build"].startswith("build 87, protocol 135, Lua 3.1")
    assert vitals["Methods"].startswith("32; it cannot advance the session, restart the session")
    assert "63 session attributes, 19 kinds of event, 7 enums" in vitals["Lists"]
    assert vitals["Not in its lists"] == "nothing since the bot started: good"


@pytest.mark.parametrize("kind", ["403", "500", "html", "hang", "truncated", "wrong_types", "empty_object"])
@pytest.mark.parametrize("label", ASKED)
async def test_what_cannot_be_asked_leaves_the_others_as_they_are(
    world: Paddock, label: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.look_with_names()
    sound = await vitals_of(world)
    if kind == "hang":
        monkeypatch.setattr(http, "READ_DEADLINE", 1.0)
    world.game.faults.add(ASKED[label], kind, times=None)
    spoiled = await vitals_of(world)
    assert spoiled.keys() == sound.keys()
    failed = {name for name, words in spoiled.items() if words.startswith("could not be asked: ")}
    assert failed == {label}
    assert not any(secret in str(spoiled) for secret in world.secrets)


async def test_asking_changes_nothing(world: Paddock) -> None:
    world.join("Ann")
    await world.look_with_names()
    before, at = world.game.log.overview(), len(world.game.asked)
    await world.backend.vitals("")
    assert world.game.log.overview() == before
    paths = {path for path, _ in world.game.asked[at:]}
    assert paths == {f"/{path}" for path in (*ASKED.values(), "api/log/range")}


async def test_a_clock_that_is_off_is_told_with_its_direction(world: Paddock) -> None:
    world.ahead = 95
    await world.look_with_names()
    assert (await vitals_of(world))["Clock"].startswith("1 min 35 s behind: not good")
    assert skew_words(3600).startswith("1 h ahead: not good")


async def test_a_grid_that_is_too_large_for_the_track_is_told(world: Paddock) -> None:
    world.join("Ann")
    await world.look_with_names()
    world.game.attributes["GridSize"] = 40
    assert (await vitals_of(world))["Grid"].startswith("40 cars on a track for 32: not good")


async def test_a_ring_that_forgets_sooner_than_the_bot_comes_back_is_told() -> None:
    async with paddock(ring_size=40) as small:
        small.join("Ann")
        for _ in range(60):
            small.clock.now += 1
            small.game.flood(1)
        await small.look_with_names()
        words = (await vitals_of(small))["Event log"]
    assert words.startswith("40 events from number 24 on, lately 1 a second, so it reaches 39 s back")
    assert words.endswith("the bot looks every 5 s: not good, raise eventsLogSize in server.cfg")


@pytest.mark.parametrize(
    ("ring", "seconds", "judged"),
    [
        (Ring(first=0, count=0), [], "0 events from number 0 on: good"),
        (Ring(first=7, count=1), [5], "1 events from number 7 on: good"),
        (Ring(first=9, count=1000), [0, 50, 100], "reaches 9 h 15 min back; the bot looks every 5 s: good"),
        (Ring(first=9, count=10**15), [0, 2**33 - 1], "reaches 365 d back; the bot looks every 5 s: good"),
    ],
)
def test_a_log_is_judged_by_how_far_it_reaches_back(ring: Ring, seconds: list[int], judged: str) -> None:
    events = [LogEvent(index=at, time=time, name="Lap") for at, time in enumerate(seconds)]
    page = Page(first=ring.first, count=ring.count, events=events)
    assert judged_ring(ring, page, timedelta(seconds=5)).endswith(judged)


@pytest.mark.parametrize(
    ("now", "worst", "words"),
    [
        ({"100": {"mean": 95}}, {"100": {"mean": 100}}, "not good, unless it started just now: "),
        ({"100": {"mean": 80}}, {"100": {"mean": 100}}, "busy: the latest ticks are at 80% of the worst"),
        (
            {"100": {"mean": 2}, "10": {"mean": 1.5}},
            {"10": {"mean": 3}},
            "now/worst of 10: mean 1.5/3; of 100: mean 2",
        ),
        ({"100": {"mean": 2}}, {}, "nothing to compare; now/worst of 100: mean 2"),
        (
            {"100": {"n": 100, "odd": "x", "more": {"a": 1}, "is": True, "nan": float("nan")}},
            {},
            "no counters",
        ),
        ({"x": [], "y": None, "100": {"huge": 10**400}}, {"100": 7}, "no counters"),
        ({}, {}, "it tells no counters"),
    ],
)
def test_ticks_are_compared_with_the_worst_of_the_same_length(
    now: dict[str, object], worst: dict[str, object], words: str
) -> None:
    assert words in in_words(Performance(tick_recent=now, tick_worst=worst))
