"""What becomes news, as plain values; it is put into words when it is sent."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.domain.events import Happened, PlayerJoined, PlayerLeft, PlayerSaid, StageChanged
from bot.domain.health import Health
from bot.domain.outcomes import Outcome
from bot.domain.racing import Driver, Lap
from bot.domain.roster import Told
from bot.domain.snapshot import Identity, Player
from bot.services.servers import Server
from bot.storage.acts import Act
from bot.storage.laps import Best
from bot.storage.outbox import News

FEED, CHAT, AUDIT, REPLY, RESULT, STAFF = "feed", "chat", "audit", "reply", "result", "staff"
"""The kinds: for the feed channel, the chat channel, the audit channel, into the game, for the results
channel, and for the staff channel or else the audit channel."""

RESULTS_CHANNEL = "results"
"""The purpose of the channel that results go to."""

OLD_NEWS = timedelta(minutes=10)
"""News older than this is not told one by one any more."""


def wanted(server: Server, rows: Iterable[News]) -> list[News]:
    """Leave out what has no channel to go to."""
    return [row for row in rows if row.kind in {AUDIT, REPLY, STAFF} or row.kind in server.place.channels]


def purpose(kind: str) -> str:
    """Return the purpose of the channel for news of that kind, as the settings call it."""
    return RESULTS_CHANNEL if kind == RESULT else kind


def of(server: Server, told: Told) -> list[News]:
    """Return the news that one event makes."""
    match told.event:
        case PlayerJoined(player=player, at=at):
            return [_feed(server, at, what="joined", **_who(player))]
        case PlayerLeft(at=at, how=how) if told.player:
            return [_feed(server, at, what="left", how=how.value, **_who(told.player))]
        case StageChanged(at=at, stage=stage):
            return [_feed(server, at, what="stage", stage=stage)]
        case Happened(at=at, what=what, is_over=is_over):
            return [_feed(server, at, what="over" if is_over else "happens", name=what)]
        case PlayerSaid(at=at, text=text):
            name = told.player.name if told.player else "somebody"
            return [News(kind=CHAT, server=server.name, at=at, payload={"name": name, "text": text})]
    return []


def gap(server: Server, at: datetime, lost: int) -> News:
    """Say that the log had moved on before it was read."""
    return _feed(server, at, what="gap", lost=lost)


def event(server: Server, at: datetime, words: str) -> News:
    """Say that something happened in the game's world, such as ``A meteorite fell``."""
    return _feed(server, at, what="event", name=words)


def restarted(server: Server, at: datetime) -> News:
    """Say that the game's server began anew."""
    return _feed(server, at, what="restarted")


def lost(server: Server, health: Health) -> News:
    """Say that the server is lost, or refuses the bot."""
    cause = type(health.cause).__name__
    return _feed(server, health.since, what=health.condition.value, cause=cause)


def back(server: Server, at: datetime) -> News:
    """Say that the server answers again."""
    return _feed(server, at, what="back")


def reply(server: Server, at: datetime, player: Player, what: str, **facts: Any) -> News:
    """Answer somebody in the game."""
    payload = {"what": what, "handle": player.handle, **facts, **_who(player)}
    return News(kind=REPLY, server=server.name, at=at, payload=payload)


def report(server: Server, at: datetime, player: Player, accused: Player | None, words: str) -> News:
    """Hand to the staff what *player* said of somebody; *words* begin with the name that was typed."""
    about = accused.name if accused else None
    payload = {"what": "report", "about": about, "words": words, **_who(player)}
    return News(kind=STAFF, server=server.name, at=at, payload=payload)


def alert(server: str, at: datetime, what: str, **facts: Any) -> News:
    """Tell the staff."""
    return News(kind=AUDIT, server=server, at=at, payload={"what": what, **facts})


def fast_lap(server: Server, what: str, lap: Lap, before: Best) -> News:
    """Say that *lap* is a ``record`` of the server or a ``best`` of its driver; *before* is what it beats."""
    return _feed(
        server,
        lap.at,
        what=what,
        **_who(lap.driver),
        track=lap.track.name,
        car=lap.car.name,
        ms=lap.ms,
        before_ms=before.ms,
        before_name=before.name,
    )


def result(server: str, at: datetime, result_id: int) -> News:
    """Say that a result is there, or changed."""
    return News(kind=RESULT, server=server, at=at, payload={"result": result_id})


def acted(act: Act, outcome: Outcome, words: str) -> News:
    """Tell the staff what somebody did and what became of it."""
    told = {"verb": act.verb, "actor": act.actor, "target": act.target, "reason": act.reason}
    return alert(act.server, act.at, "act", outcome=outcome.value, words=words, **told)


def identity_in(payload: Mapping[str, Any]) -> Identity | None:
    """Return whose news it is, when the game could say."""
    who = payload.get("identity")
    return Identity(*who) if who else None


def _feed(server: Server, at: datetime, **payload: Any) -> News:
    return News(kind=FEED, server=server.name, at=at, payload=payload)


def _who(player: Player | Driver) -> dict[str, Any]:
    identity = player.identity
    return {"name": player.name, "identity": [identity.kind, identity.key] if identity else None}
