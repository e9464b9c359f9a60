"""The root that the commands of several files stand under."""

from discord import app_commands

MOD = app_commands.Group(name="mod", description="Game server: what moderators look at and decide.")
