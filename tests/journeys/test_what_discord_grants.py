"""Commands told when they changed, and what is left without the privileged intents."""

from pathlib import Path

import pytest

from sandbox.discord import ClientRefused
from sandbox.discord.intents import CONTENT, MEMBERS
from sandbox.discord.payloads import guild_create_json
from tests.evening import Evening, evening


def commands_told(story: Evening) -> int:
    requests = story.discord.recording.requests
    return sum(request["method"] == "PUT" and request["path"].endswith("/commands") for request in requests)


def throw_out_and_take_back(story: Evening) -> None:
    world, guild = story.discord.world, story.guild
    channels = dict(guild.channels)
    story.discord.remove_guild(guild)
    world.guilds[guild.id] = guild
    world.channels.update(channels)
    body = guild_create_json(guild, [guild.bot])
    del body["unavailable"]  # that is how a guild is told from one that was only away
    world.dispatch("GUILD_CREATE", body, guild=guild)


async def restarted(story: Evening) -> Evening:
    await story.stop()
    return await story.start()


async def test_commands_are_told_when_they_changed_and_to_a_guild_that_takes_the_bot_back(
    story: Evening,
) -> None:
    assert commands_told(story) == 1
    await restarted(story)
    assert commands_told(story) == 1
    story.more_settings = "commands: {hide: [ban]}"
    await restarted(story)
    await story.discord.until(lambda: commands_told(story) == 2, timeout=8)
    offered = [command["name"] for command in story.person("ada").commands("general")]
    assert "kick" in offered
    assert "ban" not in offered

    throw_out_and_take_back(story)
    await story.discord.until(lambda: commands_told(story) == 3)


@pytest.mark.parametrize("granted", [CONTENT, 0])
async def test_without_an_intent_the_rest_works_and_what_is_off_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, granted: int
) -> None:
    async with evening(tmp_path, intents=granted) as story:
        ann = story.paddock.join("Ann")
        await story.start()
        assert "Done" in (await story.person("mona").slash("chat", text="Slow down")).text
        with pytest.raises(ClientRefused):
            await story.person("tom").slash("chat", text="Slow down")
        await story.person("tom").say("chat", "hi from the couch")
        story.paddock.say(ann, "hello")
        await story.look()
        await story.until_shown("chat", "Ann", "hello")
        relayed = [text for _, text in story.paddock.heard if "couch" in text]
        assert bool(relayed) == bool(granted & CONTENT)
        assert caplog.text.count("no Message Content intent") == (not granted & CONTENT)
        assert caplog.text.count("no Server Members intent") == (not granted & MEMBERS)


async def test_intents_that_are_withdrawn_while_the_bot_runs_do_not_end_it_and_are_told_once(
    story: Evening, caplog: pytest.LogCaptureFixture
) -> None:
    story.discord.world.allowed_intents = 0
    for _ in range(2):
        story.discord.gateway_close(4014)
        await story.discord.until(lambda: not story.discord.connected)
        await story.discord.until(lambda: story.discord.connected, timeout=10)
    assert (await story.person("mona").slash("players")).text
    assert caplog.text.count("no Server Members intent") == 1
