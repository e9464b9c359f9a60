"""The page on which the local Discord and the simulated servers are seen, used and steered."""

from sandbox.web.page import Page
from sandbox.web.steered import Steered
from sandbox.web.steered_race import SteeredRace
from sandbox.web.steered_world import SteeredWorld

__all__ = ["Page", "Steered", "SteeredRace", "SteeredWorld"]
