import datetime as dt

import discord
import pytest

from sandbox.discord import SandboxDiscord
from sandbox.discord.guild import Guild
from sandbox.discord.permissions import BOT, Right
from tests.sandbox.discord.conftest import Bot, Clock, Rest, Running


@pytest.mark.usefixtures("guild")
async def test_a_ban_removes_the_member_and_is_told_in_full(here: SandboxDiscord, running: Running) -> None:
    async with running(Bot()) as bot:
        await here.as_user("tom").say("general", "spam")
        [seen] = bot.guilds
        tom = seen.get_member_named("tom")
        assert tom is not None
        await tom.ban(reason="spam, again & again", delete_message_seconds=3600)
        await bot.wait_until_heard("GUILD_AUDIT_LOG_ENTRY_CREATE")
        assert {"GUILD_BAN_ADD", "GUILD_MEMBER_REMOVE"} <= set(bot.heard)
        assert (await seen.fetch_ban(tom)).reason == "spam, again & again"
        [entry] = [entry async for entry in seen.audit_logs(action=discord.AuditLogAction.ban)]
        assert (entry.reason, entry.user) == ("spam, again & again", seen.me)
        await seen.unban(tom)
        assert [ban async for ban in seen.bans()] == []
    assert here.messages_in("general") == []
    assert here.refusals == []


async def test_a_timeout_reaches_at_most_28_days(
    here: SandboxDiscord, guild: Guild, running: Running, clock: Clock
) -> None:
    now = dt.datetime.fromtimestamp(clock.now, dt.UTC)
    async with running(Bot()) as bot:
        tom = await bot.guilds[0].fetch_member(guild.member("tom").id)
        edited = await tom.edit(timed_out_until=now + dt.timedelta(days=27))
        assert edited is not None
        assert guild.permissions(guild.member("tom"), guild.channel("general")) == int(
            Right.VIEW_CHANNEL | Right.READ_MESSAGE_HISTORY
        )
        with pytest.raises(discord.HTTPException) as refused:
            await tom.edit(timed_out_until=now + dt.timedelta(days=29))
    assert refused.value.code == 50035
    assert len(here.refusals) == 1


async def test_nobody_times_out_an_administrator(guild: Guild, running: Running) -> None:
    guild.add_role("Admin", ["administrator"])
    guild.set_roles("tom", ["Admin"])
    async with running(Bot()) as bot:
        tom = await bot.guilds[0].fetch_member(guild.member("tom").id)
        with pytest.raises(discord.Forbidden):
            await tom.timeout(dt.timedelta(minutes=1))


async def test_roles_and_nicknames_change(guild: Guild, running: Running) -> None:
    async with running(Bot()) as bot:
        [seen] = bot.guilds
        tom = await seen.fetch_member(guild.member("tom").id)
        await tom.add_roles(discord.Object(guild.role("Moderator").id), reason="elected")
        await tom.edit(nick="Tommy")
        assert (guild.member("tom").nick, guild.member("tom").rank) == ("Tommy", 1)
        await tom.remove_roles(discord.Object(guild.role("Moderator").id))
        assert guild.member("tom").role_ids == []
        made = await seen.create_role(name="Marshal", colour=discord.Colour(0x123456), hoist=True)
        await made.edit(name="Chief Marshal")
        assert guild.role("Chief Marshal").colour == 0x123456
        await made.delete()
        assert "Chief Marshal" not in {role.name for role in guild.roles.values()}


async def test_several_are_banned_at_once(here: SandboxDiscord, rest: Rest) -> None:
    guild = here.add_guild("Big", bot_permissions=int(BOT | Right.MANAGE_GUILD))
    ids = [str(guild.add_member(name).id) for name in ("a", "b")]
    body = {"user_ids": [*ids, str(guild.owner.id)]}
    status, answer = await rest("POST", f"/guilds/{guild.id}/bulk-ban", body)
    assert (status, answer) == (200, {"banned_users": ids, "failed_users": [str(guild.owner.id)]})


async def test_channels_are_made_renamed_and_removed(
    here: SandboxDiscord, guild: Guild, running: Running
) -> None:
    async with running(Bot()) as bot:
        [seen] = bot.guilds
        group = await seen.create_category("Servers")
        text = await seen.create_text_channel("Live Board", category=group, topic="live")
        voice = await seen.create_voice_channel("Drivers: 3", category=group)
        assert (text.name, voice.name) == ("live-board", "Drivers: 3")
        await voice.edit(name="Drivers: 4")
        assert guild.channel("Drivers: 4").parent_id == group.id
        await text.set_permissions(seen.default_role, send_messages=False)
        tom = here.as_user("tom")
        with pytest.raises(LookupError):
            await tom.say("nowhere", "x")
        await text.delete()
        assert text.id not in guild.channels
    assert here.refusals == []


async def test_members_come_in_pages(guild: Guild, rest: Rest) -> None:
    path = f"/guilds/{guild.id}/members"
    _, first = await rest("GET", path, limit="2")
    _, second = await rest("GET", path, limit="100", after=first[-1]["user"]["id"])
    names = [member["user"]["username"] for member in first + second]
    assert sorted(names) == ["mona", "owner", "steward", "tom"]
