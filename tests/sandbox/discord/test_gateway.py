import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp
import discord
import pytest

from sandbox.discord import SandboxDiscord
from sandbox.discord.guild import Guild
from sandbox.discord.intents import CONTENT, MEMBERS, PRESENCES
from tests.sandbox.discord.conftest import Bot, Running, text_channel


class Listener(Bot):
    """Counts what on_* events it gets."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.seen: list[str] = []
        self.texts: asyncio.Queue[str] = asyncio.Queue()

    async def on_ready(self) -> None:
        self.seen.append("ready")

    async def on_resumed(self) -> None:
        self.seen.append("resumed")

    async def on_guild_join(self, _guild: discord.Guild) -> None:
        self.seen.append("guild join")

    async def on_message(self, message: discord.Message) -> None:
        await self.texts.put(message.content)


@pytest.mark.parametrize("how", ["op 7", "close 4000", "close 4009", "cut", "op 9 resumable"])
@pytest.mark.usefixtures("guild")
async def test_a_broken_line_is_resumed_and_nothing_is_missed(
    here: SandboxDiscord, running: Running, how: str
) -> None:
    async with running(Listener()) as bot:
        assert isinstance(bot, Listener)
        breaks: dict[str, Callable[[], None]] = {
            "op 7": here.op7,
            "close 4000": lambda: here.gateway_close(4000),
            "close 4009": lambda: here.gateway_close(4009),
            "cut": here.hub.cut_all,
            "op 9 resumable": lambda: here.op9(resumable=True),
        }
        breaks[how]()
        await here.until(lambda: not here.connected)
        await here.as_user("mona").say("general", "while you were away")
        assert await asyncio.wait_for(bot.texts.get(), 10) == "while you were away"
        await here.until(lambda: here.connected)
        assert bot.seen == ["ready", "resumed"]


@pytest.mark.usefixtures("guild")
async def test_a_forgotten_session_begins_anew(here: SandboxDiscord, running: Running) -> None:
    async with running(Listener()) as bot:
        assert isinstance(bot, Listener)
        here.op9(resumable=False)
        await here.until(lambda: not here.connected)
        await here.until(lambda: here.connected)
        await bot.wait_until_ready()
        await here.as_user("mona").say("general", "hello")
        assert await asyncio.wait_for(bot.texts.get(), 5) == "hello"
    assert "guild join" not in bot.seen


@pytest.mark.usefixtures("guild")
async def test_silence_is_noticed_by_the_client(here: SandboxDiscord, running: Running) -> None:
    here.hub.heartbeat_interval = 0.3
    async with running(Listener(heartbeat_timeout=0.8)) as bot:
        assert isinstance(bot, Listener)
        here.silence()
        await here.until(lambda: not here.connected)
        await here.until(lambda: here.connected)
        await here.as_user("mona").say("general", "back")
        assert await asyncio.wait_for(bot.texts.get(), 5) == "back"


async def test_a_gateway_that_does_not_hear_the_client_closes(here: SandboxDiscord) -> None:
    here.hub.heartbeat_interval = 0.05
    assert await conversation(here, []) == 4009


@pytest.mark.parametrize(
    ("frames", "code"),
    [
        ([{"op": 2, "d": {"token": "wrong", "intents": 0}}], 4004),
        ([{"op": 3, "d": {}}], 4003),
        ([{"op": 42, "d": {}}], 4001),
        (["not json"], 4002),
        ([{"op": 1, "d": "x" * 5000}], 4002),
        ([{"op": 1, "d": None}] * 121, 4008),
        ([{"op": 2, "d": {"intents": 1 << 40}}], 4013),
        ([{"op": 2, "d": {"intents": 0}}, {"op": 2, "d": {"intents": 0}}], 4005),
    ],
)
async def test_a_broken_rule_closes_with_its_code(
    here: SandboxDiscord, frames: list[dict[str, Any] | str], code: int
) -> None:
    assert await conversation(here, frames) == code


async def test_a_session_nobody_knows_is_invalid(here: SandboxDiscord) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(here.gateway) as socket:
        await socket.receive_json()
        await socket.send_json({"op": 6, "d": {"token": here.token, "session_id": "x", "seq": 1}})
        answer = await socket.receive_json()
        assert (answer["op"], answer["d"]) == (9, False)


async def conversation(here: SandboxDiscord, frames: list[dict[str, Any] | str]) -> int | None:
    """Send *frames* to the gateway and return the code it closes with."""
    async with aiohttp.ClientSession() as session, session.ws_connect(here.gateway) as socket:
        for frame in frames:
            if isinstance(frame, str):
                await socket.send_str(frame)
                continue
            if frame["op"] == 2:
                frame["d"].setdefault("token", here.token)
            await socket.send_json(frame)
        async for _ in socket:
            pass
        return socket.close_code


@pytest.mark.usefixtures("guild")
async def test_an_intent_that_the_portal_does_not_allow_ends_the_client(
    here: SandboxDiscord, running: Running
) -> None:
    here.world.allowed_intents = PRESENCES | CONTENT
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with running(Bot()):
            pass
    assert MEMBERS & ~here.world.allowed_intents


async def test_events_come_only_with_their_intent(
    here: SandboxDiscord, guild: Guild, running: Running
) -> None:
    async with running(Listener(intents=discord.Intents(guilds=True, guild_messages=True))) as bot:
        guild.add_member("paul")
        await here.as_user("mona").say("general", "secret words")
        await asyncio.wait_for(bot.wait_until_heard("MESSAGE_CREATE"), 5)
        assert "GUILD_MEMBER_ADD" not in bot.heard
        assert bot.cached_messages[-1].content == ""


async def test_members_come_in_pieces_when_they_are_asked_for(
    here: SandboxDiscord, guild: Guild, running: Running
) -> None:
    here.hub.all_members = False
    for number in range(1200):
        guild.add_member(f"driver{number}")
    async with running(Bot()) as bot:
        [seen] = bot.guilds
        assert len(seen.members) == seen.member_count == 1204
        assert bot.heard.count("GUILD_MEMBERS_CHUNK") == 2


async def test_changes_in_the_guild_reach_the_cache(
    here: SandboxDiscord, guild: Guild, running: Running
) -> None:
    async with running(Bot()) as bot:
        [seen] = bot.guilds
        guild.set_roles("tom", ["Moderator"])
        paul = guild.add_member("paul", nick="Pauly")
        guild.delete_channel("status")
        voice = guild.add_channel("Drivers: 3", kind="voice")
        guild.remove_member("mona")
        await asyncio.wait_for(bot.wait_until_heard("GUILD_MEMBER_REMOVE"), 5)
        tom, member = seen.get_member_named("tom"), seen.get_member(paul.id)
        assert tom is not None
        assert member is not None
        assert ([role.name for role in tom.roles], member.display_name) == (
            ["@everyone", "Moderator"],
            "Pauly",
        )
        assert seen.get_member_named("mona") is None
        assert [channel.name for channel in seen.channels] == ["general", "Drivers: 3"]
        assert seen.get_channel(voice.id) is not None
    assert here.refusals == []


@pytest.mark.usefixtures("guild")
async def test_the_bot_s_presence_is_kept(here: SandboxDiscord, running: Running) -> None:
    async with running(Bot()) as bot:
        await bot.change_presence(activity=discord.Game("31 drivers"))
        await here.until(lambda: here.presence_of_bot)
        presence = here.presence_of_bot
        assert presence is not None
        assert presence["activities"][0]["name"] == "31 drivers"


async def test_during_an_outage_nothing_answers_and_afterwards_all_does(
    here: SandboxDiscord, guild: Guild, running: Running
) -> None:
    async with running(Listener()) as bot:
        assert isinstance(bot, Listener)
        channel = text_channel(bot, guild, "general")
        here.outage(True)
        with pytest.raises(aiohttp.ClientError):
            await channel.send("x")
        await here.until(lambda: not here.connected)
        here.outage(False)
        await channel.send("y")
        await here.until(lambda: here.connected, timeout=10)
        assert [message.text for message in here.messages_in("general")] == ["y"]


async def test_guilds_come_and_go_while_the_bot_runs(
    here: SandboxDiscord, guild: Guild, running: Running
) -> None:
    async with running(Listener()) as bot:
        other = here.add_guild("Other")
        here.remove_guild(guild)
        await bot.wait_until_heard("GUILD_DELETE")
        assert [seen.id for seen in bot.guilds] == [other.id]
        assert isinstance(bot, Listener)
        assert bot.seen == ["ready", "guild join"]
        with pytest.raises(discord.NotFound) as unknown:
            await bot.fetch_channel(guild.channel("general").id)
    assert unknown.value.code == 10003


async def test_the_client_knows_which_roles_stand_above_it(guild: Guild, running: Running) -> None:
    async with running(Bot()) as bot:
        guild.add_role("Boss", above_bot=True)
        guild.add_role("Driver")
        [seen] = bot.guilds
        while len(seen.roles) < 5:
            await bot.wait_for("guild_role_create", timeout=5)
        driver, boss = (discord.utils.get(seen.roles, name=name) for name in ("Driver", "Boss"))
        assert driver is not None
        assert boss is not None
        assert boss > seen.me.top_role > driver
