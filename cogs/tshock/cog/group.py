"""The root that the commands of several files stand under."""

from discord import app_commands

TERRARIA = app_commands.Group(name="terraria", description="Game server: what only a Terraria server can do.")
SERVER = "The server; without it the channel's, or the one you used last"
