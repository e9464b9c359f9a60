"""All servers as they are known now, and how people's words find one of them, or somebody on it."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.capabilities import Backend, Capability, HearsChat
from bot.domain.errors import NoSuchPlayer, NoSuchServer, SeveralPlayers
from bot.domain.health import Condition, Health
from bot.domain.look import Position
from bot.domain.places import Place
from bot.domain.presets import Preset
from bot.domain.racing import IncidentKind
from bot.domain.roster import Roster
from bot.domain.snapshot import Player, Snapshot
from bot.domain.timing import Timing
from bot.polling.coordinator import Coordinator
from bot.services.chat_line import ChatLine

HANDLE_PREFIX = "player:"
"""Marks a value that autocomplete gave, so that it is never taken for a name that somebody typed."""


@dataclass(kw_only=True)
class Source:
    """One entry under ``servers`` in main.yaml."""

    name: str
    game: str
    backend: Backend
    coordinator: Coordinator
    place_of: Callable[[str], Place]
    hides_ai: bool = False
    warn_after: Mapping[IncidentKind, int] = field(default_factory=dict)
    presets: Sequence[Preset] = ()
    """All that the operator wrote; `Server.presets` are those for one server."""

    def can(self, capability: type[Capability]) -> bool:
        """Tell whether this source's game has *capability*, as far as is known."""
        return isinstance(self.backend, capability) and capability not in self.backend.lacks

    @property
    def takes_codes(self) -> bool:
        """Whether a code that is typed in the game's chat proves who typed it."""
        return self.can(HearsChat) and isinstance(self.backend, HearsChat) and self.backend.is_proof


@dataclass(kw_only=True)
class Server:
    """One server: what was seen last, what is stored of it, and how its source is doing.

    *name* is its source's, with ``/`` and its own behind when the source holds several; *inner* is its
    own name there, ``""`` for the only one.
    """

    name: str
    inner: str
    source: Source
    place: Place
    health: Health
    snapshot: Snapshot | None = None
    timing: Timing | None = None
    seen_at: datetime | None = None
    roster: Roster = field(default_factory=dict)
    position: Position | None = None
    revision: int = 0
    busy: asyncio.Lock = field(default_factory=asyncio.Lock)
    chat: ChatLine = field(default_factory=ChatLine)

    @property
    def title(self) -> str:
        """What people call it: its own name for itself once it told one."""
        return (self.snapshot.title if self.snapshot else "") or self.name

    @property
    def presets(self) -> list[Preset]:
        """The presets that are meant for it, in their operator's order."""
        here = {"game": self.source.game, "entry": self.source.name, "server": self.name}
        return [preset for preset in self.source.presets if preset.fits(**here)]

    @property
    def answers(self) -> bool:
        """Whether what was seen last may still be taken for true."""
        return self.health.condition in {Condition.LIVE, Condition.LATE}

    def find_player(self, asked: str) -> Player:
        """Return the person meant by *asked*: a value from autocomplete, or a name or its beginning."""
        if asked.startswith(HANDLE_PREFIX):
            player = self.roster.get(asked.removeprefix(HANDLE_PREFIX))
            return player or self._nobody(asked)
        wanted = asked.strip().casefold()
        players = list(self.roster.values())
        exact = [player for player in players if player.name.casefold() == wanted]
        fits = exact or [player for player in players if player.name.casefold().startswith(wanted)]
        if not fits or not wanted:
            self._nobody(asked)
        if len(fits) > 1:
            raise SeveralPlayers(asked, [player.name for player in fits])
        return fits[0]

    def _nobody(self, asked: str) -> Player:
        shown = "that player" if asked.startswith(HANDLE_PREFIX) else asked
        raise NoSuchPlayer(shown, self.title)


class Servers:
    """Every server of every source, in the order of main.yaml."""

    def __init__(self) -> None:
        self.sources: dict[str, Source] = {}
        self._servers: dict[str, Server] = {}
        self._behind: dict[
            str, dict[str, Server]
        ] = {}  # asked at every look: a search through all would cost

    def add(self, source: Source) -> None:
        """Make a source known; its servers are met when they are looked at."""
        self.sources[source.name] = source
        self._behind[source.name] = {}

    def __iter__(self) -> Iterator[Server]:
        return iter(self._servers.values())

    def __len__(self) -> int:
        return len(self._servers)

    def get(self, name: str) -> Server | None:
        """Return the server of that full name."""
        return self._servers.get(name)

    def behind(self, source: str) -> list[Server]:
        """Return the servers of one source."""
        return list(self._behind[source].values())

    def meet(self, source: str, inner: str) -> Server:
        """Return the server called *inner* behind *source*, made known when it was not."""
        here = self._behind[source]
        if inner not in here:
            if inner and "" in here:  # a stand-in from before the first look
                del here[""], self._servers[source]
            owner, name = self.sources[source], full_name(source, inner)
            here[inner] = self._servers[name] = Server(
                name=name,
                inner=inner,
                source=owner,
                place=owner.place_of(inner),
                health=owner.coordinator.health,
            )
        return here[inner]

    def that_can(self, *capabilities: type[Capability]) -> list[Server]:
        """Return the servers whose game has all *capabilities*."""
        return [server for server in self if all(server.source.can(wanted) for wanted in capabilities)]

    @property
    def were_all_asked(self) -> bool:
        """Whether every source was looked at since the start, with whatever success."""
        return not any(
            source.coordinator.health.condition is Condition.WAITING for source in self.sources.values()
        )

    def some_can(self, *capabilities: type[Capability]) -> bool:
        """Tell whether the game of some server has all *capabilities*."""
        return any(all(map(source.can, capabilities)) for source in self.sources.values())

    def find(self, asked: str, fits: Sequence[Server]) -> Server:
        """Return the one of *fits* that *asked* names, by its entry or its title."""
        wanted = asked.strip().casefold()
        for server in fits:
            if server.name.casefold() == wanted:
                return server
        titled = [server for server in fits if server.title.casefold() == wanted]
        if len(titled) == 1:
            return titled[0]
        raise NoSuchServer(asked, [server.name for server in fits])

    def of_channel(self, channel: int, fits: Sequence[Server]) -> Server | None:
        """Return the only one of *fits* that lives in *channel*."""
        here = [server for server in fits if channel in server.place.channels.values()]
        return here[0] if len(here) == 1 else None


def full_name(source: str, inner: str) -> str:
    """Return what a server is called everywhere outside its source."""
    return f"{source}/{inner}" if inner else source
