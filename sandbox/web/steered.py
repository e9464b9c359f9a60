"""One simulated server as the page shows and steers it."""

import asyncio
from collections import deque

from sandbox.discord.errors import JSON
from sandbox.games.ams2 import AMS2Server, Weekend
from sandbox.games.ams2.content import track_of
from sandbox.games.ams2.ring import Event

LINES = 200
TROUBLES = ("cut_off", "hang", "refuse", "500", "401", "html", "truncated", "wrong_types")


class Steered:
    """Remembers what players saw in the game's chat; the game itself only logs it."""

    def __init__(self, name: str, server: AMS2Server, weekend: Weekend) -> None:
        self.name, self.server, self.weekend = name, server, weekend
        self.lines: deque[JSON] = deque(maxlen=LINES)
        self.down = False
        self.trouble = ""
        self._read = 0  # index of the next event
        self._names: dict[int, str] = {}
        self._one_at_a_time = asyncio.Lock()

    def describe(self) -> JSON:
        server = self.server
        return {
            "name": self.name,
            "down": self.down,
            "trouble": self.trouble,
            "speed": self.weekend.speed,
            "state": server.session_state or "Empty",
            "stage": server.session_stage,
            "track": track_of(int(server.attributes["TrackId"])).name if server.members else "",
            "players": [{"refid": one.refid, "name": one.name} for one in server.members],
            "lines": list(self.lines),
        }

    async def act(self, what: str) -> None:
        """Do *what*: down, up, restart, mend, or one of TROUBLES; ValueError for anything else."""
        async with self._one_at_a_time:
            match what:
                case "down" if not self.down:
                    self.down = True
                    await self.server.down()
                case "up" if self.down:
                    await self.server.up()
                    self.down = False
                case "down" | "up":
                    pass
                case "restart":
                    self.read()
                    self.server.restart()
                    self._read = 0  # its log begins anew
                    self._note("", "The server was started anew.")
                case _:
                    self._spoil("" if what == "mend" else what)

    def _spoil(self, trouble: str) -> None:
        if trouble not in ("", *TROUBLES):
            raise ValueError(f"no such trouble: {trouble}")
        self.server.faults.clear()
        self.trouble = trouble
        if trouble:
            self.server.faults.add("*", trouble, times=None)

    def say(self, refid: int, text: str) -> None:
        """Have a player write *text*; LookupError if they have left."""
        member = self.server.member(refid)
        if member is None:
            raise LookupError("this player has left the server")
        self.server.say(member, text)

    def read(self) -> None:
        """Read what was said since the last time."""
        overview = self.server.log.overview()
        fresh = self.server.log.range(self._read, overview["count"])["events"]
        for event in fresh:
            self._take(event)
        self._read = overview["first"] + overview["count"]

    def _take(self, event: Event) -> None:
        refid, about = event.get("refid", 0), event["attributes"]
        if event["name"] == "PlayerJoined":
            self._names[refid] = about["Name"]
        if event["name"] == "PlayerChat":
            self._note(self._names.get(refid, "?"), about["Message"])
        if event["name"] == "ServerChat":
            to = about["RefId"]
            self._note("", about["Message"], self._names.get(to, "?") if to else "")

    def _note(self, by: str, text: str, only_to: str = "") -> None:
        """Keep a line; nobody as its author is the server itself."""
        self.lines.append({"by": by, "text": text, "to": only_to})
