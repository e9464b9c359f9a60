"""The page on which the local Discord and the simulated servers are seen, used and steered."""

from sandbox.web.page import Page
from sandbox.web.steered import Steered

__all__ = ["Page", "Steered"]
