"""The server's event log: where to go on reading in it, and what its events tell."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

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
from cogs.ams2.event_pages import Page
from cogs.ams2.log_events import LogEvent
from cogs.ams2.names import session_words

_REASONS = {1: Departure.LEFT, 2: Departure.KICKED, 3: Departure.LOST, 5: Departure.LOST}
_WORDS = {"left": Departure.LEFT, "kicked": Departure.KICKED, "disconnected": Departure.LOST}
_LONGEST_STEAMID = 20
"""Digits of the greatest 64-bit number."""
_SAME_TIME = timedelta(seconds=5)
_TELLING = {
    *("SessionCreated", "SessionDestroyed", "StateChanged", "StageChanged"),
    *("PlayerJoined", "PlayerLeft", "PlayerChat"),
}
"""Events of which people may be told something; of a hundred it is a few."""
_WORTH_TELLING = {"", "Lobby", "Race", "PostRace"}
"""States at whose beginning people are told the stage; loading and returning pass by themselves."""


@dataclass(frozen=True, slots=True)
class Session:
    """SessionState and SessionStage as told last; empty before either was."""

    state: str = ""
    stage: str = ""

    @property
    def words(self) -> str:
        """What people call this moment; a state that is not known yet is taken for driving."""
        return session_words(self.state or "Race", self.stage)


def handle_of(refid: int) -> str:
    """Return a connection's handle: the lists call refid signed, in truth it is an unsigned 16-bit number."""
    return str(refid & 0xFFFF)


def mark_of(event: LogEvent) -> str:
    """Return by what an event is known again."""
    return f"{event.time}:{event.name}"


def mark_before(position: Position, page: Page) -> str:
    """Return the mark of the event before *position*, or "" when *page* does not hold it."""
    return next((mark_of(event) for event in page.events if event.index == position.index - 1), "")


def began_anew(position: Position, page: Page) -> bool:
    """Tell whether the log is another process's than the one that *position* was read from."""
    before = mark_before(position, page)
    return page.end < position.index or (bool(before and position.mark) and before != position.mark)


def after(position: Position, page: Page) -> Position:
    """Return *position* moved behind the last event of *page*."""
    last = page.events[-1] if page.events else None
    if last is None or last.index < position.index:
        return replace(position, mark=position.mark or mark_before(position, page))
    return replace(position, index=last.index + 1, mark=mark_of(last))


def ahead_of(theirs: int, ours: datetime) -> timedelta:
    """Return how far our clock is ahead of one that shows *theirs* in unix seconds; 0 is one that is missing.

    A difference that the way here and the whole seconds of their clock explain is none.
    """
    ahead = ours - datetime.fromtimestamp(theirs, UTC)
    return ahead if theirs and abs(ahead) > _SAME_TIME else timedelta(0)


def session_before(events: list[LogEvent], otherwise: Session) -> Session:
    """Return what the session was before *events*, as they tell it themselves; else *otherwise*."""
    state = stage = ""
    for event in events:
        match event.name:
            case "SessionCreated" | "SessionDestroyed":
                break  # what comes then is another session
            case "StateChanged":
                state = state or event.attributes.previous_state
            case "StageChanged":
                stage = stage or event.attributes.previous_stage
    return Session(state or otherwise.state, stage or otherwise.stage)


def read(
    session: Session, events: list[LogEvent], ahead: timedelta = timedelta(0)
) -> tuple[Session, tuple[Event, ...]]:
    """Return the session after *events*, and what people are told of them, *ahead* of the events' times."""
    told: list[Event] = []
    for event in events:
        if event.name in _TELLING:
            before, session = session, moved(session, event)
            at = datetime.fromtimestamp(event.time, UTC) + ahead
            told += _people(event, at) if session is before else _stages(before, session, at)
    return session, tuple(told)


def moved(session: Session, event: LogEvent) -> Session:
    """Return what the session is after *event*, itself when it stays as it is."""
    match event.name:
        case "SessionCreated" | "SessionDestroyed":
            return Session("None", "Practice1")
        case "StateChanged":
            return replace(session, state=event.attributes.new_state)
        case "StageChanged":
            return replace(session, stage=event.attributes.new_stage)
    return session


def _stages(before: Session, session: Session, at: datetime) -> Iterator[Event]:
    """Tell a stage when it begins to be driven, not when it is set while nobody drives yet."""
    if session.state not in _WORTH_TELLING or session.words in {"", before.words}:
        return
    if session.state == before.state == "PostRace":
        return  # the stage that begins when this state ends
    yield StageChanged(at=at, stage=session.words)


def _people(event: LogEvent, at: datetime) -> Iterator[Event]:
    if event.refid is None:
        return
    handle, values = handle_of(event.refid), event.attributes
    match event.name:
        case "PlayerJoined":
            player = Player(handle=handle, name=values.name, identity=identity_of(values.steam_id))
            yield PlayerJoined(at=at, player=player)
        case "PlayerLeft":
            yield PlayerLeft(at=at, handle=handle, how=departure(values.game_reason_id, values.reason))
        case "PlayerChat":
            yield PlayerSaid(at=at, handle=handle, text=values.message)


def identity_of(steamid: str) -> Identity | None:
    """Return who has that SteamID64, if it is one."""
    is_number = len(steamid) <= _LONGEST_STEAMID and steamid.isascii() and steamid.isdecimal()
    return Identity("steam", steamid) if is_number and steamid.strip("0") else None


def departure(number: int, words: str) -> Departure:
    """Return why somebody left; the number is more precise where it is there and known."""
    return _REASONS.get(number) or _WORDS.get(words.lower(), Departure.UNKNOWN)
