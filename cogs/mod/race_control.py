"""What stewards decide after a race, and what they look at for it."""

import hashlib
from collections.abc import Sequence

from discord import app_commands
from discord.ext import commands

from bot.domain.capabilities import HearsLaps
from bot.domain.classification import Classified, PenaltyKind
from bot.domain.errors import BadValue, NoSuchDriver, NoSuchResult, SeveralPlayers
from bot.domain.places import Level
from bot.domain.racing import Driver
from bot.services.results import Kept
from bot.ui.access import needs
from bot.ui.driven_choices import Asked, Choices
from bot.ui.host import Interaction, Services
from bot.ui.incident_embeds import incidents_embed
from bot.ui.parameters import Reason, ServerName, choose_server, fitting_servers, server_choices
from bot.ui.penalty_views import send_penalties
from bot.ui.result_embeds import moved_embed
from bot.ui.result_list import choice_words, found
from bot.ui.result_words import given_words, title_words
from bot.ui.text import clip, one_line, safe
from cogs.mod.group import MOD

_CHOICES = 25
_RESULT, _DRIVER = "result:", "driver:"
_KINDS = [
    app_commands.Choice(name="Time, in seconds", value=PenaltyKind.TIME.value),
    app_commands.Choice(name="Places", value=PenaltyKind.PLACES.value),
    app_commands.Choice(name="Disqualify", value=PenaltyKind.DISQUALIFIED.value),
]


async def result_choices(interaction: Interaction, current: str) -> Choices:
    """Offer the newest results of the servers that this person may moderate."""
    services, command = interaction.client.services, interaction.command
    if command is None:
        return []
    servers = [server.name for server in fitting_servers(interaction, command)]
    chosen = getattr(interaction.namespace, "server", None)
    heads = await services.results.headings(
        [name for name in servers if chosen in {None, name}], limit=4 * _CHOICES
    )
    named = [(choice_words(head, services), f"{_RESULT}{head.id}") for head in heads]
    fits = [(name, value) for name, value in named if current.casefold() in name.casefold()]
    return [app_commands.Choice(name=name, value=value) for name, value in fits[:_CHOICES]]


async def driver_choices(interaction: Interaction, current: str) -> Choices:
    """Offer the drivers of the result that was chosen so far."""
    try:
        kept = await _result_meant(interaction, getattr(interaction.namespace, "result", None) or "")
    except Exception:  # noqa: BLE001 - told when the command is sent; a list has no place for it
        return []
    drivers = [line.row.driver for line in kept.order]
    fits = [driver for driver in drivers if current.casefold() in driver.name.casefold()]
    return [
        app_commands.Choice(name=clip(one_line(driver.name), 100) or "?", value=_value_of(kept, driver))
        for driver in fits[:_CHOICES]
    ]


async def _result_meant(interaction: Interaction, asked: str) -> Kept:
    """Return the result that autocomplete offered as *asked*, if this person moderates its server.

    Raises `NoSuchResult`, and `NotAllowed`.
    """
    services, number = interaction.client.services, asked.removeprefix(_RESULT)
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        raise NoSuchResult
    kept = await found(services, int(number))
    services.access.require(interaction.user, Level.MODERATOR, services.servers.get(kept.server))
    return kept


def _driver_meant(kept: Kept, asked: str) -> Driver:
    """Return the driver that autocomplete offered as *asked*, or the only one of that name."""
    drivers = [row.driver for row in kept.result.rows]
    offered = [driver for driver in drivers if _value_of(kept, driver) == asked]
    named = [driver for driver in drivers if driver.name.casefold() == asked.strip().casefold()]
    fits = offered or named
    if not fits:
        raise NoSuchDriver
    if len({driver.key for driver in fits}) > 1:
        raise SeveralPlayers(asked, [driver.name for driver in fits])
    return fits[0]


def _value_of(kept: Kept, driver: Driver) -> str:
    """Return what stands for a driver of one result; it is too short to tell an identity by."""
    return _DRIVER + hashlib.sha256(f"{kept.id} {driver.key}".encode()).hexdigest()[:6]


def amount_meant(kind: PenaltyKind, amount: float | None) -> int:
    """Return the milliseconds or places of a penalty; raise `BadValue` for what makes no sense."""
    if kind is PenaltyKind.DISQUALIFIED:
        if amount:
            raise BadValue("amount", f"{amount:g}", "left out for a disqualification")
        return 0
    if amount is None:
        wanted = "how many seconds" if kind is PenaltyKind.TIME else "how many places"
        raise BadValue("amount", "nothing", wanted)
    if kind is PenaltyKind.TIME:
        return round(amount * 1000)
    if amount != int(amount):
        raise BadValue("amount", f"{amount:g}", "a whole number of places")
    return int(amount)


class RaceControl(commands.Cog):
    """The part of `/mod` about results."""

    _services: Services

    @MOD.command(name="penalty")
    @app_commands.describe(
        result="Which result, from the list",
        driver="Who",
        kind="What kind of penalty",
        amount="Seconds or places; nothing for a disqualification",
        reason="Why; everybody can read it under the result",
    )
    @app_commands.choices(kind=_KINDS)
    @app_commands.autocomplete(result=result_choices, driver=driver_choices)
    @needs(HearsLaps, level=Level.MODERATOR)
    async def penalty(
        self,
        interaction: Interaction,
        result: Asked,
        driver: Asked,
        kind: str,
        reason: Reason,
        amount: app_commands.Range[float, 0, 3600] | None = None,
    ) -> None:
        """Game server: penalise a driver; the result that was posted is put in its new order."""
        await interaction.response.defer(ephemeral=True)
        kept = await _result_meant(interaction, result)
        who, what = _driver_meant(kept, driver), PenaltyKind(kind)
        size = amount_meant(what, amount)
        before: Sequence[Classified] = kept.order
        kept = await self._services.results.penalise(
            interaction.user.id, kept.id, who.key, what, size, reason
        )
        title = f"{safe(who.name, 40)}: {given_words(what, size)}"
        await interaction.followup.send(embed=moved_embed(before, kept, title), ephemeral=True)

    @MOD.command(name="penalties")
    @app_commands.describe(result="Which result, from the list")
    @app_commands.autocomplete(result=result_choices)
    @needs(HearsLaps, level=Level.MODERATOR)
    async def penalties(self, interaction: Interaction, result: Asked) -> None:
        """Game server: show a result's penalties, and take one back."""
        await interaction.response.defer(ephemeral=True)
        await send_penalties(interaction, await _result_meant(interaction, result))

    @MOD.command(name="incidents")
    @app_commands.describe(
        server="The server; without it the channel's, or the one you used last",
        stage="Which stage, from the list; without it the newest",
    )
    @app_commands.autocomplete(server=server_choices, stage=result_choices)
    @needs(HearsLaps, level=Level.MODERATOR)
    async def incidents(
        self, interaction: Interaction, server: ServerName | None = None, stage: Asked | None = None
    ) -> None:
        """Game server: count who hit something and who left the track."""
        await interaction.response.defer(ephemeral=True)
        if stage is not None:
            kept = await _result_meant(interaction, stage)
            name, ref, title = kept.server, kept.result.ref, title_words(kept.result, kept.server)
        else:
            chosen = choose_server(interaction, server)
            name, ref, title = chosen.name, None, f"{chosen.title}: the newest stage"
        tallies = await self._services.incidents.tallies(name, ref)
        await interaction.followup.send(embed=incidents_embed(title, tallies), ephemeral=True)
