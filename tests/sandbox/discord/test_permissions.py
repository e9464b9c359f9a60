"""What the bot may not do is refused: 50001 where it sees nothing, 50013 where it may not act."""

from typing import Any

import pytest

from sandbox.discord import SandboxDiscord
from sandbox.discord.guild import Guild
from sandbox.discord.permissions import BOT, Right
from tests.sandbox.discord.conftest import Clock, Rest


def without(*rights: Right) -> int:
    left = int(BOT)
    for right in rights:
        left &= ~int(right)
    return left


@pytest.fixture
def limited(here: SandboxDiscord) -> Guild:
    """A guild in which nobody may do more than look, except through the bot's own role."""
    guild = here.add_guild("Strict", bot_permissions=int(Right.VIEW_CHANNEL | Right.READ_MESSAGE_HISTORY))
    guild.change_role(guild.role("@everyone"), permissions=0)
    guild.add_channel("general")
    guild.add_member("tom")
    return guild


async def refused(rest: Rest, method: str, path: str, body: Any = None) -> int:
    status, answer = await rest(method, path, body)
    assert status in (403, 404), answer
    code: int = answer["code"]
    return code


async def test_a_hidden_channel_gives_missing_access(guild: Guild, rest: Rest) -> None:
    secret = guild.add_channel("secret", overwrites={"@everyone": (0, ["view_channel"])})
    assert await refused(rest, "POST", f"/channels/{secret.id}/messages", {"content": "x"}) == 50001
    assert await refused(rest, "GET", f"/channels/{secret.id}") == 50001


async def test_an_overwrite_for_the_bot_opens_a_hidden_channel(guild: Guild, rest: Rest) -> None:
    closed = ["view_channel", "send_messages"]
    channel = guild.add_channel("staff", overwrites={"@everyone": (0, closed), guild.bot: (closed, 0)})
    assert (await rest("POST", f"/channels/{channel.id}/messages", {"content": "x"}))[0] == 200


async def test_each_act_needs_its_permission(limited: Guild, rest: Rest) -> None:
    channel, tom = limited.channel("general").id, limited.member("tom").id
    home = f"/guilds/{limited.id}"
    for method, path, body in (
        ("POST", f"/channels/{channel}/messages", {"content": "x"}),
        ("POST", f"/channels/{channel}/threads", {"name": "x", "type": 11}),
        ("PATCH", f"/channels/{channel}", {"name": "x"}),
        ("POST", f"{home}/channels", {"name": "x"}),
        ("POST", f"{home}/roles", {"name": "x"}),
        ("DELETE", f"{home}/members/{tom}", None),
        ("PUT", f"{home}/bans/{tom}", None),
        ("PATCH", f"{home}/members/{tom}", {"nick": "x"}),
        ("PATCH", f"{home}/members/{tom}", {"communication_disabled_until": None}),
        ("GET", f"{home}/audit-logs", None),
    ):
        assert await refused(rest, method, path, body) == 50013, path


async def test_an_embed_needs_embed_links(here: SandboxDiscord, rest: Rest) -> None:
    guild = here.add_guild("Plain", bot_permissions=without(Right.EMBED_LINKS))
    guild.change_role(guild.role("@everyone"), permissions=without(Right.EMBED_LINKS))
    path = f"/channels/{guild.add_channel('general').id}/messages"
    assert await refused(rest, "POST", path, {"embeds": [{"title": "t"}]}) == 50013
    assert (await rest("POST", path, {"content": "t"}))[0] == 200


async def test_nobody_at_or_above_the_bot_can_be_touched(guild: Guild, rest: Rest) -> None:
    guild.add_role("Boss", above_bot=True)
    boss, tom = guild.add_member("boss", roles=["Boss"]), guild.member("tom")
    members = f"/guilds/{guild.id}/members"
    assert await refused(rest, "DELETE", f"{members}/{boss.id}") == 50013
    assert await refused(rest, "DELETE", f"{members}/{guild.owner.id}") == 50013
    assert await refused(rest, "PUT", f"{members}/{tom.id}/roles/{guild.role('Boss').id}") == 50013
    assert await rest("DELETE", f"{members}/{tom.id}") == (204, None)
    assert tom.id not in guild.members


async def test_a_timed_out_bot_can_only_look(guild: Guild, rest: Rest, clock: Clock) -> None:
    guild.change_member(guild.bot, timed_out_until=clock() + 60)
    path = f"/channels/{guild.channel('general').id}/messages"
    assert await refused(rest, "POST", path, {"content": "x"}) == 50013
    clock.now += 61
    assert (await rest("POST", path, {"content": "x"}))[0] == 200


async def test_only_its_own_messages_can_be_edited(here: SandboxDiscord, guild: Guild, rest: Rest) -> None:
    message = await here.as_user("mona", guild).say("general", "hello")
    path = f"/channels/{message.channel.id}/messages/{message.id}"
    assert await refused(rest, "PATCH", path, {"content": "x"}) == 50005
    assert await rest("DELETE", path) == (204, None)
    assert await refused(rest, "DELETE", path) == 10008


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/channels/1/messages/1", 10003),
        ("/guilds/1", 10004),
        ("/guilds/{guild}/members/1", 10007),
        ("/channels/{channel}/messages/1", 10008),
        ("/guilds/{guild}/roles/1", 10011),
        ("/users/1", 10013),
        ("/guilds/{guild}/bans/1", 10026),
    ],
)
async def test_what_is_unknown_has_its_own_number(guild: Guild, rest: Rest, path: str, code: int) -> None:
    path = path.format(guild=guild.id, channel=guild.channel("general").id)
    assert await refused(rest, "GET", path) == code


async def test_an_id_that_is_no_number_is_refused(rest: Rest) -> None:
    status, answer = await rest("GET", "/channels/msg-1")
    assert (status, answer["code"]) == (400, 50035)


async def test_only_the_right_token_gets_in(here: SandboxDiscord, rest: Rest) -> None:
    rest.token = {"Authorization": "Bot wrong"}
    assert (await rest("GET", "/users/@me"))[0] == 401
    assert await rest("GET", "/gateway") == (200, {"url": here.gateway})


async def test_another_host_name_is_refused(rest: Rest) -> None:
    rest.token = {**rest.token, "Host": "evil.example"}
    async with rest.session.get(rest.url("/users/@me"), headers=rest.token) as answer:
        assert answer.status == 421


async def test_an_unknown_route_is_noted(here: SandboxDiscord, rest: Rest) -> None:
    assert (await rest("GET", "/nothing/here"))[0] == 404
    assert here.unknown_routes == ["GET /nothing/here"]
