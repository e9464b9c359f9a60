"""/kick, /ban and /chat, written once for every game that can."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.capabilities import CanBan, CanKick, CanSay, CanWhisper, require
from bot.domain.places import Level
from bot.domain.snapshot import Player
from bot.domain.times import in_words
from bot.services.servers import Server
from bot.ui.access import needs
from bot.ui.embeds import receipt_embed
from bot.ui.host import Host, Interaction, Services
from bot.ui.parameters import (
    PlayerName,
    Reason,
    ServerName,
    ban_length,
    choose_server,
    player_choices,
    server_choices,
)
from bot.ui.text import safe
from bot.ui.views import ask

_SERVER = "The server; without it the channel's, or the one you used last"


class Moderation(commands.Cog):
    """What moderators do to people on servers."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(name="kick")
    @app_commands.describe(player="Who", reason="Why; kept in the audit", server=_SERVER)
    @app_commands.autocomplete(player=player_choices, server=server_choices)
    @needs(CanKick, level=Level.MODERATOR)
    async def kick(
        self, interaction: Interaction, player: PlayerName, reason: Reason, server: ServerName | None = None
    ) -> None:
        """Game server: remove a player."""
        await interaction.response.defer(ephemeral=True)
        chosen = choose_server(interaction, server)
        person = chosen.find_player(player)

        async def act(pressed: Interaction) -> discord.Embed:
            receipt = await self._services.moderation.kick(pressed.user.id, chosen, person, reason)
            return receipt_embed(f"Kick {safe(person.name)}", [receipt])

        await ask(interaction, _question("Remove", person, chosen, reason), "Remove", act, chosen)

    @app_commands.command(name="ban")
    @app_commands.describe(
        player="Who",
        duration="How long, such as 30m, 2h or 1d",
        reason="Why; kept in the audit",
        server=_SERVER,
    )
    @app_commands.autocomplete(player=player_choices, server=server_choices)
    @needs(CanBan, level=Level.MODERATOR)
    async def ban(
        self,
        interaction: Interaction,
        player: PlayerName,
        duration: app_commands.Range[str, 2, 20],
        reason: Reason,
        server: ServerName | None = None,
    ) -> None:
        """Game server: remove a player and keep them out for some time."""
        await interaction.response.defer(ephemeral=True)
        chosen = choose_server(interaction, server)
        person = chosen.find_player(player)
        length = ban_length(duration)

        async def act(pressed: Interaction) -> discord.Embed:
            receipt = await self._services.moderation.ban(pressed.user.id, chosen, person, length, reason)
            return receipt_embed(f"Ban {safe(person.name)} for {in_words(length)}", [receipt])

        question = _question(f"Ban for {in_words(length)}:", person, chosen, reason)
        question.set_footer(text="The server itself keeps them out, and forgets it when it restarts.")
        await ask(interaction, question, "Ban", act, chosen)

    @app_commands.command(name="chat")
    @app_commands.describe(text="What to say", player="Only to this player", server=_SERVER)
    @app_commands.autocomplete(player=player_choices, server=server_choices)
    @needs(CanSay, level=Level.MODERATOR)
    async def chat(
        self,
        interaction: Interaction,
        text: app_commands.Range[str, 1, 400],
        player: PlayerName | None = None,
        server: ServerName | None = None,
    ) -> None:
        """Game server: write to everybody there, or to one player."""
        await interaction.response.defer(ephemeral=True)
        chosen = choose_server(interaction, server)
        person = chosen.find_player(player) if player else None
        if person:
            require(chosen.source.backend, CanWhisper, chosen.title)
        receipt = await self._services.moderation.say(interaction.user.id, chosen, text, person)
        to = f" to {safe(person.name)}" if person else ""
        await interaction.followup.send(embed=receipt_embed(f"Message{to}", [receipt]), ephemeral=True)


def _question(what: str, person: Player, server: Server, reason: str) -> discord.Embed:
    asked = f"{what} **{safe(person.name)}** from **{safe(server.title)}**?"
    return discord.Embed(description=f"{asked}\nReason: {safe(reason, 200)}", colour=discord.Colour.gold())


async def setup(bot: Host) -> None:
    """Load the commands."""
    await bot.add_cog(Moderation(bot.services))
