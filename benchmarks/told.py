"""How long it takes from an event on a simulated server to the message that tells it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.ui.text import safe
from cogs.ams2.names import session_words
from sandbox.discord.model import Message
from sandbox.games.ams2 import AMS2Server

_TOLD_STAGES = ("Lobby", "Race", "PostRace")


@dataclass
class Waiting:
    """An event that no message tells yet; *parts* stand in the line that will."""

    happened: float
    while_silent: bool
    parts: tuple[str, ...]


@dataclass
class Delays:
    """Seconds from each event to its message, by the words of the line; apart for a silent server's."""

    server: AMS2Server
    told: list[tuple[float, str]] = field(default_factory=list)
    told_after_silence: list[tuple[float, str]] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    _next: int = 0
    _names: dict[int, str] = field(default_factory=dict)
    _stage: str = ""

    def happen(self, *, silent: bool) -> None:
        """Note the events that are new in the log; *silent* while nobody can ask the server."""
        log = self.server.log.range(self._next, 10_000)
        for event in log["events"]:
            self._next = event["index"] + 1
            for parts in self._worth_telling(event):
                self.waiting.append(Waiting(time.monotonic(), silent, parts))

    def fall_silent(self) -> None:
        """Count what no look has brought yet to the silence."""
        for one in self.waiting:
            one.while_silent = True

    def speak_again(self) -> None:
        """Count what happened during the silence from now on: nobody could know it before."""
        for one in self.waiting:
            one.happened = time.monotonic()

    def hear(self, message: Message) -> None:
        """Find the events that *message* tells."""
        for line in message.text.splitlines():
            found = next((one for one in self.waiting if all(part in line for part in one.parts)), None)
            if found:
                self.waiting.remove(found)
                delays = self.told_after_silence if found.while_silent else self.told
                delays.append((time.monotonic() - found.happened, line))

    def _worth_telling(self, event: dict[str, object]) -> Iterator[tuple[str, ...]]:
        attributes = event["attributes"]
        assert isinstance(attributes, dict)
        refid = event.get("refid")
        match event["name"]:
            case "PlayerJoined":
                assert isinstance(refid, int)
                self._names[refid] = f"**{safe(attributes['Name'])}**"
                yield self._names[refid], " joined"
            case "PlayerLeft":
                assert isinstance(refid, int)
                yield "\N{BLACK LEFT-POINTING TRIANGLE}", self._names[refid]
            case "PlayerChat":
                assert isinstance(refid, int)
                yield f"{self._names[refid]}: ", safe(attributes["Message"], 300)
            case "SessionDestroyed":
                self._stage = ""
            case "StateChanged" | "StageChanged":
                yield from self._stage_now()

    def _stage_now(self) -> Iterator[tuple[str, ...]]:
        state = self.server.session_state
        stage = session_words(state, self.server.session_stage)
        if state in _TOLD_STAGES and stage != self._stage:
            self._stage = stage
            yield "\N{CHEQUERED FLAG}", f"**{stage}**"
