"""Automobilista 2 dedicated servers; those of Project CARS 1 and 2 speak nearly the same."""

from bot.kit import Game
from cogs.ams2.backend import AMS2, make_backend
from cogs.ams2.settings import AMS2Settings

GAME = Game(kind="ams2", title="Automobilista 2", settings=AMS2Settings, backend=make_backend)

__all__ = ["AMS2", "GAME", "AMS2Settings"]
