"""A moderator sets the race of the simulated server: found by name, confirmed, applied, read back."""

from bot.domain.outcomes import Outcome
from tests.evening import Evening


async def open_the_lobby(story: Evening) -> None:
    story.paddock.join("Ann")
    await story.look()


async def names_of(story: Evening, chosen: dict[str, str], focused: str, typed: str) -> dict[str, str]:
    """Return what mona is offered, by what it stands for."""
    choices = await story.person("mona").autocomplete("session set", chosen, focused=focused, typed=typed)
    return {choice["value"]: choice["name"] for choice in choices}


async def test_two_settings_found_by_name_are_set_at_once_and_each_is_told(story: Evening) -> None:
    await open_the_lobby(story)
    settings = await names_of(story, {}, "setting1", "tra")
    assert settings["TrackId"] == "Track and cars: Track (now Interlagos GP)"
    tracks = await names_of(story, {"setting1": "TrackId"}, "value1", "spa")
    [(spa, name)] = tracks.items()
    assert name == "Spa Francorchamps 2022"
    mona = story.person("mona")
    question = await mona.slash(
        "session set", setting1="TrackId", value1=spa, setting2="grid size", value2="20", reason="round 3"
    )
    assert "Track: Interlagos GP → **Spa Francorchamps 2022**" in question.text
    assert "Grid size: 32 cars → **20 cars**" in question.text
    assert story.paddock.attributes["TrackId"] != int(spa)
    receipt = await mona.press(question.message, label="Change it")
    assert "Track is **Spa Francorchamps 2022** now." in receipt.text
    assert "Grid size: **20 cars** was not applied. It is 32 cars." in receipt.text
    assert "next session alone" in receipt.text
    assert story.paddock.attributes["TrackId"] == int(spa)
    await story.until_shown(
        "audit",
        "set **Track = Spa Francorchamps 2022, Grid size = 20 cars**",
        "round 3",
        "not applied: Grid size",
    )


async def test_a_flag_is_switched_by_its_name_and_shown_where_settings_are_read(story: Evening) -> None:
    await open_the_lobby(story)
    assert await names_of(story, {}, "setting1", "timed") == {
        "Flags.TIMED_RACE": "Flags: Timed race (now off)"
    }
    assert set(await names_of(story, {"setting1": "Timed race"}, "value1", "")) == {"on", "off"}
    mona = story.person("mona")
    question = await mona.slash("session set", setting1="Timed race", value1="on", reason="x")
    assert "Timed race is **on** now." in (await mona.press(question.message, label="Change it")).text
    await story.look()
    detail = await story.person("tom").slash("servers", server="paddock")
    assert "Timed race: **on**" in (await story.person("tom").choose(detail.message, "Flags")).text
    assert "Race length: **12 min**" in (await story.person("tom").choose(detail.message, "Race")).text


async def test_what_a_server_without_control_ignores_is_no_success_anywhere(story: Evening) -> None:
    story.paddock.controlled = False
    await open_the_lobby(story)
    mona = story.person("mona")
    question = await mona.slash("session set", setting1="Race length", value1="20", reason="x")
    receipt = await mona.press(question.message, label="Change it")
    assert "controlGameSetup" in receipt.text
    await story.until_shown(
        "audit", "set **Race length = 20 laps**", f"[{Outcome.REFUSED.value}]", "not applied: Race length"
    )


async def test_the_next_session_gets_what_was_stored_for_it(story: Evening) -> None:
    await open_the_lobby(story)
    story.paddock.load_race(ai=0)
    mona = story.person("mona")
    question = await mona.slash("session next", setting1="Grid size", value1="20", reason="fewer")
    receipt = await mona.press(question.message, label="Change it")
    assert "Grid size: **20 cars** is stored for the next session." in receipt.text
    story.paddock.to_lobby()
    assert story.paddock.attributes["GridSize"] == 20


async def test_an_impossible_value_is_told_with_what_is_possible_before_anything_is_asked(
    story: Evening,
) -> None:
    await open_the_lobby(story)
    answer = await story.person("mona").slash("session set", setting1="AI strength", value1="101", reason="x")
    assert "a whole number from 0 to 100" in answer.text
    assert not [path for path, _ in story.paddock.asked if "set_" in path]
