"""The routes that the other tests do not walk, from the real client."""

import discord

from sandbox.discord import SandboxDiscord
from sandbox.discord.guild import Guild
from tests.sandbox.discord.conftest import Bot, Rest, Running, text_channel

FLAG = "\N{CHEQUERED FLAG}"


async def test_reactions_come_and_go(here: SandboxDiscord, guild: Guild, running: Running) -> None:
    async with running(Bot()) as bot:
        message = await text_channel(bot, guild, "general").send("x")
        await here.as_user("tom").react(here.messages_in("general")[0], FLAG)
        await bot.wait_until_heard("MESSAGE_REACTION_ADD")
        await message.add_reaction(FLAG)
        fetched = await message.channel.fetch_message(message.id)
        assert [(reaction.emoji, reaction.count, reaction.me) for reaction in fetched.reactions] == [
            (FLAG, 2, True)
        ]
        assert {user.name async for user in fetched.reactions[0].users()} == {"tom", "steward"}
        await message.remove_reaction(FLAG, discord.Object(guild.member("tom").id))
        await message.remove_reaction(FLAG, discord.Object(here.application_id))
        await message.add_reaction(FLAG)
        await message.clear_reactions()
        assert here.messages_in("general")[0].reactions == {}
    assert here.refusals == []


async def test_threads_without_a_message(here: SandboxDiscord, guild: Guild, running: Running) -> None:
    async with running(Bot()) as bot:
        channel, [seen] = text_channel(bot, guild, "general"), bot.guilds
        thread = await channel.create_thread(name="Incident 7", type=discord.ChannelType.private_thread)
        await thread.add_user(discord.Object(guild.member("tom").id))
        assert {member.id for member in await thread.fetch_members()} == {
            bot.user and bot.user.id,
            guild.member("tom").id,
        }
        await thread.remove_user(discord.Object(guild.member("tom").id))
        await thread.leave()
        await thread.join()
        assert [active.name for active in await seen.active_threads()] == ["Incident 7"]
        await thread.edit(archived=True)
        assert await seen.active_threads() == []
        await thread.send("a message wakes it")
        assert not guild.channels[thread.id].as_thread.archived
        await thread.delete()
        forum = guild.add_channel("reports", kind="forum")
        await bot.wait_until_heard("CHANNEL_CREATE")
        there = seen.get_channel(forum.id)
        assert isinstance(there, discord.ForumChannel)
        made = await there.create_thread(name="Report", content="what happened")
        assert here.messages_in("Report")[0].id == made.message.id
    assert here.refusals == []


async def test_channels_are_read_moved_and_opened(
    here: SandboxDiscord, guild: Guild, running: Running
) -> None:
    async with running(Bot()) as bot:
        [seen] = bot.guilds
        names = [channel.name for channel in await seen.fetch_channels()]
        assert names == ["general", "status"]
        status = await bot.fetch_channel(guild.channel("status").id)
        assert isinstance(status, discord.TextChannel)
        await status.move(beginning=True)
        await status.typing()
        await status.set_permissions(seen.default_role, send_messages=False)
        await status.set_permissions(seen.default_role, overwrite=None)
        assert guild.channel("status").overwrites == {}
        message = await status.send("x")
        await message.pin()
        await message.unpin()
        assert here.messages_in("status")[0].pinned_at is None
    assert here.refusals == []


async def test_the_guild_is_read(here: SandboxDiscord, guild: Guild, running: Running) -> None:
    async with running(Bot()) as bot:
        fetched = await bot.fetch_guild(guild.id)
        assert fetched.approximate_member_count == 4
        roles = await fetched.fetch_roles()
        assert {role.name for role in roles} == {"@everyone", "Moderator", "steward"}
        assert (await fetched.fetch_role(guild.role("Moderator").id)).name == "Moderator"
        [seen] = bot.guilds
        await seen.me.edit(nick="Race control")
        assert guild.bot.nick == "Race control"
        assert await fetched.fetch_emojis() == []
        assert await seen.invites() == []
        assert await fetched.fetch_automod_rules() == []
        assert (await bot.application_info()).flags.gateway_message_content_limited
        hook = await text_channel(bot, guild, "status").create_webhook(name="Relay")
        sent = await hook.send("x", wait=True)
        assert (await hook.fetch_message(sent.id)).content == "x"
        assert await seen.webhooks() == await text_channel(bot, guild, "status").webhooks() == [hook]
    assert here.refusals == []


async def test_global_commands_are_kept_apart_from_the_guild_s(
    here: SandboxDiscord, guild: Guild, rest: Rest
) -> None:
    everywhere = f"/applications/{here.application_id}/commands"
    home = f"/applications/{here.application_id}/guilds/{guild.id}/commands"
    body = {"name": "ping", "description": "Answer", "type": 1}
    for scope in (everywhere, home):
        status, made = await rest("POST", scope, body)
        assert status == 201
        assert (await rest("POST", scope, body))[0] == 200
        changed = await rest("PATCH", f"{scope}/{made['id']}", {"description": "Answer at once"})
        assert changed[1]["description"] == "Answer at once"
        assert await rest("GET", f"{scope}/{made['id']}") == changed
    assert len(here.as_user("tom").commands("general")) == 2
    assert (await rest("PUT", everywhere, []))[1] == []
    assert await rest("GET", everywhere) == (200, [])
    assert len((await rest("GET", home))[1]) == 1
