"""/results, and the buttons below every result: what everybody may read."""

import io
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.capabilities import HearsLaps
from bot.domain.errors import BadValue, NoSuchServer
from bot.domain.places import Level
from bot.ui.access import needs
from bot.ui.driven_choices import Asked, choose_track, track_choices
from bot.ui.host import Host, Interaction, Services
from bot.ui.paging import send_pages
from bot.ui.parameters import ServerName, server_choices
from bot.ui.result_buttons import CSV, DETAILS, button_id
from bot.ui.result_embeds import details_pages
from bot.ui.result_export import as_csv, as_json, file_name
from bot.ui.result_list import Sought, found, send_results, titles_of
from bot.ui.tree import answering


class Results(commands.Cog):
    """Looks results up."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(name="results")
    @app_commands.describe(
        server="Only this server; of one that is gone type the whole name",
        track="Only this track",
        date="Only this day: 2026-03-01, today or yesterday",
    )
    @app_commands.autocomplete(server=server_choices, track=track_choices)
    @needs(HearsLaps, level=Level.EVERYONE)
    async def results(
        self,
        interaction: Interaction,
        server: ServerName | None = None,
        track: Asked | None = None,
        date: Asked | None = None,
    ) -> None:
        """Show how races, qualifyings and practices ended."""
        await interaction.response.defer(ephemeral=True)
        services = self._services
        sought = Sought(
            server=_server_meant(services, server) if server else None,
            track=choose_track(services.records, track).key if track else None,
            day=day_meant(date, services.clock(), services.zone) if date else None,
        )
        await send_results(interaction, sought)


def _server_meant(services: Services, asked: str) -> str:
    """Return a server's full name; one that is gone from main.yaml has its results still."""
    try:
        return services.servers.find(asked, services.servers.that_can(HearsLaps)).name
    except NoSuchServer:
        return asked.strip()


def day_meant(asked: str, now: datetime, zone: tzinfo) -> date:
    """Return the day in *zone* that *asked* means; raise `BadValue` where it means none."""
    today = now.astimezone(zone).date()
    words = {"today": today, "yesterday": today - timedelta(days=1)}
    word = asked.strip().casefold()
    if word in words:
        return words[word]
    try:
        return datetime.strptime(word, "%Y-%m-%d").replace(tzinfo=zone).date()
    except ValueError:
        raise BadValue("date", asked, "a day such as 2026-03-01, `today` or `yesterday`") from None


class ResultButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"result:(details|csv|json):(\d{1,18})"
):
    """Shows one person more of a result, from below its post."""

    def __init__(self, what: str, result_id: int) -> None:
        super().__init__(discord.ui.Button(custom_id=button_id(what, result_id)))
        self._what = what
        self._result_id = result_id

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], __: discord.ui.Item[Any], match: Any, /
    ) -> "ResultButton":
        """Make the button again from its id, whichever run of the bot made the post."""
        return cls(match[1], int(match[2]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the press."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        services: Services = interaction.client.services
        async with answering(interaction):
            kept = await found(services, self._result_id)
            if self._what == DETAILS:
                await send_pages(
                    interaction, details_pages(kept, titles_of(services).get(kept.server, kept.server))
                )
                return
            content = as_csv(kept) if self._what == CSV else as_json(kept)
            file = discord.File(io.BytesIO(content), file_name(kept, self._what))
            await interaction.followup.send(file=file, ephemeral=True)


async def setup(bot: Host) -> None:
    """Load the command and the buttons."""
    await bot.add_cog(Results(bot.services))
    bot.add_dynamic_items(ResultButton)
