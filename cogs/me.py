"""/me and /help: what the bot knows of a person and what they may do."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.places import Level
from bot.ui.access import needs, needs_of
from bot.ui.fitting import fitted
from bot.ui.host import Host, Interaction, Services
from bot.ui.links import link_words
from bot.ui.parameters import fitting_servers
from bot.ui.text import fill, safe
from bot.ui.tree import leaves

_BLURPLE = discord.Colour.blurple()


class Me(commands.Cog):
    """About the person who asks."""

    me = app_commands.Group(name="me", description="What Steward knows of you and what you may do.")

    def __init__(self, services: Services) -> None:
        self._services = services

    @me.command(name="links")
    @needs(level=Level.EVERYONE)
    async def links(self, interaction: Interaction) -> None:
        """Show the names in games that are linked to you."""
        await interaction.response.defer(ephemeral=True)
        links = await self._services.linking.links_of(interaction.user.id)
        lines = [f"{link_words(link)} by a {link.proof}" for link in links]
        text = fill(lines, 3900) or "Nothing yet. `/linkme` links your name in a game to you."
        await interaction.followup.send(embed=_embed("Your links", text), ephemeral=True)

    @me.command(name="permissions")
    @needs(level=Level.EVERYONE)
    async def permissions(self, interaction: Interaction) -> None:
        """Show what you may do on which server, and why."""
        await interaction.response.defer(ephemeral=True)
        access = self._services.access
        lines = []
        for server in self._services.servers:
            level = access.level(interaction.user, server)
            lines.append(f"**{safe(server.title)}**: {level.name.lower()}")
        everywhere = access.level(interaction.user).name.lower()
        text = f"For all servers together: **{everywhere}**\n" + fill(lines, 3000)
        hint = _hidden_hint(interaction)
        await interaction.followup.send(embed=_embed("What you may do", text + hint), ephemeral=True)

    @app_commands.command(name="help")
    @needs(level=Level.EVERYONE)
    async def help(self, interaction: Interaction) -> None:
        """Show the commands that you can use here."""
        await interaction.response.defer(ephemeral=True)
        lines = []
        roots = interaction.client.tree.get_commands(guild=interaction.guild)
        for command in leaves(roots):
            if not _may_use(interaction, command):
                continue
            if isinstance(command, app_commands.ContextMenu):
                lines.append(f"**{command.name}**: right-click or hold a member, then Apps")
            else:
                lines.append(f"`/{command.qualified_name}` {command.description}")
        await interaction.followup.send(embed=_embed("Commands", fill(sorted(lines), 3900)), ephemeral=True)


def _may_use(interaction: Interaction, command: Any) -> bool:
    needed = needs_of(command)
    if needed is None:
        return False
    level = interaction.client.services.access.level(interaction.user)
    return level >= needed.level or bool(fitting_servers(interaction, command))


def _hidden_hint(interaction: Interaction) -> str:
    """Say how to mend it when Discord hides a command from somebody who may use it."""
    roots = interaction.client.tree.get_commands(guild=interaction.guild)
    hidden = []
    for root in roots:
        if root.default_permissions is None or interaction.permissions >= root.default_permissions:
            continue
        if any(_may_use(interaction, leaf) for leaf in leaves([root])):
            hidden.append(root.name)
    if not hidden:
        return ""
    names = ", ".join(f"`/{name}`" for name in sorted(hidden))
    return (
        f"\n\nYou may use {names}, but Discord hides that from you. An administrator can allow it for your"
        " role under Server Settings, Integrations."
    )


def _embed(title: str, text: str) -> discord.Embed:
    return fitted(discord.Embed(title=title, description=text, colour=_BLURPLE))


async def setup(bot: Host) -> None:
    """Load the commands."""
    await bot.add_cog(Me(bot.services))
