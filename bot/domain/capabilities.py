"""What a source can be asked, and what a game may be able to do.

A capability is a type: ``class TShock(Backend, CanKick, CanBan)``.  Commands exist because some configured
server can do them.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import ClassVar, TypeVar

from bot.domain.bans import Ban, BanBy
from bot.domain.details import Notice, PlayerDetails
from bot.domain.errors import NotSupported
from bot.domain.events import Event
from bot.domain.look import Look, Positions
from bot.domain.session_settings import Change, Setting
from bot.domain.snapshot import Fact, Player


class Backend(ABC):
    """One source: everything that is asked of one address.

    Every method raises a `BackendError` and nothing else, and a change also a `UserError` where the person
    who asked can mend it.
    """

    log_tells: frozenset[type[Event]] = frozenset()
    """The kinds of event that come from the server's log and not from the difference of two looks; may change
    with a look."""

    lacks: frozenset["type[Capability]"] = frozenset()
    """What this class can do and the server behind it was found to be unable to; may change with a look."""

    @abstractmethod
    async def look(self, since: Positions) -> Look:
        """Look once at every server of the source, and read its log from *since* (none: from now on)."""

    async def verify(self) -> list[str]:
        """Try address, credentials and rights; return what is worth telling, one sentence each."""
        await self.look({})
        return []

    async def vitals(self, server: str) -> Sequence[Fact]:
        """Ask what the operator of *server* wants to know of its health, in words; nothing is changed."""
        return ()

    def pages(self, server: str) -> Sequence[Fact]:
        """Return the server's own pages, with a web address each, where the operator published them."""
        return ()

    def about(self, server: str, player: Player) -> Sequence[Fact]:
        """Return what staff may know of *player* beside the snapshot, as the last look showed it."""
        return ()

    async def notices(self, server: str) -> Sequence[Notice]:
        """Return the texts that *server* shows to whoever joins; none where it is silent.

        Everybody may call this at any time, so it asks the server seldom and never raises a `BackendError`.
        """
        return ()

    async def close(self) -> None:  # noqa: B027 - most have nothing to end
        """End what goes on behind the looks; to be awaited once nothing more is asked."""


class Capability(ABC):
    """Something that a game's server may be able to do."""

    phrase: ClassVar[str]
    """Completes "this server cannot ..."."""


class CanKick(Capability):
    """The game can remove a player from its server."""

    phrase = "remove players"

    @abstractmethod
    async def kick(self, server: str, player: Player, reason: str) -> None:
        """Remove *player*, telling them *reason* where the game can."""


class CanKill(Capability):
    """The game can let a player's character die, who comes back as after any other death."""

    phrase = "kill players"

    @abstractmethod
    async def kill(self, server: str, player: Player) -> None:
        """Let the character of *player* die now."""


class TellsOfPlayers(Capability):
    """The game can tell more of one player than every look shows: what they carry, and where they are."""

    phrase = "tell what players carry"

    @abstractmethod
    async def details(self, server: str, player: Player) -> PlayerDetails:
        """Ask the server about *player*; nothing is changed."""


class CanBan(Capability):
    """The game can remove a player and keep them out for some time; for good where it `KeepsBans`."""

    phrase = "keep players out"

    @abstractmethod
    async def ban(
        self,
        server: str,
        player: Player,
        duration: timedelta | None,
        reason: str,
        by: BanBy | None = None,
    ) -> Ban | None:
        """Remove *player* and refuse them for *duration*, or for good; return the ban if it can be read back.

        *by* is what to recognise them by; without it what suits the game best.  A returned ban without an end
        although there is a *duration* is one that the game does not end by itself.
        """


class KeepsBans(CanBan):
    """The game keeps a list of bans that outlives its restart."""

    phrase = "tell who is banned"

    @abstractmethod
    def ban_ways(self, server: str) -> Sequence[BanBy]:
        """Return by what a ban can recognise somebody there, the usual way first."""

    @abstractmethod
    async def bans(self, server: str) -> Sequence[Ban]:
        """Return every ban that holds now."""

    @abstractmethod
    async def unban(self, server: str, key: str) -> None:
        """Lift the ban of that `Ban.key`; one that is gone already is lifted."""


class CanMute(Capability):
    """The game can keep a player from writing in its chat, until they leave at the latest."""

    phrase = "mute players"

    @abstractmethod
    async def mute(self, server: str, player: Player) -> None:
        """Keep *player* from writing; whoever is muted already stays so."""

    @abstractmethod
    async def unmute(self, server: str, player: Player) -> None:
        """Let *player* write again; whoever is not muted stays so."""


class CanSay(Capability):
    """The game can show a line to everybody on the server."""

    phrase = "show messages"

    @abstractmethod
    async def say(self, server: str, text: str) -> None:
        """Show *text* to everybody; the backend makes it fit the game."""


class CanWhisper(Capability):
    """The game can show a line to one player alone."""

    phrase = "show messages to one player"

    by_name: ClassVar[bool] = False
    """Whether a player is found by the name alone: worn by one at a time, and by another one tomorrow."""

    @abstractmethod
    async def whisper(self, server: str, player: Player, text: str) -> None:
        """Show *text* to *player* alone; the backend makes it fit the game."""


class HearsChat(Capability):
    """The game's log tells what players write to everybody."""

    phrase = "tell what players write"

    is_proof: ClassVar[bool] = True
    """Whether nobody can make a line that the log shows as somebody else's."""


class CanAdvance(Capability):
    """The game can end the stage that runs and begin the next."""

    phrase = "advance the session"

    @abstractmethod
    async def advance(self, server: str) -> None:
        """End the stage that runs, for everybody."""


class CanRestart(Capability):
    """The game can begin its session anew; what that does to those who drive differs from game to game."""

    phrase = "restart the session"

    @abstractmethod
    async def restart(self, server: str) -> None:
        """Begin the session anew, for everybody."""


class CanSetSession(Capability):
    """The game's session has settings that can be read, and some of them set."""

    phrase = "change its session settings"

    @abstractmethod
    def session_settings(self, server: str) -> Sequence[Setting]:
        """Return every setting as the last look showed it, from memory; empty before the first look."""

    @abstractmethod
    async def set_session(
        self, server: str, values: Mapping[str, str], *, upcoming: bool = False, copy_to_next: bool = False
    ) -> Sequence[Change]:
        """Ask for *values* by `Setting.key`, all in one go, and read back what became of them.

        A value is the server's own, or what people call it.  *upcoming* sets the next session and not the
        one that runs; *copy_to_next* sets both.  Raises `BadValue` before anything is sent when a key or a
        value is impossible.
        """


class HearsLaps(Capability):
    """The game tells laps, and how its stages end."""

    phrase = "tell laps and results"


C = TypeVar("C", bound=Capability)


def require(backend: Backend, capability: type[C], server: str) -> C:
    """Return *backend* as *capability*; raise `NotSupported` where this game or this server lacks it."""
    if not isinstance(backend, capability) or capability in backend.lacks:
        raise NotSupported(server, capability.phrase)
    return backend
