"""A local Discord, faithful where a bot for game servers touches it: REST, gateway, limits, people.

A test uses it so:

    async with SandboxDiscord() as discord:
        guild = discord.add_guild("Paddock Club")
        guild.add_channel("general")
        guild.add_member("mona")
        ...  # a bot logs in at discord.api_base with discord.token
        reply = await discord.as_user("mona").slash("players", channel="general")
        assert "Ann" in reply.text
        assert discord.refusals == discord.unknown_routes == []
"""

from sandbox.discord.errors import ClientRefused
from sandbox.discord.person import Person
from sandbox.discord.reply import Reply
from sandbox.discord.service import SandboxDiscord

__all__ = ["ClientRefused", "Person", "Reply", "SandboxDiscord"]
