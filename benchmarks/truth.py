"""What a simulated server says and what its board shows, compared at every change of either."""

import re
import time
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.domain.snapshot import Player
from bot.ui.embeds import player_name
from cogs.ams2.names import session_words
from sandbox.discord.model import Message
from sandbox.games.ams2 import AMS2Server

Claim: TypeAlias = tuple[str, str]
"""Something that can be true or not: ("stage", "Race"), ("there", a name), ("people", how many)."""

_PERSON = re.compile(r"(?:`[ \d]+` )?\*\*(.*)\*\*(?: <@\d+>)?(?: \N{MIDDLE DOT} .*)?")
_PEOPLE = re.compile(r"Players: (\d+)")
_LIVE = "\N{LARGE GREEN CIRCLE}"


def said(server: AMS2Server) -> set[Claim]:
    """Return what *server* says, in the form in which a board shows it."""
    names = [player_name(Player(handle="", name=member.name), {})[2:-2] for member in server.members]
    running = server.state != "Idle"
    stage = session_words(server.session_state, server.session_stage) if running else ""
    there: set[Claim] = {("there", name) for name in names}
    return there | {("people", str(len(names))), ("stage", stage or "Nothing runs")}


def shown(board: Message) -> set[Claim]:
    """Return what *board* shows for true; nothing while it says itself that it may be old."""
    embed = board.embeds[0]
    if not embed["title"].startswith(_LIVE):
        return set()
    claims: set[Claim] = set()
    for part in embed["fields"]:
        if part["name"] == "Now":
            claims.add(("stage", re.split(r", (?:ends|lap) ", part["value"])[0]))
        if people := _PEOPLE.match(part["name"]):
            claims.add(("people", people[1]))
        found = [_PERSON.fullmatch(line) for line in part["value"].splitlines()]
        claims |= {("there", person[1]) for person in found if person}
    return claims


@dataclass
class Comparison:
    """For how long a board showed what was no longer so, claim by claim, in seconds."""

    lies: list[tuple[float, Claim]] = field(default_factory=list)
    _since: dict[Claim, float] = field(default_factory=dict)

    def look(self, said: AbstractSet[Claim], shown: AbstractSet[Claim]) -> None:
        """Compare the two sides as they are right now."""
        now = time.monotonic()
        untrue = {claim for claim in shown if claim not in said}
        for claim in self._since.keys() - untrue:
            self.lies.append((now - self._since.pop(claim), claim))
        for claim in untrue:
            self._since.setdefault(claim, now)
