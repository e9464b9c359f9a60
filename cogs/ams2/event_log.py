"""The server's event log: a ring whose indexes grow until its process ends, and what its events mean."""

import logging
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.kit import (
    Departure,
    Event,
    Identity,
    Player,
    PlayerJoined,
    PlayerLeft,
    PlayerSaid,
    Position,
    StageChanged,
)
from cogs.ams2.names import stage_name
from cogs.ams2.payloads import LogEvent, LogRange, keep_sound

log = logging.getLogger(__name__)

_REASONS = {1: Departure.LEFT, 2: Departure.KICKED, 3: Departure.LOST, 5: Departure.LOST}
_WORDS = {"left": Departure.LEFT, "kicked": Departure.KICKED, "disconnected": Departure.LOST}
_DRIVING = {None, "Race", "PostRace"}


@dataclass(frozen=True, slots=True)
class Session:
    """The SessionState and SessionStage that the log told last; None before it told any."""

    state: str | None = None
    stage: str = "Practice1"


def handle_of(refid: int) -> str:
    """Return a connection's handle: the lists call refid signed, in truth it is an unsigned 16-bit number."""
    return str(refid & 0xFFFF)


def mark_of(event: LogEvent) -> str:
    """Return by what an event is known again."""
    return f"{event.time}:{event.name}"


def began_anew(position: Position, ring: LogRange, events: list[LogEvent]) -> bool:
    """Tell whether the ring is another process's than the one that *position* was read from."""
    if ring.first + ring.count < position.index:
        return True
    before = next((event for event in events if event.index == position.index - 1), None)
    return before is not None and bool(position.mark) and mark_of(before) != position.mark


def sound_events(ring: LogRange) -> list[LogEvent]:
    """Return the events that can be read; an odd one is counted in the log and costs only itself."""
    sound = keep_sound(LogEvent, ring.events)
    if len(sound) < len(ring.events):
        odd = next(event for event in ring.events if not keep_sound(LogEvent, [event]))
        log.warning("%d odd events, such as %s", len(ring.events) - len(sound), _sample(odd))
    return sound


def read(session: Session, event: LogEvent) -> tuple[Session, Event | None]:
    """Return the session after *event*, and what people are told of it."""
    at, values = datetime.fromtimestamp(event.time, UTC), event.attributes
    match event.name:
        case "PlayerJoined" if event.refid is not None:
            return session, PlayerJoined(at=at, player=_joined(event.refid, values))
        case "PlayerLeft" if event.refid is not None:
            return session, PlayerLeft(at=at, handle=handle_of(event.refid), how=_departure(values))
        case "PlayerChat" if event.refid is not None:
            text = str(values.get("Message", ""))
            return session, PlayerSaid(at=at, handle=handle_of(event.refid), text=text)
        case "StateChanged":
            return _state_changed(session, at, str(values.get("NewState", "")))
        case "StageChanged":
            return _stage_changed(session, at, str(values.get("NewStage", "")))
    return session, None


def _joined(refid: int, values: dict[str, Any]) -> Player:
    steam_id = str(values.get("SteamId", ""))
    return Player(
        handle=handle_of(refid),
        name=str(values.get("Name", "")),
        identity=Identity("steam", steam_id) if steam_id.isdecimal() and steam_id != "0" else None,
    )


def _departure(values: dict[str, Any]) -> Departure:
    """Read why somebody left; the number is more precise where it is there and known."""
    try:
        number = int(values.get("GameReasonId", 0))
    except (TypeError, ValueError):
        number = 0
    reason = str(values.get("Reason", "")).lower()
    return _REASONS.get(number) or _WORDS.get(reason, Departure.UNKNOWN)


def _state_changed(session: Session, at: datetime, state: str) -> tuple[Session, Event | None]:
    after = replace(session, state=state)
    if state == "Lobby":
        return after, StageChanged(at=at, stage="Lobby")
    if state == "Race" and session.state == "Loading":
        return after, StageChanged(at=at, stage=stage_name(session.stage))
    return after, None


def _stage_changed(session: Session, at: datetime, stage: str) -> tuple[Session, Event | None]:
    """A stage that changes while nobody drives is the next session's first: it is told when it is driven."""
    after = replace(session, stage=stage)
    if session.state not in _DRIVING:
        return after, None
    return after, StageChanged(at=at, stage=stage_name(stage))


def _sample(event: Any) -> str:
    return re.sub(r"\d{6,}", "[number]", repr(event))[:200]
