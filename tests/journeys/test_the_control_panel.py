"""Steering a server from its panel in the staff channel, as moderators do it on a phone."""

from dataclasses import replace

from sandbox.discord.model import Message
from tests.evening import Evening


async def panel_of(story: Evening, *texts: str) -> Message:
    """The panel, once it shows *texts*."""
    await story.until_shown("staff", "control panel", *texts)
    board = story.board("staff")
    assert board is not None
    return board


def sent(story: Evening, path: str) -> list[dict[str, str]]:
    return [query for asked, query in story.paddock.asked if asked == path]


async def test_the_panel_shows_who_is_on_and_what_runs(story: Evening) -> None:
    story.paddock.join("*Ann* [x](http://evil)")
    story.paddock.load_race()
    await story.look()
    panel = await panel_of(story, "Practice", "Players: 1", "\\*Ann\\*")
    assert "](http" not in panel.text.replace("\\(", "")


async def test_a_stage_is_advanced_in_two_presses(story: Evening) -> None:
    story.paddock.join("Ann")
    story.paddock.load_race()
    await story.look()
    mona = story.person("mona")
    question = await mona.press(await panel_of(story, "Practice"), label="Advance")
    assert question.ephemeral
    assert "Ann" in question.text
    assert sent(story, "/api/session/advance") == []
    receipt = await mona.press(question.message, label="End it for everybody")
    assert "Done" in receipt.text
    assert len(sent(story, "/api/session/advance")) == 1
    await story.until_shown("audit", "control panel")


async def test_a_session_is_restarted_in_two_presses(story: Evening) -> None:
    story.paddock.join("Ann")
    story.paddock.load_race()
    await story.look()
    mona = story.person("mona")
    question = await mona.press(await panel_of(story, "Practice"), label="Restart")
    assert "drop everybody" in question.text
    receipt = await mona.press(question.message, label="Restart for everybody")
    assert "Done" in receipt.text
    assert len(sent(story, "/api/restart")) == 1


async def test_a_player_is_chosen_and_kicked_with_a_reason(story: Evening) -> None:
    for name in ("Ann", "Ben"):
        story.paddock.join(name)
    await story.look()
    mona = story.person("mona")
    person = await mona.choose(await panel_of(story, "Ben"), "Ben")
    assert "Ben" in person.text
    form = await mona.press(person.message, label="Kick")
    receipt = await mona.submit(form, {"Why": "ramming"})
    assert "Done" in receipt.text
    assert receipt.ephemeral
    assert [member.name for member in story.paddock.members] == ["Ann"]
    await story.until_shown("audit", "Ben", "ramming")


async def test_a_chosen_player_is_shown_with_their_aids_to_staff(story: Evening) -> None:
    ann = story.paddock.join("Ann")
    ann.race_stat_flags, ann.ping = 1073747173, 43
    await story.look()
    person = await story.person("mona").choose(await panel_of(story, "Ann"), "Ann")
    for told in ("wheel", "traction control", "43 ms", "#"):
        assert told in person.text
    assert ann.steamid not in person.text
    assert person.ephemeral
    assert "traction control" not in (await story.person("tom").slash("players", server="paddock")).text


async def test_a_ban_from_the_panel_asks_how_long(story: Evening) -> None:
    story.paddock.join("Ann")
    await story.look()
    mona = story.person("mona")
    person = await mona.choose(await panel_of(story, "Ann"), "Ann")
    form = await mona.press(person.message, label="Ban")
    refused = await mona.submit(form, {"How long": "soon", "Why": "ramming"})
    assert "30m" in refused.text
    form = await mona.press(person.message, label="Ban")
    assert "Done" in (await mona.submit(form, {"How long": "2h", "Why": "ramming"})).text
    assert [query["ban"] for query in sent(story, "/api/session/kick")] == ["7200"]


async def test_a_line_is_said_to_everybody_or_to_one(story: Evening) -> None:
    ann = story.paddock.join("Ann")
    await story.look()
    mona, panel = story.person("mona"), await panel_of(story, "Ann")
    form = await mona.press(panel, label="Say")
    assert "Done" in (await mona.submit(form, {"Text": "Race in five minutes"})).text
    person = await mona.choose(panel, "Ann")
    form = await mona.press(person.message, label="Whisper")
    assert "Done" in (await mona.submit(form, {"Text": "Slow down"})).text
    assert story.paddock.heard[-2:] == [(None, "Race in five minutes"), (ann.refid, "Slow down")]


async def test_whoever_is_no_moderator_is_refused_at_every_press(story: Evening) -> None:
    story.paddock.join("Ann")
    await story.look()
    panel, tom, mona = await panel_of(story, "Ann"), story.person("tom"), story.person("mona")
    for label in ("Advance", "Say"):
        assert "is for moderators" in (await tom.press(panel, label=label)).text
    assert "is for moderators" in (await tom.choose(panel, "Ann")).text
    person = await mona.choose(panel, "Ann")
    form = await mona.press(person.message, label="Kick")
    story.guild.set_roles("mona", [])
    assert "is for moderators" in (await mona.press(person.message, label="Kick")).text
    assert "is for moderators" in (await mona.submit(form, {"Why": "x"})).text
    assert sent(story, "/api/session/kick") == []


async def test_whoever_left_in_that_moment_cannot_be_chosen_any_more(story: Evening) -> None:
    ann = story.paddock.join("Ann")
    await story.look()
    panel, mona = await panel_of(story, "Ann"), story.person("mona")
    assert ann.steamid not in str(panel.components)
    assert story.app is not None
    await story.app.schedule.stop()
    (handle,) = story.server.roster
    story.server.roster = {handle: replace(story.server.roster[handle], name="Ben")}
    assert "is not on" in (await mona.choose(panel, "Ann")).text


async def test_the_panel_of_a_server_that_is_gone_answers_in_words(story: Evening) -> None:
    story.paddock.join("Ann")
    await story.look()
    panel, mona = await panel_of(story, "Ann"), story.person("mona")
    assert story.app is not None
    await story.app.schedule.stop()
    del story.app.servers._servers["paddock"]
    assert "no server" in (await mona.press(panel, label="Advance")).text
    assert "no server" in (await mona.choose(panel, "Ann")).text


async def test_a_panel_from_before_a_restart_works_on(story: Evening) -> None:
    story.paddock.join("Ann")
    await story.look()
    panel, mona = await panel_of(story, "Ann"), story.person("mona")
    person = await mona.choose(panel, "Ann")
    await story.stop()
    await story.start()
    assert "is over" in (await mona.press(person.message, label="Kick")).text
    form = await mona.press(panel, label="Say")
    assert "Done" in (await mona.submit(form, {"Text": "Hello"})).text
    assert story.discord.messages_in("staff") == [panel]
