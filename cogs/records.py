"""/records and /laps: who is fastest, and how somebody drove."""

from collections.abc import Collection
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.capabilities import HearsLaps
from bot.domain.places import Level
from bot.domain.racing import Track
from bot.domain.snapshot import Identity
from bot.services.records import DrivenLap
from bot.ui.access import needs
from bot.ui.driven_choices import (
    Asked,
    Choices,
    DriverChoices,
    car_choices,
    choose_cars,
    choose_track,
    track_choices,
)
from bot.ui.driving import track_name
from bot.ui.host import Host, Interaction, Services
from bot.ui.lap_pictures import laps_picture
from bot.ui.paging import send_pages
from bot.ui.parameters import ServerName, choose_server, server_choices
from bot.ui.record_embeds import laps_pages, records_pages
from bot.ui.text import safe

_MOST_LAPS = 200
_DOT = " \N{MIDDLE DOT} "


class Records(commands.Cog):
    """Looks up laps."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._drivers = DriverChoices(services.records)

    @app_commands.command(name="records")
    @app_commands.describe(
        track="The track",
        car="Only this car, or this class",
        conditions="Only laps in this weather",
        server="Only laps on this server; without it those on all",
    )
    @app_commands.autocomplete(track=track_choices, car=car_choices, server=server_choices)
    @needs(HearsLaps, level=Level.EVERYONE)
    async def records(
        self,
        interaction: Interaction,
        track: Asked,
        car: Asked | None = None,
        conditions: Literal["dry", "wet"] | None = None,
        server: ServerName | None = None,
    ) -> None:
        """Show the best laps on a track."""
        await interaction.response.defer(ephemeral=True)
        records = self._services.records
        where = choose_track(records, track)
        cars = choose_cars(records, car) if car else None
        only = choose_server(interaction, server) if server else None
        found = await records.of_track(
            where.key,
            car=cars.key if cars else None,
            group=cars.group if cars else None,
            servers=[only.name] if only else None,
            wet=None if conditions is None else conditions == "wet",
        )
        title = [f"Records on {track_name(where)}"]
        title += [safe(cars.name, 40)] if cars else []
        title += [conditions] if conditions else []
        title += [safe(only.title, 60)] if only else []
        members = await self._services.linking.members(one.driver for one in found)
        await send_pages(interaction, records_pages(_DOT.join(title), found, members))

    @app_commands.command(name="laps")
    @app_commands.describe(driver="Whose laps; without it yours", track="Only laps on this track")
    @app_commands.autocomplete(track=track_choices)
    @needs(HearsLaps, level=Level.EVERYONE)
    async def laps(
        self, interaction: Interaction, driver: Asked | None = None, track: Asked | None = None
    ) -> None:
        """Show the newest laps of you, or of another driver."""
        await interaction.response.defer(ephemeral=True)
        where = choose_track(self._services.records, track) if track else None
        if driver is None:
            links = await self._services.linking.links_of(interaction.user.id)
            if not links:
                await interaction.followup.send(embed=_not_linked(), ephemeral=True)
                return
            title, identities = "Your laps", {link.identity for link in links}
        else:
            chosen = await self._drivers.choose(driver)
            title = f"Laps of {safe(chosen.name, 40)}"
            identities = {chosen.identity} if chosen.identity else set()
        await self._show(interaction, title, identities, where)

    @laps.autocomplete("driver")
    async def _offer_drivers(self, _: Interaction, current: str) -> Choices:
        return await self._drivers.offer(current)

    async def _show(
        self, interaction: Interaction, title: str, identities: Collection[Identity], where: Track | None
    ) -> None:
        records, track = self._services.records, where.key if where else None
        laps: list[DrivenLap] = []
        for identity in identities:
            laps += await records.laps_of(identity, track=track, limit=_MOST_LAPS)
        laps = sorted(laps, key=lambda lap: lap.at, reverse=True)[:_MOST_LAPS]
        bests = await records.bests_of(identities, track=track)
        titles = {server.name: server.title for server in self._services.servers}
        if where:
            title += f" on {track_name(where)}"
        pages = laps_pages(title, laps, bests, titles)
        picture = await laps_picture(self._services.painter, laps)
        if picture:
            for page in pages:
                page.set_image(url=f"attachment://{picture.filename}")
        await send_pages(interaction, pages, picture)


def _not_linked() -> discord.Embed:
    return discord.Embed(
        description="No name in a game is linked to you yet; `/linkme` does that. Until then name a driver.",
        colour=discord.Colour.light_grey(),
    )


async def setup(bot: Host) -> None:
    """Load the commands."""
    await bot.add_cog(Records(bot.services))
