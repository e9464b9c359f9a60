"""A simulated Automobilista 2 dedicated server: its HTTP API, and what happens behind it."""

from sandbox.games.ams2.members import JoinRefused, Member
from sandbox.games.ams2.recording import record
from sandbox.games.ams2.server import AMS2Server
from sandbox.games.ams2.titles import AMS2, PC1, Title
from sandbox.games.ams2.weekend import Weekend

__all__ = ["AMS2", "PC1", "AMS2Server", "JoinRefused", "Member", "Title", "Weekend", "record"]
