"""What only a Terraria server can do, for the commands below /terraria."""

from bot.kit import Capability
from cogs.tshock.accounts import Accounts
from cogs.tshock.commanding import Commanding
from cogs.tshock.groups import Groups
from cogs.tshock.process import Process
from cogs.tshock.world_acts import WorldActs


class RunsTerraria(Capability):
    """The server is one of Terraria, with a world, a program, a console, accounts and groups."""

    phrase = "do that: it is no Terraria server"

    world: WorldActs
    process: Process
    console: Commanding
    accounts: Accounts
    groups: Groups


class RestartsTerraria(RunsTerraria):
    """Its version can also be told to begin anew."""

    phrase = "restart itself: versions of TShock since 4.4 cannot"
