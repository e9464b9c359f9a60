"""/kick, /ban, /unban and /chat, written once for every game that can."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.bans import BanBy
from bot.domain.capabilities import CanBan, CanKick, CanSay, CanWhisper, KeepsBans, require
from bot.domain.errors import BadValue, NoSuchPlayer
from bot.domain.places import Level
from bot.domain.snapshot import Player
from bot.domain.times import in_words
from bot.services.servers import Server
from bot.ui.access import needs
from bot.ui.embeds import receipt_embed
from bot.ui.host import Host, Interaction, Services
from bot.ui.parameters import (
    Length,
    PlayerName,
    Reason,
    ServerName,
    choose_server,
    length_meant,
    player_choices,
    server_choices,
)
from bot.ui.restraint_embeds import OFFERED, ban_line, ban_meant
from bot.ui.text import safe
from bot.ui.views import ask

_SERVER = "The server; without it the channel's, or the one you used last"
_WAYS = [app_commands.Choice(name=f"Their {way.value}", value=way.value) for way in BanBy if way in OFFERED]
_HELD_BY_LIST = "The server itself keeps them out; /unban lifts it, and /mod bans lists it."
_HELD_BY_MEMORY = "The server itself keeps them out, and forgets it when it restarts."


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
        player="Who; where the game keeps bans, also an account that is away",
        reason="Why; kept in the audit, and shown to them where the game can",
        duration="How long, such as 30m, 2h or 1d; without it for good, where the game keeps bans",
        by="What to recognise them by, where the game can choose",
        server=_SERVER,
    )
    @app_commands.choices(by=_WAYS)
    @app_commands.autocomplete(player=player_choices, server=server_choices)
    @needs(CanBan, level=Level.MODERATOR)
    async def ban(
        self,
        interaction: Interaction,
        player: PlayerName,
        reason: Reason,
        duration: Length | None = None,
        by: str | None = None,
        server: ServerName | None = None,
    ) -> None:
        """Game server: remove a player and keep them out."""
        await interaction.response.defer(ephemeral=True)
        chosen = choose_server(interaction, server)
        person, way = _banned(chosen, player, by)
        length = length_meant(duration)
        keeps = isinstance(chosen.source.backend, KeepsBans)
        if length is None and not keeps:
            raise BadValue("duration", "nothing", "a time such as `30m` or `2h`: this game forgets its bans")
        how_long = f"for {in_words(length)}" if length else "for good"

        async def act(pressed: Interaction) -> discord.Embed:
            receipt = await self._services.moderation.ban(
                pressed.user.id, chosen, person, length, reason, way
            )
            return receipt_embed(f"Ban {safe(person.name)} {how_long}", [receipt])

        question = _question(f"Ban {how_long}:", person, chosen, reason)
        question.set_footer(text=_HELD_BY_LIST if keeps else _HELD_BY_MEMORY)
        await ask(interaction, question, "Ban", act, chosen)

    @app_commands.command(name="unban")
    @app_commands.describe(
        who="Whom: a name, or the number of the ban", reason="Why; kept in the audit", server=_SERVER
    )
    @app_commands.autocomplete(server=server_choices)
    @needs(KeepsBans, level=Level.MODERATOR)
    async def unban(
        self, interaction: Interaction, who: PlayerName, reason: Reason, server: ServerName | None = None
    ) -> None:
        """Game server: lift a ban."""
        await interaction.response.defer(ephemeral=True)
        chosen = choose_server(interaction, server)
        backend = require(chosen.source.backend, KeepsBans, chosen.title)
        ban = ban_meant(await backend.bans(chosen.inner), who)

        async def act(pressed: Interaction) -> discord.Embed:
            receipt = await self._services.moderation.unban(pressed.user.id, chosen, ban, reason)
            return receipt_embed(f"Unban {safe(ban.who)}", [receipt])

        question = discord.Embed(
            description=f"Lift on **{safe(chosen.title)}**?\n{ban_line(ban)}", colour=discord.Colour.gold()
        )
        await ask(interaction, question, "Lift it", act, chosen)

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


def _banned(server: Server, asked: str, by: str | None) -> tuple[Player, BanBy | None]:
    """Return whom to ban by what: somebody who is there, or an account or a name that is not.

    Raises `BadValue`, `NoSuchPlayer` and `SeveralPlayers`.
    """
    backend = server.source.backend
    ways = backend.ban_ways(server.inner) if isinstance(backend, KeepsBans) else ()
    way = BanBy(by) if by else None
    if way is not None and way not in ways:
        raise BadValue(
            "by", way.value, "left out, or a way that this server has", [one.value for one in ways]
        )
    try:
        return server.find_player(asked), way
    except NoSuchPlayer:
        if way not in {BanBy.ACCOUNT, BanBy.CHARACTER}:
            raise
        return Player(handle="", name=asked.strip()), way


def _question(what: str, person: Player, server: Server, reason: str) -> discord.Embed:
    asked = f"{what} **{safe(person.name)}** from **{safe(server.title)}**?"
    return discord.Embed(description=f"{asked}\nReason: {safe(reason, 200)}", colour=discord.Colour.gold())


async def setup(bot: Host) -> None:
    """Load the commands."""
    await bot.add_cog(Moderation(bot.services))
