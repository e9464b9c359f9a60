"""Acts on a server's world."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from discord import app_commands
from discord.ext import commands

from bot.ui.kit import BadValue, Interaction, Level, Server, ServerName, needs, safe, server_choices
from cogs.tshock.capabilities import RunsTerraria
from cogs.tshock.cog.acting import Act, answer, ask_first, chosen
from cogs.tshock.cog.group import SERVER, TERRARIA
from cogs.tshock.world_acts import WorldActs


@dataclass(frozen=True, slots=True)
class What:
    """One entry of the list; with a *question* it is asked first, and *label* stands on the button."""

    name: str
    verb: str
    do: Callable[[WorldActs], Awaitable[str]]
    question: str = ""
    label: str = ""
    event: str = ""


_BUTCHER = "Kill every hostile creature on **{server}**? Bosses and invaders that are fought now die too."
_ALL = (
    "Kill every creature on **{server}**, the friendly ones too? Bunnies and caught critters that run free"
    " are gone; the town's people live."
)
_METEOR = "Let a meteorite fall on **{server}**? It destroys what stands where it falls."
WHAT: Mapping[str, What] = {
    "day": What("Time: morning, 4:30", "made it morning", lambda world: world.set_time("day")),
    "noon": What("Time: noon", "made it noon", lambda world: world.set_time("noon")),
    "night": What("Time: nightfall, 19:30", "made it night", lambda world: world.set_time("night")),
    "midnight": What("Time: midnight", "made it midnight", lambda world: world.set_time("midnight")),
    "moon": What("Blood moon: begin", "began a blood moon", lambda world: world.set_blood_moon(on=True)),
    "no-moon": What("Blood moon: end", "ended the blood moon", lambda world: world.set_blood_moon(on=False)),
    "meteor": What(
        "Meteor",
        "let a meteor fall",
        lambda world: world.drop_meteor(),
        _METEOR,
        "Let it fall",
        "A meteorite fell",
    ),
    "butcher": What(
        "Kill hostile creatures",
        "killed the hostile creatures",
        lambda world: world.butcher(friendly_too=False),
        _BUTCHER,
        "Kill them",
    ),
    "butcher-all": What(
        "Kill all creatures, friendly ones too",
        "killed all creatures",
        lambda world: world.butcher(friendly_too=True),
        _ALL,
        "Kill them all",
    ),
}
_CHOICES = [app_commands.Choice(name=one.name, value=value) for value, one in WHAT.items()]


class WorldCommands(commands.Cog):
    """The part of `/terraria` about the world."""

    @TERRARIA.command(name="world")
    @app_commands.describe(what="What shall happen", server=SERVER)
    @app_commands.choices(what=_CHOICES)
    @app_commands.autocomplete(server=server_choices)
    @needs(RunsTerraria, level=Level.ADMIN)
    async def world(self, interaction: Interaction, what: str, server: ServerName | None = None) -> None:
        """Game server: set the time, begin a blood moon, let a meteor fall, kill creatures."""
        await interaction.response.defer(ephemeral=True)
        where, runs = chosen(interaction, server)
        wanted = WHAT.get(what)
        if wanted is None:
            raise BadValue("what", what, "one of the list")
        act = Act(wanted.name, wanted.verb, lambda: wanted.do(runs.world), event=wanted.event)
        if wanted.question:
            await ask_first(interaction, where, act, _filled(wanted.question, where), wanted.label)
        else:
            await answer(interaction, where, act)

    @TERRARIA.command(name="save")
    @app_commands.describe(server=SERVER)
    @app_commands.autocomplete(server=server_choices)
    @needs(RunsTerraria, level=Level.ADMIN)
    async def save(self, interaction: Interaction, server: ServerName | None = None) -> None:
        """Game server: save the world now."""
        await interaction.response.defer(ephemeral=True)
        where, runs = chosen(interaction, server)
        await answer(interaction, where, Act("Save the world", "saved the world", runs.world.save))

    @TERRARIA.command(name="autosave")
    @app_commands.describe(state="Whether the server saves its world by itself", server=SERVER)
    @app_commands.choices(
        state=[app_commands.Choice(name="on", value="on"), app_commands.Choice(name="off", value="off")]
    )
    @app_commands.autocomplete(server=server_choices)
    @needs(RunsTerraria, level=Level.ADMIN)
    async def autosave(self, interaction: Interaction, state: str, server: ServerName | None = None) -> None:
        """Game server: switch the server's own saving on or off, until its next start."""
        await interaction.response.defer(ephemeral=True)
        where, runs = chosen(interaction, server)
        on = state == "on"
        verb = "switched autosave on" if on else "switched autosave off"
        act = Act(f"Autosave {'on' if on else 'off'}", verb, lambda: runs.world.set_autosave(on=on))
        await answer(interaction, where, act)


def _filled(question: str, server: Server) -> str:
    return question.format(server=safe(server.title))
