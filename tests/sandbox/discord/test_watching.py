import asyncio
import json
from pathlib import Path

import pytest

from sandbox.discord import ClientRefused, SandboxDiscord
from sandbox.discord.guild import Guild
from tests.sandbox.discord.conftest import Rest


@pytest.mark.usefixtures("guild")
async def test_until_wakes_when_something_changes(here: SandboxDiscord) -> None:
    waiting = asyncio.create_task(here.until(lambda: here.messages_in("general")))
    await asyncio.sleep(0)
    said = await here.as_user("mona").say("general", "hello")
    assert await waiting == [said]


@pytest.mark.usefixtures("guild")
async def test_until_says_what_the_channels_hold(here: SandboxDiscord) -> None:
    await here.as_user("mona").say("general", "hello")
    with pytest.raises(TimeoutError, match="#general mona: 'hello'"):
        await here.until(lambda: False, timeout=0.01)


@pytest.mark.usefixtures("guild")
async def test_changes_are_told_in_order(here: SandboxDiscord, rest: Rest) -> None:
    with here.subscribe() as changes:
        message = await here.as_user("mona").say("general", "hello")
        await rest("DELETE", f"/channels/{message.channel.id}/messages/{message.id}")
        told = [await changes.get() for _ in range(3)]
    assert [change["kind"] for change in told] == ["message created", "message deleted", "request"]
    assert told[0]["message"] == str(message.id)
    assert told[2]["status"] == 204


async def test_a_dump_holds_every_request(
    here: SandboxDiscord, guild: Guild, rest: Rest, tmp_path: Path
) -> None:
    path = f"/channels/{guild.channel('general').id}/messages"
    await rest("POST", path, {"content": "x"})
    here.dump(tmp_path / "run.jsonl")
    [entry] = [json.loads(line) for line in (tmp_path / "run.jsonl").read_text().splitlines()]
    assert (entry["method"], entry["path"], entry["body"], entry["status"]) == (
        "POST",
        path,
        {"content": "x"},
        200,
    )
    assert entry["answer"]["content"] == "x"


async def test_people_see_and_write_only_where_they_may(here: SandboxDiscord, guild: Guild) -> None:
    guild.add_channel(
        "staff", overwrites={"@everyone": (0, ["view_channel"]), "Moderator": (["view_channel"], 0)}
    )
    guild.add_channel("news", overwrites={"@everyone": (0, ["send_messages"])})
    mona, tom = here.as_user("mona"), here.as_user("tom")
    await mona.say("staff", "between us")
    assert here.messages_in("staff", seen_by="tom") == []
    for channel in ("staff", "news"):
        with pytest.raises(ClientRefused):
            await tom.say(channel, "x")


async def test_guilds_are_kept_apart(here: SandboxDiscord, guild: Guild) -> None:
    other = here.add_guild("Other")
    other.add_channel("general")
    other.add_member("mona")
    await here.as_user("mona", other).say("general", "there")
    assert here.messages_in("general", guild=guild) == []
    assert len(here.messages_in("general", guild=other)) == 1
    with pytest.raises(LookupError, match="2 guilds"):
        here.as_user("mona")
