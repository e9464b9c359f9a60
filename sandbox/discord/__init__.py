"""A local Discord, faithful where a bot of this kind touches it: REST, gateway, limits, people."""

from sandbox.discord.errors import ClientRefused
from sandbox.discord.person import Person
from sandbox.discord.reply import Reply
from sandbox.discord.service import SandboxDiscord

__all__ = ["ClientRefused", "Person", "Reply", "SandboxDiscord"]
