import json

import pytest

from sandbox.discord import SandboxDiscord
from sandbox.discord.guild import Guild
from sandbox.web import Page
from tests.sandbox.web.conftest import JSON, Visitor


async def test_a_person_is_shown_the_channels_they_may_see(visitor: Visitor) -> None:
    names = {
        who: {one["name"] for one in (await visitor.get("state", **{"as": who}))["channels"]}
        for who in ("owner", "tom")
    }
    assert names == {"owner": {"general", "staff"}, "tom": {"general"}}


async def test_a_channel_where_one_may_not_write_says_so(guild: Guild, visitor: Visitor) -> None:
    guild.overwrite(guild.channel("general"), "@everyone", deny=["send_messages"])
    [general] = (await visitor.get("state", **{"as": "tom"}))["channels"]
    assert not general["writable"]


async def test_messages_carry_the_names_a_client_shows(
    discord: SandboxDiscord, guild: Guild, visitor: Visitor
) -> None:
    guild.change_member(guild.member("tom"), nick="Tommy <b>")
    await discord.as_user("tom").say("general", "hello")
    channel = str(guild.channel("general").id)
    [message] = await visitor.get("messages", channel=channel, **{"as": "mona"})
    assert (message["author"]["shown"], message["content"]) == ("Tommy <b>", "hello")


@pytest.mark.usefixtures("bot")
async def test_an_ephemeral_answer_is_shown_to_its_person_alone(
    discord: SandboxDiscord, guild: Guild, visitor: Visitor
) -> None:
    await discord.as_user("mona").slash("kick", player="Ann")
    channel = str(guild.channel("general").id)
    [answer] = await visitor.get("messages", channel=channel, **{"as": "mona"})
    assert answer["ephemeral"]
    assert answer["used"] == {"by": str(guild.member("mona").id), "command": "/kick"}
    assert await visitor.get("messages", channel=channel, **{"as": "tom"}) == []


async def test_what_happens_is_told_to_those_who_see_it(
    discord: SandboxDiscord, page: Page, visitor: Visitor
) -> None:
    async with visitor.session.get("/api/events?as=tom") as stream:
        assert await _next(stream.content) == {"kind": "hello"}
        await discord.as_user("owner").say("staff", "not for tom")
        said = await discord.as_user("owner").say("general", "for all")
        created = await _next(stream.content)
        assert (created["kind"], created["message"]["content"]) == ("message created", "for all")
        page.log("the bot's own words")
        assert await _next(stream.content) == {"kind": "line", "text": "the bot's own words"}
        await discord.as_user("owner").delete(said)
        assert (await _next(stream.content))["message"] == str(said.id)


async def _next(stream: object) -> JSON:
    while True:
        line = await stream.readline()  # type: ignore[attr-defined] # a stream reader, whose type aiohttp keeps to itself
        if line.startswith(b"data: "):
            record: JSON = json.loads(line.removeprefix(b"data: "))
            if record["kind"] not in ("game", "guild"):
                return record


async def test_a_page_opened_later_still_shows_the_log(page: Page, visitor: Visitor) -> None:
    page.log("earlier")
    assert (await visitor.get("state"))["log"] == [{"kind": "line", "text": "earlier"}]
