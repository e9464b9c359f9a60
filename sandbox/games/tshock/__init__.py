"""A simulated Terraria server with TShock: its REST API, and the people and the world behind it."""

from sandbox.games.tshock.config import Config
from sandbox.games.tshock.crowd import JoinRefused
from sandbox.games.tshock.dialects import V4, V6, Dialect
from sandbox.games.tshock.life import Life
from sandbox.games.tshock.people import Item, Player
from sandbox.games.tshock.server import TShockServer

__all__ = ["V4", "V6", "Config", "Dialect", "Item", "JoinRefused", "Life", "Player", "TShockServer"]
