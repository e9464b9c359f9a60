"""`python -m sandbox discord`: the local Discord alone, with a guild to try a bot in."""

import argparse
import asyncio
import sys
from typing import Any

from sandbox.discord.guild import Guild
from sandbox.discord.service import SandboxDiscord

CHANNELS = ("overview", "status", "feed", "chat", "audit", "general")


def add_parser(subparsers: Any) -> None:
    """Add the sub-command `discord` to those of `python -m sandbox`."""
    parser: argparse.ArgumentParser = subparsers.add_parser("discord", help="a local Discord")
    parser.add_argument("--port", type=int, default=8700, help="port on 127.0.0.1")
    parser.add_argument("--token", help="the bot's token; made up if left out")
    parser.set_defaults(run=run)


async def run(args: argparse.Namespace) -> None:
    """Serve until cancelled."""
    discord = SandboxDiscord(token=args.token, rates="real")
    guild = ready_guild(discord)
    await discord.start(args.port)
    lines = [f"api_base: {discord.api_base}", f"token: {discord.token}", f"guild_id: {guild.id}"]
    lines += [f"#{channel.name}: {channel.id}" for channel in guild.channels.values()]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
    try:
        await asyncio.Event().wait()
    finally:
        await discord.close()


def ready_guild(discord: SandboxDiscord) -> Guild:
    """A guild with the channels, roles and people that a bot for game servers expects."""
    guild = discord.add_guild("Paddock Club")
    guild.add_role("Admin", ["manage_guild", "kick_members", "moderate_members", "manage_messages"])
    guild.add_role("Moderator", ["kick_members", "moderate_members", "manage_messages"])
    guild.add_role("Driver")
    for name in CHANNELS:
        guild.add_channel(name)
    guild.add_member("admin", roles=["Admin"])
    guild.add_member("moderator", roles=["Moderator"])
    guild.add_member("driver", roles=["Driver"])
    guild.add_member("rookie", roles=["Driver"])
    return guild
