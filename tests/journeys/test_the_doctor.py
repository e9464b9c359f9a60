"""/steward doctor, as an operator asks it."""

import pytest

from sandbox.discord import ClientRefused
from tests.evening import Evening


async def test_the_doctor_tells_what_was_tried(story: Evening) -> None:
    answer = await story.person("ada").slash("steward doctor")
    assert "lets the bot read its status" in answer.text
    assert answer.ephemeral


async def test_what_fails_is_a_finding_in_words(story: Evening) -> None:
    story.paddock.faults.add("api/version", "403")
    answer = await story.person("ada").slash("steward doctor")
    assert "This failed" in answer.text
    assert "does not accept the bot's user" in answer.text


async def test_the_doctor_is_for_admins(story: Evening) -> None:
    with pytest.raises(ClientRefused):
        await story.person("mona").slash("steward doctor")
