"""The three clocks of an interaction: 3 s, 15 min, and once only."""

import asyncio

import aiohttp
import discord
import pytest

from sandbox.discord import SandboxDiscord
from sandbox.discord.guild import Guild
from sandbox.discord.interactions import COMMAND
from sandbox.discord.sending import send_interaction
from tests.sandbox.discord.bots import Form
from tests.sandbox.discord.conftest import Bot, Clock, Rest, Running


class Held(Bot):
    """Hands its one command's interaction to the test instead of answering."""

    def __init__(self, guild_id: int) -> None:
        super().__init__()
        self.interactions: asyncio.Queue[discord.Interaction] = asyncio.Queue()
        self.home = discord.Object(guild_id)

        @self.tree.command(description="Hold", guild=self.home)
        async def hold(interaction: discord.Interaction) -> None:
            await self.interactions.put(interaction)

    async def setup_hook(self) -> None:
        await self.tree.sync(guild=self.home)


async def test_an_answer_after_three_seconds_is_too_late(
    here: SandboxDiscord, guild: Guild, running: Running, clock: Clock
) -> None:
    async with running(Held(guild.id)) as bot:
        assert isinstance(bot, Held)
        asked = asyncio.create_task(here.as_user("mona").slash("hold"))
        interaction = await bot.interactions.get()
        clock.now += 3.1
        with pytest.raises(discord.NotFound) as late:
            await interaction.response.send_message("hello")
        assert (await asked).failed
    assert late.value.code == 10062


async def test_a_token_lives_for_fifteen_minutes(
    here: SandboxDiscord, guild: Guild, running: Running, clock: Clock
) -> None:
    async with running(Held(guild.id)) as bot:
        assert isinstance(bot, Held)
        reply = here.as_user("mona").send_slash("hold", {}, "general")
        interaction = await bot.interactions.get()
        await interaction.response.send_message("hello")
        clock.now += 899
        await interaction.edit_original_response(content="still here")
        assert reply.text == "still here"
        clock.now += 2
        with pytest.raises(discord.HTTPException) as late:
            await interaction.edit_original_response(content="too late")
    assert (late.value.status, late.value.code) == (401, 50027)


async def test_a_second_first_answer_is_refused(here: SandboxDiscord, guild: Guild, rest: Rest) -> None:
    path = callback(here, guild)
    assert (await rest("POST", path, {"type": 4, "data": {"content": "x"}}))[0] == 204
    status, answer = await rest("POST", path, {"type": 4, "data": {"content": "y"}})
    assert (status, answer["code"]) == (400, 40060)


async def test_a_refused_answer_leaves_room_for_a_good_one(
    here: SandboxDiscord, guild: Guild, rest: Rest
) -> None:
    path = callback(here, guild)
    status, answer = await rest("POST", path, {"type": 4, "data": {"content": "x" * 2001}})
    assert (status, list(answer["errors"]["data"])) == (400, ["content"])
    assert (await rest("POST", path, {"type": 4, "data": {"content": "x"}}))[0] == 204


@pytest.mark.parametrize("kind", [6, 7, 8, 99])
async def test_a_kind_of_answer_that_does_not_fit_is_refused(
    here: SandboxDiscord, guild: Guild, rest: Rest, kind: int
) -> None:
    status, answer = await rest("POST", callback(here, guild), {"type": kind, "data": {}})
    assert (status, answer["code"]) == (400, 50035)


async def test_a_callback_with_response_describes_the_message(
    here: SandboxDiscord, guild: Guild, rest: Rest
) -> None:
    body = {"type": 4, "data": {"content": "x", "flags": 64}}
    status, answer = await rest("POST", callback(here, guild), body, with_response="1")
    message = answer["resource"]["message"]
    assert (status, answer["interaction"]["response_message_id"]) == (200, message["id"])
    assert answer["interaction"]["response_message_ephemeral"]
    path = f"/channels/{message['channel_id']}/messages/{message['id']}"
    assert (await rest("GET", path))[1]["code"] == 10008


async def test_a_form_beyond_a_limit_is_refused(here: SandboxDiscord, guild: Guild, rest: Rest) -> None:
    data = {**Form().to_dict(), "title": "t" * 46}
    status, answer = await rest("POST", callback(here, guild), {"type": 9, "data": data})
    assert (status, list(answer["errors"]["data"])) == (400, ["title"])


async def test_the_routes_of_an_interaction_need_no_token(here: SandboxDiscord, guild: Guild) -> None:
    async with aiohttp.ClientSession() as session:
        url = here.api_base + callback(here, guild)
        async with session.post(url, json={"type": 5}) as answer:
            assert answer.status == 204


def callback(here: SandboxDiscord, guild: Guild) -> str:
    """The address at which a fresh command interaction is answered."""
    user, channel = guild.member("mona").user, guild.channel("general")
    made = send_interaction(here.world, COMMAND, user, channel, {"id": "1", "name": "x", "type": 1})
    return f"/interactions/{made.id}/{made.token}/callback"
