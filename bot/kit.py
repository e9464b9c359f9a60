"""All that a game's backend may import: the contract of a game on one page.

A folder under ``cogs/`` whose ``__init__.py`` holds ``GAME = Game(...)`` is a game.  Its ``backend.py``
turns the wire into the values below and knows nothing of Discord, storage or other games; whatever fails
leaves it as a `BackendError`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.clock import Clock
from bot.domain.bans import Ban, BanBy
from bot.domain.capabilities import (
    Backend,
    CanAdvance,
    CanBan,
    CanKick,
    CanKill,
    CanMute,
    CanRestart,
    CanSay,
    CanSetSession,
    CanWhisper,
    Capability,
    HearsChat,
    HearsLaps,
    KeepsBans,
    TellsOfPlayers,
)
from bot.domain.details import Notice, Pile, PlayerDetails
from bot.domain.errors import (
    AuthFailed,
    BackendError,
    BadValue,
    NoSuchPlayer,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    Rejected,
    Unreachable,
)
from bot.domain.events import Departure, Event, Happened, PlayerJoined, PlayerLeft, PlayerSaid, StageChanged
from bot.domain.look import LogLine, LogSlice, Look, Position, Positions, Seen
from bot.domain.racing import (
    Car,
    Driven,
    Driver,
    Ending,
    Finish,
    Incident,
    IncidentKind,
    Lap,
    ResultRow,
    StageKind,
    StageResult,
    Track,
)
from bot.domain.session_settings import Applied, Change, Choice, Setting, SettingKind, resolve
from bot.domain.snapshot import Fact, Identity, Player, Snapshot, Stage
from bot.domain.timing import Pace, SectorTime, Timing, TimingRow
from bot.http import Door, Sessions
from bot.settings import SourceSettings, WebAddress

__all__ = [
    "Applied",
    "AuthFailed",
    "Backend",
    "BackendError",
    "BadValue",
    "Ban",
    "BanBy",
    "CanAdvance",
    "CanBan",
    "CanKick",
    "CanKill",
    "CanMute",
    "CanRestart",
    "CanSay",
    "CanSetSession",
    "CanWhisper",
    "Capability",
    "Car",
    "Change",
    "Choice",
    "Clock",
    "Departure",
    "Door",
    "Driven",
    "Driver",
    "Ending",
    "Event",
    "Fact",
    "Finish",
    "Game",
    "Happened",
    "HearsChat",
    "HearsLaps",
    "Identity",
    "Incident",
    "IncidentKind",
    "KeepsBans",
    "Lap",
    "LogLine",
    "LogSlice",
    "Look",
    "NoSuchPlayer",
    "Notice",
    "OutcomeUnknown",
    "Pace",
    "Pile",
    "Player",
    "PlayerDetails",
    "PlayerJoined",
    "PlayerLeft",
    "PlayerSaid",
    "Position",
    "Positions",
    "ProtocolError",
    "RateLimited",
    "Rejected",
    "ResultRow",
    "SectorTime",
    "Seen",
    "Sessions",
    "Setting",
    "SettingKind",
    "Snapshot",
    "SourceSettings",
    "Stage",
    "StageChanged",
    "StageKind",
    "StageResult",
    "TellsOfPlayers",
    "Timing",
    "TimingRow",
    "Track",
    "Unreachable",
    "WebAddress",
    "resolve",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Game:
    """One game: what it is called, which keys its servers have in main.yaml, and how they are spoken to.

    *backend* is given the entry's name, its settings, the program's connections and a clock.
    """

    kind: str
    title: str
    settings: type[SourceSettings]
    backend: Callable[[str, SourceSettings, Sessions, Clock], Backend]
