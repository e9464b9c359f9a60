"""A simulated Automobilista 2 dedicated server: its HTTP API, and what happens behind it."""

from sandbox.games.ams2.members import JoinRefused, Member
from sandbox.games.ams2.server import AMS2Server
from sandbox.games.ams2.weekend import Weekend

__all__ = ["AMS2Server", "JoinRefused", "Member", "Weekend"]
