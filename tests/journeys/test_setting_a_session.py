"""Reading and changing a session's settings."""

import pytest

from tests.evening import Evening
from tests.settable import Settable, made_settable


@pytest.fixture
async def settable(story: Evening) -> Settable:
    """The server behind the story, once its commands are offered."""
    return await made_settable(story)


async def test_a_change_is_confirmed_from_old_to_new_and_answered_for_each(
    story: Evening, settable: Settable
) -> None:
    mona = story.person("mona")
    question = await mona.slash(
        "session set",
        setting1="Weather",
        value1="2",
        setting2="grid size",
        value2="30",
        reason="fun",
        copy_to_next=True,
    )
    assert "Clear → **Rain**" in question.text
    assert "20 → **30**" in question.text
    assert not settable.asked
    receipt = await mona.press(question.message, label="Change it")
    assert settable.asked == (({"Weather": "2", "Grid": "30"}, False, True),)
    assert "is **Rain** now" in receipt.text
    assert "**30** was not applied. It is 20. The game says no." in receipt.text
    await story.until_shown(
        "audit", "set **Weather = Rain, Grid size = 30**", "fun", "(not applied: Grid size)"
    )


async def test_the_next_session_is_set_apart(story: Evening, settable: Settable) -> None:
    mona = story.person("mona")
    question = await mona.slash("session next", setting1="Weather", value1="Rain", reason="fun")
    assert "next session" in question.text
    await mona.press(question.message, label="Change it")
    assert settable.asked == (({"Weather": "2"}, True, False),)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"setting1": "Host", "value1": "y"}, "from the list"),
        ({"setting1": "Grid", "value1": "a lot"}, "a whole number"),
        ({"setting1": "Weather", "value1": "2", "setting2": "Grid"}, "together with its value"),
        ({"setting1": "Weather", "value1": "2", "setting2": "weather", "value2": "1"}, "named once"),
    ],
)
@pytest.mark.usefixtures("settable")
async def test_what_cannot_be_meant_is_said_before_anything_is_asked(
    story: Evening, options: dict[str, str], words: str
) -> None:
    answer = await story.person("mona").slash("session set", reason="x", **options)
    assert words in answer.text


async def test_a_value_that_the_game_refuses_changes_nothing(story: Evening, settable: Settable) -> None:
    mona = story.person("mona")
    question = await mona.slash("session set", setting1="Grid", value1="13", reason="x")
    assert "Not done" in (await mona.press(question.message, label="Change it")).text
    assert settable.asked == ()


@pytest.mark.usefixtures("settable")
async def test_settings_and_their_values_are_offered_while_typing(story: Evening) -> None:
    mona = story.person("mona")
    settings = await mona.autocomplete("session set", {}, focused="setting1", typed="weat")
    assert [choice["value"] for choice in settings] == ["Weather"]
    values = await mona.autocomplete("session set", {"setting3": "Weather"}, focused="value3", typed="ra")
    assert [(choice["name"], choice["value"]) for choice in values] == [("Rain", "2")]


@pytest.mark.usefixtures("settable")
async def test_a_server_in_detail_leads_to_its_settings_and_staff_to_its_pages(story: Evening) -> None:
    tom, mona = story.person("tom"), story.person("mona")
    detail = await tom.slash("servers", server="paddock")
    assert "example.org" not in detail.text
    page = await tom.choose(detail.message, "Grid")
    assert "Grid size: **20** (from the next session on)" in page.text
    assert "Host: **x** \N{LOCK}" in page.text
    assert "Weather" not in page.text
    assert "status?a=%28b%29" in (await mona.slash("servers", server="paddock")).text
