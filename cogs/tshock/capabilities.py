"""What only a Terraria server can do, for the commands below /terraria."""

from bot.kit import Capability
from cogs.tshock.process import Process
from cogs.tshock.world_acts import WorldActs


class RunsTerraria(Capability):
    """The server is one of Terraria, with a world and a program that can be acted on."""

    phrase = "do that: it is no Terraria server"

    world: WorldActs
    process: Process


class RestartsTerraria(RunsTerraria):
    """Its version can also be told to begin anew."""

    phrase = "restart itself: versions of TShock since 4.4 cannot"
