"""/terraria: what only a Terraria server can do, for admins."""

from bot.ui.kit import Host
from cogs.tshock.cog.accounts import AccountCommands
from cogs.tshock.cog.console import ConsoleCommands
from cogs.tshock.cog.group import TERRARIA
from cogs.tshock.cog.groups import GroupCommands
from cogs.tshock.cog.process import ProcessCommands
from cogs.tshock.cog.world import WorldCommands


class Terraria(WorldCommands, ProcessCommands, ConsoleCommands, AccountCommands, GroupCommands):
    """All commands below one root."""

    terraria = TERRARIA


async def setup(bot: Host) -> None:
    """Load the commands."""
    await bot.add_cog(Terraria())
