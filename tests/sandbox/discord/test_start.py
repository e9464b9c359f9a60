from sandbox.discord import SandboxDiscord
from sandbox.discord.guild import Guild
from tests.sandbox.discord.conftest import Bot, Running


async def test_the_real_client_logs_in_and_knows_the_guild(
    here: SandboxDiscord, guild: Guild, running: Running
) -> None:
    async with running(Bot()) as bot:
        [seen] = bot.guilds
        assert (seen.id, seen.name, seen.member_count) == (guild.id, "Paddock Club", 4)
        assert {channel.name for channel in seen.text_channels} == {"general", "status"}
        mona = seen.get_member_named("mona")
        assert mona is not None
        assert [role.name for role in mona.roles] == ["@everyone", "Moderator"]
        assert seen.me.top_role > mona.top_role
    frames = [entry["frame"] for entry in here.recording.entries if entry["kind"] == "frame"]
    [created] = [frame["d"] for frame in frames if frame.get("t") == "GUILD_CREATE"]
    assert created["unavailable"] is False
    assert here.unknown_routes == []
    assert here.refusals == []
