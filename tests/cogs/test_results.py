"""/results and the buttons below a result, used by people at the local Discord."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.errors import BadValue
from cogs.results import day_meant
from tests.bot.driving import ANN, BEN, HILL, NOON, row
from tests.bot.ui.results import STEAM, duel, race
from tests.bot.ui.test_result_posts import ended, posts
from tests.evening import Evening

LATE = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("today", date(2026, 3, 2)), (" Yesterday", date(2026, 3, 1)), ("2025-12-31", date(2025, 12, 31))],
)
def test_a_day_is_meant_where_the_community_lives(asked: str, meant: date) -> None:
    assert day_meant(asked, LATE, BERLIN) == meant


@pytest.mark.parametrize("asked", ["tomorrow?", "31.12.2025", "2026-02-30", "0000-01-01"])
def test_nonsense_for_a_day_is_answered_with_what_is_expected(asked: str) -> None:
    with pytest.raises(BadValue, match="such as 2026-03-01"):
        day_meant(asked, LATE, BERLIN)


async def test_the_newest_come_first_and_the_older_ones_are_a_press_away(story: Evening) -> None:
    await ended(story, *(replace(duel(), ref=f"0:{number}", stage=f"Race {number}") for number in range(12)))
    tom = story.person("tom")
    answer = await tom.slash("results")
    assert answer.message.ephemeral
    stages = [
        line.partition("**")[2].partition(" ")[2].partition(" ")[0] for line in answer.text.splitlines()
    ]
    assert stages[1:] == [str(number) for number in range(11, 1, -1)]
    older = await tom.press(answer.message, label="Older")
    assert "Race 1 " in older.text
    assert "Race 2 " not in older.text
    newer = await tom.press(answer.message, label="Newer")
    assert "Race 11 " in newer.text


async def test_one_of_the_list_is_opened_with_its_picture_and_files(story: Evening) -> None:
    await ended(story, duel())
    tom = story.person("tom")
    listed = await tom.slash("results")
    [option] = listed.message.components[0]["components"][0]["options"]
    opened = await tom.choose(listed.message, option["label"])
    assert "Won by **Ann**" in opened.text
    assert opened.message.ephemeral
    assert opened.message.files[0].content_type == "image/png"
    details = await tom.press(opened.message, label="Details")
    assert "ahead" in details.text


async def test_results_are_found_by_server_track_and_day_even_of_a_server_that_is_gone(
    story: Evening,
) -> None:
    hill = replace(duel(), ref="0:2", track=HILL, stage="Climb", ended_at=NOON - timedelta(days=1))
    await ended(story, duel(), hill)
    await ended(story, replace(duel(), stage="Old race"), server="long gone")
    tom = story.person("tom")
    gone = await tom.slash("results", server="long gone")
    assert "Old race" in gone.text
    assert "Climb" not in gone.text
    day = await tom.slash("results", server="paddock", date="2026-02-28")
    assert "Climb" in day.text
    assert "Race " not in day.text.replace("Results", "")
    nothing = await tom.slash("results", server="nobody")
    assert "No result" in nothing.text
    wrong = await tom.slash("results", date="someday")
    assert "`date` must be" in wrong.text


async def test_the_buttons_below_a_post_give_everybody_the_details_and_files(story: Evening) -> None:
    await ended(story, duel())
    await story.discord.until(lambda: posts(story), timeout=10)
    [post] = posts(story)
    await story.stop()
    await story.start()  # the buttons outlive the run that made them
    tom = story.person("tom")
    details = await tom.press(post, label="Details")
    assert details.message.ephemeral
    assert "ahead" in details.text
    table = await tom.press(post, label="CSV")
    [file] = table.message.files
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert [line["driver"] for line in rows] == ["Ann", "Ben"]
    told = await tom.press(post, label="JSON")
    assert json.loads(told.message.files[0].content)["order"][1]["gap_ms"] == 2000
    for content in (details.text.encode(), file.content, told.message.files[0].content):
        assert STEAM.encode() not in content


async def test_a_list_from_before_a_restart_says_that_it_is_over(story: Evening) -> None:
    await ended(story, race(row(ANN), row(BEN)))
    tom = story.person("tom")
    listed = await tom.slash("results")
    await story.stop()
    await story.start()
    [option] = listed.message.components[0]["components"][0]["options"]
    answer = await tom.choose(listed.message, option["label"])
    assert "over" in answer.text
