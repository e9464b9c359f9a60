"""/session: moving a server's session on."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.capabilities import CanAdvance, CanRestart
from bot.domain.places import Level
from bot.ui.access import needs
from bot.ui.embeds import receipt_embed
from bot.ui.host import Host, Interaction, Services
from bot.ui.parameters import Reason, ServerName, choose_server, server_choices
from bot.ui.session_words import advance_question, restart_question
from bot.ui.views import ask


class Sessions(commands.Cog):
    """The session of a server."""

    session = app_commands.Group(name="session", description="Game server: the session that runs.")

    def __init__(self, services: Services) -> None:
        self._services = services

    @session.command(name="advance")
    @app_commands.describe(
        reason="Why; kept in the audit",
        server="The server; without it the channel's, or the one you used last",
    )
    @app_commands.autocomplete(server=server_choices)
    @needs(CanAdvance, level=Level.MODERATOR)
    async def advance(
        self, interaction: Interaction, reason: Reason, server: ServerName | None = None
    ) -> None:
        """Game server: end the stage that runs and begin the next."""
        await interaction.response.defer(ephemeral=True)
        chosen = choose_server(interaction, server)

        async def act(pressed: Interaction) -> discord.Embed:
            receipt = await self._services.moderation.advance(pressed.user.id, chosen, reason)
            return receipt_embed("Advance the session", [receipt])

        await ask(interaction, advance_question(chosen, reason), "End it for everybody", act, chosen)

    @session.command(name="restart")
    @app_commands.describe(
        reason="Why; kept in the audit",
        server="The server; without it the channel's, or the one you used last",
    )
    @app_commands.autocomplete(server=server_choices)
    @needs(CanRestart, level=Level.MODERATOR)
    async def restart(
        self, interaction: Interaction, reason: Reason, server: ServerName | None = None
    ) -> None:
        """Game server: begin the session anew; what was driven in it is lost."""
        await interaction.response.defer(ephemeral=True)
        chosen = choose_server(interaction, server)

        async def act(pressed: Interaction) -> discord.Embed:
            receipt = await self._services.moderation.restart(pressed.user.id, chosen, reason)
            return receipt_embed("Restart the session", [receipt])

        await ask(interaction, restart_question(chosen, reason), "Restart for everybody", act, chosen)


async def setup(bot: Host) -> None:
    """Load the commands."""
    await bot.add_cog(Sessions(bot.services))
