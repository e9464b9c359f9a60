import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from sandbox.discord import ClientRefused, Person, SandboxDiscord
from sandbox.discord.guild import Guild
from tests.sandbox.discord.bots import bot_with_commands
from tests.sandbox.discord.conftest import Running


@pytest.fixture
async def mona(here: SandboxDiscord, guild: Guild, running: Running) -> AsyncIterator[Person]:
    async with running(bot_with_commands(guild.id)):
        yield here.as_user("mona")
    assert here.unknown_routes == []
    assert here.refusals == []


async def test_a_command_is_answered_with_what_the_person_typed(mona: Person) -> None:
    reply = await mona.slash("hello", name="you", who="tom")
    assert reply.text == "Hi\nHello\nyou\ntom"
    assert not reply.ephemeral
    assert not reply.failed
    assert reply.first_answer_after is not None


async def test_a_deferred_answer_keeps_the_privacy_of_the_defer(mona: Person) -> None:
    private = await mona.slash("think", private=True)
    public = await mona.slash("think", private=False)
    assert (private.text, private.ephemeral) == ("thought", True)
    assert (public.text, public.ephemeral) == ("thought", False)


async def test_an_ephemeral_answer_is_seen_by_its_person_alone(here: SandboxDiscord, mona: Person) -> None:
    reply = await mona.slash("kick", player="Ann")
    assert here.messages_in("general") == []
    assert here.messages_in("general", seen_by="tom") == []
    assert here.messages_in("general", seen_by="mona") == reply.messages


async def test_a_sub_command_is_found_by_its_words(mona: Person) -> None:
    assert (await mona.slash("session advance", server="paddock")).text == "paddock goes on"
    with pytest.raises(ClientRefused, match="sub-commands"):
        await mona.slash("session")


async def test_a_person_gets_choices_while_typing(mona: Person) -> None:
    choices = await mona.autocomplete("kick", {}, focused="player", typed="An")
    assert choices == [{"name": "Ann", "value": "A"}]


async def test_a_member_s_menu_runs_the_user_command(mona: Person) -> None:
    assert (await mona.user_command("Player card", target="tom")).text == "card of tom"


async def test_buttons_and_selects_reach_the_bot(mona: Person) -> None:
    panel = await mona.slash("panel")
    pressed = await mona.press(panel.message, label="Count")
    assert pressed.message is panel.message
    assert panel.text == "one"
    assert (await mona.press(panel.message, custom_id="later")).text == "edited later"
    assert (await mona.choose(panel.message, ["Bob"])).text == "chosen 2"
    with pytest.raises(ClientRefused, match="greyed out"):
        await mona.press(panel.message, label="Locked")


async def test_a_form_is_filled_in_by_label(mona: Person) -> None:
    form = await mona.slash("report")
    assert form.modal is not None
    with pytest.raises(ClientRefused, match="1 to 100"):
        await mona.submit(form, {"What happened?": "x" * 101})
    assert (await mona.submit(form, {"What happened?": "a crash"})).text == "noted: a crash"


async def test_a_command_without_an_answer_has_failed_after_three_seconds(mona: Person) -> None:
    started = asyncio.get_running_loop().time()
    reply = await mona.slash("silent")
    assert reply.failed
    assert 2.9 < asyncio.get_running_loop().time() - started < 3.5


@pytest.mark.parametrize(
    ("command", "options", "reason"),
    [
        ("nothing", {}, "no command"),
        ("hello", {}, "required"),
        ("hello", {"name": "x", "colour": "red"}, "no option colour"),
        ("hello", {"name": "x", "who": "nobody"}, "nobody"),
        ("kick", {"player": "Ann", "mode": "Hard"}, "one of: Soft"),
        ("kick", {"player": "Ann", "laps": 10}, "takes 1 to 9"),
        ("think", {"private": "yes"}, "true or false"),
    ],
)
async def test_a_client_refuses_what_does_not_fit(
    mona: Person, command: str, options: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ClientRefused, match=reason):
        await mona.slash(command, **options)


async def test_a_command_is_not_offered_without_its_permission(here: SandboxDiscord, mona: Person) -> None:
    assert "kick" in {command["name"] for command in mona.commands("general")}
    with pytest.raises(ClientRefused, match="not offered"):
        await here.as_user("tom").slash("kick", player="Ann")


async def test_a_command_is_used_in_the_channel_that_is_named(here: SandboxDiscord, mona: Person) -> None:
    await mona.slash("session advance", channel="status", server="paddock")
    assert [message.text for message in here.messages_in("status")] == ["paddock goes on"]
