"""Kicking, banning, writing and moving the session on, as moderators do it on a phone."""

import pytest

from sandbox.discord import ClientRefused
from tests.evening import Evening


def sent(story: Evening, path: str) -> list[dict[str, str]]:
    return [query for asked, query in story.paddock.asked if asked == path]


async def test_a_kick_asks_first_then_removes_and_is_written_down(story: Evening) -> None:
    story.paddock.join("Ann")
    await story.look()
    mona = story.person("mona")
    question = await mona.slash("kick", player="Ann", reason="ramming")
    assert question.ephemeral
    assert "Ann" in question.text
    assert sent(story, "/api/session/kick") == []
    receipt = await mona.press(question.message, label="Remove")
    assert "Done" in receipt.text
    assert [member.name for member in story.paddock.members] == []
    await story.until_shown("audit", "Ann", "ramming")
    await story.until_shown("feed", "Ann", "was removed")


async def test_a_kick_that_is_cancelled_changes_nothing(story: Evening) -> None:
    story.paddock.join("Ann")
    await story.look()
    mona = story.person("mona")
    question = await mona.slash("kick", player="Ann", reason="ramming")
    answer = await mona.press(question.message, label="Cancel")
    assert "nothing was changed" in answer.text
    assert sent(story, "/api/session/kick") == []


async def test_a_kick_whose_answer_is_lost_is_sent_once_and_called_unknown(story: Evening) -> None:
    story.paddock.join("Ann")
    await story.look()
    story.paddock.faults.add("api/session/kick", "lost_answer")
    mona = story.person("mona")
    question = await mona.slash("kick", player="Ann", reason="ramming")
    receipt = await mona.press(question.message, label="Remove")
    assert "nobody knows" in receipt.text
    assert len(sent(story, "/api/session/kick")) == 1
    await story.until_shown("audit", "Ann", "unknown")


async def test_a_ban_keeps_somebody_out_for_the_time_given(story: Evening) -> None:
    story.paddock.join("Ann")
    await story.look()
    mona = story.person("mona")
    question = await mona.slash("ban", player="Ann", duration="2h", reason="ramming")
    receipt = await mona.press(question.message, label="Ban")
    assert "Done" in receipt.text
    assert [query["ban"] for query in sent(story, "/api/session/kick")] == ["7200"]


async def test_a_ban_without_a_length_of_time_says_what_is_expected(story: Evening) -> None:
    story.paddock.join("Ann")
    await story.look()
    answer = await story.person("mona").slash("ban", player="Ann", duration="soon", reason="ramming")
    assert "30m" in answer.text


async def test_a_message_reaches_everybody_or_one_player(story: Evening) -> None:
    ann = story.paddock.join("Ann")
    await story.look()
    mona = story.person("mona")
    assert "Done" in (await mona.slash("chat", text="Race in five minutes")).text
    assert "Done" in (await mona.slash("chat", text="Slow down", player="Ann")).text
    assert story.paddock.heard[-2:] == [(None, "Race in five minutes"), (ann.refid, "Slow down")]


async def test_an_advance_says_who_is_driving_and_then_ends_the_stage(story: Evening) -> None:
    story.paddock.join("Ann")
    story.paddock.load_race()
    await story.look()
    mona = story.person("mona")
    question = await mona.slash("session advance", reason="everybody is here")
    assert "Practice" in question.text
    assert "Ann" in question.text
    assert "for everybody" in question.text
    receipt = await mona.press(question.message, label="End it for everybody")
    assert "Done" in receipt.text
    story.paddock.settle()
    await story.look()
    await story.until_shown("status", "Qualifying")


async def test_a_restart_says_what_is_lost_and_is_sent_once(story: Evening) -> None:
    story.paddock.join("Ann")
    story.paddock.load_race()
    await story.look()
    mona = story.person("mona")
    question = await mona.slash("session restart", reason="a pile-up in turn one")
    assert "Ann" in question.text
    assert "drop everybody" in question.text
    assert "/api/restart" not in [path for path, _ in story.paddock.asked]
    receipt = await mona.press(question.message, label="Restart for everybody")
    assert "Done" in receipt.text
    assert [path for path, _ in story.paddock.asked].count("/api/restart") == 1
    await story.until_shown("audit", "restarted the session", "pile-up")


async def test_a_name_that_nobody_has_gets_a_sentence(story: Evening) -> None:
    answer = await story.person("mona").slash("kick", player="Nobody", reason="x")
    assert "is not on" in answer.text


async def test_players_are_offered_by_name_under_values_that_tell_nothing(story: Evening) -> None:
    ann = story.paddock.join("Ann")
    story.paddock.join("Ben")
    await story.look()
    choices = await story.person("mona").autocomplete("kick", {}, focused="player", typed="an")
    assert [choice["name"] for choice in choices] == ["Ann"]
    assert ann.steamid not in choices[0]["value"]
    question = await story.person("mona").slash("kick", player=choices[0]["value"], reason="x")
    assert "Ann" in question.text


async def test_a_driver_is_not_offered_what_moderators_do(story: Evening) -> None:
    with pytest.raises(ClientRefused):
        await story.person("tom").slash("kick", player="Ann", reason="x")


async def test_a_member_whom_discord_shows_the_command_still_needs_the_role(story: Evening) -> None:
    story.paddock.join("Ann")
    await story.look()
    story.guild.add_role("Helper", ["moderate_members"])
    story.guild.add_member("hal", roles=["Helper"])
    hal = story.person("hal")
    for command, options in (
        ("kick", {"player": "Ann", "reason": "x"}),
        ("ban", {"player": "Ann", "duration": "1h", "reason": "x"}),
        ("chat", {"text": "x"}),
        ("session advance", {"reason": "x"}),
    ):
        answer = await hal.slash(command, **options)
        assert "is for moderators" in answer.text, command
    assert [
        path for path, _ in story.paddock.asked if "kick" in path or "chat" in path or "advance" in path
    ] == []


async def test_whoever_lost_the_role_cannot_press_the_button_that_still_stands(story: Evening) -> None:
    story.paddock.join("Ann")
    await story.look()
    mona = story.person("mona")
    question = await mona.slash("kick", player="Ann", reason="x")
    story.guild.set_roles("mona", [])
    answer = await mona.press(question.message, label="Remove")
    assert "is for moderators" in answer.text
    assert sent(story, "/api/session/kick") == []


async def test_a_button_from_before_a_restart_does_nothing_and_says_so(story: Evening) -> None:
    story.paddock.join("Ann")
    await story.look()
    mona = story.person("mona")
    question = await mona.slash("kick", player="Ann", reason="x")
    await story.stop()
    await story.start()
    answer = await mona.press(question.message, label="Remove")
    assert "That question is over" in answer.text
    assert sent(story, "/api/session/kick") == []
