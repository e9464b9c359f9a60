"""/steward doctor, as an operator asks it."""

import pytest

from sandbox.discord import ClientRefused
from tests.evening import Evening


async def test_the_doctor_tells_what_was_tried(story: Evening) -> None:
    answer = await story.person("ada").slash("steward doctor")
    assert "lets the bot read its status" in answer.text
    assert answer.ephemeral


async def test_the_doctor_tells_how_the_server_is(story: Evening) -> None:
    story.paddock.join("Ann")
    story.paddock.log.add("*Burst* <@1>", 7)
    await story.look()
    answer = await story.person("ada").slash("steward doctor")
    for told in ("build 1, protocol 90", "the latest ticks are at", "the bot misses none", "right: good"):
        assert told in answer.text
    assert "\\*Burst\\* \\<@1>" in answer.text


async def test_one_thing_that_fails_takes_none_of_the_others_away(story: Evening) -> None:
    story.paddock.faults.add("api/performance", "500")
    answer = await story.person("ada").slash("steward doctor")
    assert "could not be asked: answers 500" in answer.text
    assert "build 1, protocol 90" in answer.text
    story.paddock.faults.add("api/session/status", "403", times=None)
    answer = await story.person("ada").slash("steward doctor")
    assert "This failed" in answer.text
    assert "build 1, protocol 90" in answer.text


async def test_the_servers_own_pages_are_linked_for_staff_alone(prepared: Evening) -> None:
    prepared.more_settings = "    public_url: https://race.example.org/a(b)\n"
    story = await prepared.start()
    await story.until_shown("staff", "https://race.example.org/a%28b%29/statusEdit")
    answer = await story.person("ada").slash("steward doctor")
    assert "[Performance](https://race.example.org/a%28b%29/performance)" in answer.text
    assert "race.example.org" in (await story.person("mona").slash("servers", server="paddock")).text
    assert "race.example.org" not in (await story.person("tom").slash("servers", server="paddock")).text
    for channel in ("overview", "status", "feed", "chat", "results", "timing", "general"):
        assert not story.shows(channel, "race.example.org")


async def test_what_fails_is_a_finding_in_words(story: Evening) -> None:
    story.paddock.faults.add("api/version", "403")
    answer = await story.person("ada").slash("steward doctor")
    assert "This failed" in answer.text
    assert "does not accept the bot's user" in answer.text


async def test_the_doctor_is_for_admins(story: Evening) -> None:
    with pytest.raises(ClientRefused):
        await story.person("mona").slash("steward doctor")
