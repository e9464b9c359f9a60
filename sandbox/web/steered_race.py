"""A simulated race server on the page."""

import re

from sandbox.discord.errors import JSON
from sandbox.games.ams2 import AMS2Server, Weekend
from sandbox.games.ams2.content import track_of
from sandbox.games.ams2.ring import Event
from sandbox.web.steered import Steered


class SteeredRace(Steered):
    """Reads the log, in which the game keeps what players saw in its chat."""

    def __init__(self, name: str, server: AMS2Server, weekend: Weekend) -> None:
        super().__init__(name, server)
        self.server, self.weekend = server, weekend
        self._read = 0  # index of the next event
        self._names: dict[int, str] = {}

    @property
    def speed(self) -> float:
        return self.weekend.speed

    @speed.setter
    def speed(self, speed: float) -> None:
        self.weekend.speed = speed

    def seen(self) -> JSON:
        state, server = self.server.session_state or "Empty", self.server
        track = track_of(int(server.attributes["TrackId"])).name if server.members else ""
        return {
            "doing": re.sub(r"\d+$", "", server.session_stage) if state == "Race" else state,
            "place": track.replace("_", " "),
            "players": [{"number": one.refid, "name": one.name} for one in server.members],
        }

    def say(self, number: int, text: str) -> None:
        member = self.server.member(number)
        if member is None:
            raise LookupError("this player has left the server")
        self.server.say(member, text)

    def read(self) -> None:
        overview = self.server.log.overview()
        fresh = self.server.log.range(self._read, overview["count"])["events"]
        for event in fresh:
            self._take(event)
        self._read = overview["first"] + overview["count"]

    def began_anew(self) -> None:
        self._read = 0  # its log begins anew

    def _take(self, event: Event) -> None:
        refid, about = event.get("refid", 0), event["attributes"]
        if event["name"] == "PlayerJoined":
            self._names[refid] = about["Name"]
        if event["name"] == "PlayerChat":
            self.note(self._names.get(refid, "?"), about["Message"])
        if event["name"] == "ServerChat":
            to = about["RefId"]
            self.note("", about["Message"], self._names.get(to, "?") if to else "")
