"""The commands that Discord is shown follow what the servers turn out to be able to do."""

from bot.domain.capabilities import CanAdvance, CanKick, Capability
from bot.domain.health import Condition, Health
from sandbox.games.ams2 import PC1
from tests.evening import Evening


def syncs(story: Evening) -> int:
    requests = story.discord.recording.requests
    return sum(request["method"] == "PUT" and "/commands" in request["path"] for request in requests)


def offered(story: Evening) -> set[str]:
    """All that mona could call, with its sub-commands."""
    names = set()
    for command in story.person("mona").commands("general"):
        names |= {f"{command['name']} {part['name']}" for part in command.get("options", [])}
        names.add(command["name"])
    return names


async def let_it_lack(story: Evening, *capabilities: type[Capability]) -> None:
    assert story.app is not None
    assert story.app._client is not None
    story.app.servers.sources["paddock"].backend.lacks = frozenset(capabilities)
    await story.app._client.offer_commands()


async def test_a_command_that_no_server_can_do_goes_and_comes_back(story: Evening) -> None:
    assert {"session advance", "kick"} <= offered(story)
    await let_it_lack(story, CanAdvance, CanKick)
    assert not {"session advance", "kick"} & offered(story)
    assert "chat" in offered(story)
    await let_it_lack(story)
    assert {"session advance", "kick"} <= offered(story)
    story.paddock.join("Ann")
    story.paddock.load_race()
    await story.look()
    question = await story.person("mona").slash("session advance", reason="everybody is here")
    assert "Practice" in question.text


async def test_discord_is_told_commands_only_where_they_changed(story: Evening) -> None:
    told = syncs(story)
    await let_it_lack(story)
    assert syncs(story) == told
    await let_it_lack(story, CanAdvance)
    await let_it_lack(story, CanAdvance)
    assert syncs(story) == told + 1


async def test_nothing_is_told_before_each_server_was_looked_at(story: Evening) -> None:
    assert story.app is not None
    await story.app.schedule.stop()
    coordinator = story.app.servers.sources["paddock"].coordinator
    looked_at = coordinator.health
    coordinator.health = Health(condition=Condition.WAITING, since=story.clock.utc())
    await let_it_lack(story, CanAdvance)
    assert "session advance" in offered(story)
    coordinator.health = looked_at
    await let_it_lack(story, CanAdvance)
    assert "session advance" not in offered(story)


async def test_an_old_build_offers_neither_advance_nor_restart(prepared: Evening) -> None:
    prepared.paddock.title = PC1
    prepared.paddock.restart()
    await prepared.start()
    prepared.paddock.join("Ann")
    await prepared.look()
    await prepared.until_shown("staff", "control panel", "Ann")
    await prepared.discord.until(lambda: not {"session advance", "session restart"} & offered(prepared))
    assert {"session set", "kick", "chat"} <= offered(prepared)
    panel = prepared.board("staff")
    assert panel is not None
    labels = [part.get("label") for row in panel.components for part in row["components"]]
    assert "Say" in labels
    assert not {"Advance", "Restart"} & set(labels)
    asked = {path for path, _ in prepared.paddock.asked}
    assert not {"/api/session/advance", "/api/restart"} & asked
