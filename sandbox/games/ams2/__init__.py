"""A simulated Automobilista 2 dedicated server: its HTTP API, and what happens behind it."""

from .members import JoinRefused, Member
from .server import AMS2Server
from .weekend import Weekend

__all__ = ["AMS2Server", "JoinRefused", "Member", "Weekend"]
