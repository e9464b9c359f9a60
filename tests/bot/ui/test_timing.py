"""What the timing board shows of a stage while it is driven."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from bot.domain.health import Condition, Health
from bot.domain.places import Place
from bot.domain.racing import Car, Driver, Finish, StageKind, Track
from bot.domain.snapshot import Identity, Snapshot, Stage
from bot.domain.timing import Pace, SectorTime, Timing, TimingRow
from bot.services.servers import Server
from bot.ui.timing import timing_embed

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
GT3 = Car("1", "Mercedes-AMG GT3 Evo", "GT3")
SECTORS = (
    SectorTime(31_000, Pace.FASTEST),
    SectorTime(40_000, Pace.PERSONAL),
    SectorTime(35_000, Pace.SLOWER),
)
HOSTILE = "[a](http://x) **@everyone** <@1> `\u202e" + "_" * 40


def row(place: int, name: str = "Ann", *, is_ai: bool = False, **more: object) -> TimingRow:
    identity = None if is_ai else Identity("steam", f"7656119{place:010}")
    return replace(
        TimingRow(place=place, driver=Driver(name, identity, is_ai), car=GT3, laps=5),
        **more,  # type: ignore[arg-type] # each test names fields of the row
    )


def timing(*rows: TimingRow, kind: StageKind = StageKind.RACE) -> Timing:
    return Timing(
        kind=kind, stage="Race 1", track=Track("9", "Interlagos GP"), rows=rows, laps=12, laps_left=7
    )


def server(seen: Timing | None, *, hides_ai: bool = False, condition: Condition = Condition.LIVE) -> Server:
    return Server(
        name="paddock",
        inner="",
        source=SimpleNamespace(hides_ai=hides_ai),  # type: ignore[arg-type] # a presenter asks no more of it
        place=Place(),
        health=Health(condition=condition, since=NOON),
        snapshot=Snapshot(at=NOON, title="Paddock"),
        timing=seen,
        seen_at=NOON,
    )


def shown(seen: Timing, members: dict[Identity, int] | None = None, *, hides_ai: bool = False) -> str:
    embed = timing_embed(server(seen, hides_ai=hides_ai), members or {})
    assert embed is not None
    return f"{embed.title}\n{embed.description}\n{embed.footer.text}"


def test_nothing_is_shown_while_nothing_is_driven() -> None:
    assert timing_embed(server(None), {}) is None


def test_a_race_shows_gaps_laps_sectors_and_stops() -> None:
    leader = row(1, best_ms=101_900, best_pace=Pace.FASTEST, last_ms=102_345, sectors=SECTORS, pit_stops=2)
    text = shown(
        timing(
            leader,
            row(2, "Bo", gap_ms=1_234, interval_ms=1_234),
            row(3, "Cy", gap_ms=61_000, interval_ms=59_766, in_pits=True),
            row(4, "Di", laps_behind=1),
            row(5, "Ed", laps_behind=2, finish=Finish.DNF),
        )
    )
    assert "Paddock" in text
    assert "**Race 1** \N{MIDDLE DOT} Interlagos GP \N{MIDDLE DOT} **7** of 12 laps left" in text
    assert "` 1` **Ann**\n" in text
    assert "🟪🟩🟨 last 1:42.345 \N{MIDDLE DOT} best 🟪1:41.900 \N{MIDDLE DOT} 2 stops" in text
    assert "` 2` **Bo** +1.234\n" in text
    assert "` 3` **Cy** +1:01.000 (+59.766) **PIT**" in text
    assert "` 4` **Di** +1 lap\n" in text
    assert "` 5` **Ed** +2 laps **did not finish**" in text


@pytest.mark.parametrize("kind", [StageKind.PRACTICE, StageKind.QUALIFYING])
def test_practice_and_qualifying_are_ordered_by_best_laps(kind: StageKind) -> None:
    text = shown(
        timing(
            row(1, "Slow", best_ms=103_000, gap_ms=0),
            row(2, "None yet"),
            row(3, "Fast", best_ms=101_000),
            row(4, "Middle", best_ms=102_000),
            kind=kind,
        )
    )
    assert "` 1` **Fast**\n" in text
    assert "` 2` **Middle** +1.000\n" in text
    assert "` 3` **Slow** +2.000 (+1.000)\n" in text
    assert "` 4` **None yet**\n" in text


def test_the_computers_cars_can_be_left_out_and_are_counted() -> None:
    seen = timing(row(1), row(2, "Bot", is_ai=True), row(3, "Cy", gap_ms=5_000, interval_ms=1_000))
    assert "\N{ROBOT FACE} **Bot**" in shown(seen)
    text = shown(seen, hides_ai=True)
    assert "Bot" not in text
    assert "` 3` **Cy** +5.000\n" in text + "\n"  # its gap to a car that is not shown would mislead
    assert "and 1 AI" in text


def test_the_end_is_counted_by_the_readers_client() -> None:
    seen = replace(timing(row(1)), laps=None, laps_left=None, ends_at=NOON)
    assert f"ends <t:{int(NOON.timestamp())}:R>" in shown(seen)


def test_a_silent_server_shows_how_it_stood() -> None:
    embed = timing_embed(server(timing(row(1)), condition=Condition.LOST), {})
    assert embed is not None
    assert f"this is how it stood at <t:{int(NOON.timestamp())}:t>" in (embed.description or "")


@pytest.mark.parametrize("linked", [True, False])
@pytest.mark.parametrize("name", ["Ann", "driver number %d with a name", HOSTILE])
@pytest.mark.parametrize("kind", list(StageKind))
def test_a_full_grid_is_shown_whole(kind: StageKind, name: str, *, linked: bool) -> None:
    rows = [
        row(
            place,
            name.replace("%d", str(place)),
            best_ms=599_999 - place,
            last_ms=599_999,
            gap_ms=600_000,
            interval_ms=599_999,
            best_pace=Pace.FASTEST,
            sectors=SECTORS,
            pit_stops=12,
            finish=Finish.DISQUALIFIED,
        )
        for place in range(1, 35)
    ]
    members = {one.driver.identity: 10**18 for one in rows if one.driver.identity} if linked else {}
    embed = timing_embed(server(timing(*rows, kind=kind)), members)
    assert embed is not None
    text = embed.description or ""
    assert all(f"`{place:>2}`" in text for place in range(1, 35))
    assert len(text) <= 4096
    assert "7656119" not in text
    assert "@everyone" not in text
    assert "](http" not in text


def test_members_are_mentioned_while_there_is_room() -> None:
    one = row(1)
    assert one.driver.identity
    assert "<@42>" in shown(timing(one), {one.driver.identity: 42})


def test_an_end_that_wanders_by_a_second_is_no_change() -> None:
    stage = Stage(name="Race 1", ends_at=NOON)
    embeds = []
    for second in range(2):
        one = server(replace(timing(row(1)), ends_at=NOON + timedelta(seconds=second)))
        one.snapshot = Snapshot(at=NOON, title="Paddock", stage=stage)
        embeds.append(timing_embed(one, {}))
    assert embeds[0] == embeds[1]


def test_equal_timing_gives_an_equal_embed() -> None:
    first, second = (timing_embed(server(timing(row(1), row(2))), {}) for _ in range(2))
    assert first == second
