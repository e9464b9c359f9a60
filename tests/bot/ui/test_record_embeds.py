"""What /records and /laps show."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest

from bot.domain.racing import Car, Driver, StageKind, Track
from bot.domain.snapshot import Identity
from bot.services.records import DrivenLap, Record
from bot.ui.record_embeds import laps_pages, records_pages

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANN = Identity("steam", "76561190000000001")
TRACK, CAR = Track("1694", "Interlagos GP"), Car("7", "Mercedes-AMG GT3 Evo", "GT3")
HOSTILE = "[a](http://x) **@everyone** `\u202e" + "_" * 60


def record(ms: int, name: str = "Ann", **more: Any) -> Record:
    driver = Driver(name, ANN)
    one = Record(server="paddock", game="ams2", track=TRACK, car=CAR, driver=driver, ms=ms, at=NOON, wet=None)
    return replace(one, **more)


def lap(number: int, ms: int, **more: Any) -> DrivenLap:
    one = DrivenLap(
        server="paddock",
        game="ams2",
        at=NOON + timedelta(minutes=number),
        kind=StageKind.RACE,
        track=TRACK,
        car=CAR,
        driver=Driver("Ann", ANN),
        number=number,
        ms=ms,
        sectors=(31_000, 40_000, ms - 71_000),
        is_valid=True,
        wet=False,
    )
    return replace(one, **more)


def text(pages: list[discord.Embed]) -> str:
    return "\n".join(f"{page.title}\n{page.description}\n{page.footer.text}" for page in pages)


def test_records_are_shown_with_gaps_dates_and_members() -> None:
    found = [record(101_900), record(102_245, "Bo", driver=Driver("Bo"), wet=True)]
    shown = text(records_pages("Records on Interlagos GP", found, {ANN: 42}))
    assert f"` 1` **1:41.900** **Ann** <@42>\nMercedes-AMG GT3 Evo · <t:{int(NOON.timestamp())}:d>" in shown
    assert "` 2` **1:42.245** **Bo** +0.345" in shown
    assert "\N{UMBRELLA WITH RAIN DROPS} driven in the wet" in shown


def test_fifty_records_are_leafed_through_ten_by_ten() -> None:
    pages = records_pages("Records", [record(100_000 + number) for number in range(50)], {})
    assert [page.description and page.description.count("**Ann**") for page in pages] == [10] * 5
    assert "`50`" in text(pages[-1:])


def test_where_nobody_drove_that_is_said() -> None:
    assert "Nobody drove" in text(records_pages("Records", [], {}))
    assert "No lap" in text(laps_pages("Your laps", [], [], {}))


def test_laps_stand_under_the_stage_they_were_driven_in() -> None:
    laps = [
        lap(3, 101_900),
        lap(2, 102_245, is_valid=False),
        lap(1, 103_000, kind=StageKind.PRACTICE, wet=True),
    ]
    shown = text(laps_pages("Your laps", laps, [record(101_900)], {"paddock": "Paddock"}))
    when = f"<t:{int(laps[0].at.timestamp())}:d>"
    assert f"**Interlagos GP** · Mercedes-AMG GT3 Evo · race · {when}\n`  3` **1:41.900**" in shown
    assert "**1:41.900** 31.000 / 40.000 / 30.900 \N{WHITE MEDIUM STAR}" in shown
    assert "`  2` ~~1:42.245~~ invalid" in shown
    assert "· practice ·" in shown
    assert "32.000 \N{UMBRELLA WITH RAIN DROPS}" in shown


def test_an_invalid_lap_is_no_best_and_a_server_is_named_where_there_are_several() -> None:
    titles = {"paddock": "Paddock", "other": "Other"}
    shown = text(laps_pages("Laps", [lap(1, 90_000, is_valid=False)], [record(90_000)], titles))
    assert shown.count("\N{WHITE MEDIUM STAR}") == 1  # in the legend
    assert "· Paddock" in shown


@pytest.mark.parametrize("name", ["Ann", HOSTILE])
def test_pages_keep_within_limits_and_tell_no_identity(name: str) -> None:
    car, track = Car("7", name), Track("1", name)
    records = [record(599_999, name, driver=Driver(name, ANN), car=car, wet=True) for _ in range(50)]
    stages = list(StageKind)
    laps = [lap(n, 599_999, car=car, track=track, kind=stages[n % 3], server=name) for n in range(200)]
    pages = records_pages("Records", records, {ANN: 10**18})
    pages += laps_pages("Laps", laps, records, {name: name, "b": name})
    assert all(len(page) < 5700 and len(page.description or "") <= 4096 for page in pages)
    assert all("\N{HORIZONTAL ELLIPSIS}" not in (page.description or "")[-2:] for page in pages)
    shown = text(pages)
    assert "7656119" not in shown
    assert "@everyone" not in shown
    assert "](http" not in shown
