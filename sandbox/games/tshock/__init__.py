"""A simulated Terraria server with TShock: its REST API, and the people and the world behind it.

What it says as 4.3.20 was recorded from a real server, as 6.2.1 partly captured from one and partly read in
the public source of 5.2. What was only read is said where it is done; what is in neither is called
inferred.
"""

from sandbox.games.tshock.config import Config
from sandbox.games.tshock.crowd import JoinRefused
from sandbox.games.tshock.dialects import V4, V6, Dialect
from sandbox.games.tshock.life import Life
from sandbox.games.tshock.people import Item, Player
from sandbox.games.tshock.server import TShockServer

__all__ = ["V4", "V6", "Config", "Dialect", "Item", "JoinRefused", "Life", "Player", "TShockServer"]
