"""Terraria servers with TShock, as of 2016 and as of today."""

from bot.kit import Game
from cogs.tshock.backend import TShock, make_backend
from cogs.tshock.settings import TShockSettings

GAME = Game(kind="tshock", title="Terraria", settings=TShockSettings, backend=make_backend)

__all__ = ["GAME", "TShock", "TShockSettings"]
