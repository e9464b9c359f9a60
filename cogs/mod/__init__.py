"""/mod: what moderators decide, and what they look at for it."""

from bot.ui.host import Host, Services
from cogs.mod.group import MOD
from cogs.mod.race_control import RaceControl
from cogs.mod.restraint import Restraint


class Mod(RaceControl, Restraint):
    """The commands of moderators that are not roots of their own."""

    mod = MOD

    def __init__(self, services: Services) -> None:
        self._services = services


async def setup(bot: Host) -> None:
    """Load the commands."""
    await bot.add_cog(Mod(bot.services))
