"""People on the server."""

from dataclasses import dataclass, field
from typing import Any


class JoinRefused(Exception):
    """The server did not let somebody in: banned for a while, or full."""


@dataclass(slots=True, eq=False)
class Member:
    refid: int
    """Unsigned 16-bit, new at every join."""
    steamid: str
    name: str
    jointime: int
    vehicle_id: int
    livery_id: int
    ping: int
    state: str = "Authenticating"
    load_state: str = "UNKNOWN"
    race_stat_flags: int = 0
    given: dict[str, int] = field(default_factory=dict)
    """Attributes that were set over HTTP."""

    def status(self, index: int, *, attributes: bool) -> dict[str, Any]:
        """Describe this member; the one with index 0 is the host."""
        body: dict[str, Any] = {
            "index": index,
            "refid": self.refid,
            "steamid": self.steamid,
            "state": self.state,
            "name": self.name,
            "jointime": self.jointime,
            "host": index == 0,
        }
        if attributes:
            body["attributes"] = {
                "VehicleId": self.vehicle_id,
                "LiveryId": self.livery_id,
                "LoadState": self.load_state,
                "RaceStatFlags": self.race_stat_flags,
                "Ping": self.ping,
                **self.given,
            }
        return body
