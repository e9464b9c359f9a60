"""/terraria: what only a Terraria server can do, for admins."""

from bot.ui.kit import Host
from cogs.tshock.cog.group import TERRARIA
from cogs.tshock.cog.process import ProcessCommands
from cogs.tshock.cog.world import WorldCommands


class Terraria(WorldCommands, ProcessCommands):
    """All commands below one root."""

    terraria = TERRARIA


async def setup(bot: Host) -> None:
    """Load the commands."""
    await bot.add_cog(Terraria())
