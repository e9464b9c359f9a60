"""A status, as the snapshot that the rest of the bot reads."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.kit import Fact, Player, Snapshot, Stage
from cogs.ams2.event_log import Session, handle_of, identity_of
from cogs.ams2.names import Names, session_words
from cogs.ams2.payloads import Car, Member, Status

_KINDS = {"Practice": "Practice", "Qualifying": "Qualify", "Race": "Race", "FormationLap": "Race"}
"""How the attributes of a stage begin; Project CARS 1 has one set for all stages."""
_LONGEST_STAGE = 7 * 24 * 3600
"""Seconds; more is no stage but an odd number."""
_LONGEST_WORDS = 100


def snapshot_of(status: Status, names: Names, at: datetime) -> Snapshot:
    """Return what *status* shows; only what people read, nothing that moves with every look."""
    session = status.attributes
    own = {handle_of(car.attributes.ref_id): car for car in status.participants if car.attributes.is_player}
    return Snapshot(
        at=at,
        title=status.name,
        players=tuple(_player(member, own.get(handle_of(member.refid)), names) for member in present(status)),
        capacity=max(number(session, "MaxPlayers"), 0) or max(status.max_member_count, 0) or None,
        ai_count=sum(not car.attributes.is_player for car in status.participants),
        map=names.track(number(session, "TrackId")),
        stage=_stage(status, names, at),
        facts=_facts(session, names) if status.state == "Running" else (),
    )


def session_of(status: Status) -> Session:
    """Return the state and stage that *status* shows; an idle server shows neither."""
    return Session(
        words(status.attributes, "SessionState") or "None", words(status.attributes, "SessionStage")
    )


def present(status: Status) -> Sequence[Member]:
    """Return the people who are there, those who are still coming in too."""
    return [member for member in status.members if member.state != "Disconnected"]


def number(attributes: Mapping[str, Any], *keys: str) -> int:
    """Return the first of *keys* that is there as a whole number or as decimal digits, else 0."""
    found = (integer(attributes.get(key)) for key in keys)
    return next((value for value in found if value is not None), 0)


def integer(value: object) -> int | None:
    """Return *value* where it is a whole number or decimal digits, and of a sensible size."""
    if isinstance(value, str) and len(value) <= 12 and value.removeprefix("-").isdecimal():
        value = int(value)
    return int(value) if isinstance(value, int) and abs(value) < 2**40 else None


def words(attributes: Mapping[str, Any], key: str) -> str:
    """Return a text, or "" where there is none."""
    value = attributes.get(key)
    return value[:_LONGEST_WORDS] if isinstance(value, str) else ""


def _player(member: Member, car: Car | None, names: Names) -> Player:
    vehicle = (car.attributes.vehicle_id if car else 0) or member.attributes.vehicle_id
    return Player(
        handle=handle_of(member.refid),
        name=member.name,
        identity=identity_of(member.steamid),
        place=(car.attributes.race_position or None) if car else None,
        detail=names.vehicle(vehicle),
    )


def _stage(status: Status, names: Names, at: datetime) -> Stage | None:
    session = status.attributes
    state, stage = words(session, "SessionState"), words(session, "SessionStage")
    name = session_words(state, stage)
    if status.state == "Idle" or not name:
        return None
    if state != "Race":
        return Stage(name=name)
    duration = number(session, "SessionTimeDuration")
    if duration > 0:
        left = duration - number(session, "SessionTimeElapsed")
        return Stage(name=name, ends_at=at + timedelta(seconds=left) if 0 < left <= _LONGEST_STAGE else None)
    laps = number(session, "RaceLength", "Race1Length")
    if laps <= 0 or not stage.startswith("Race") or number(session, "Flags") & names.timed_race:
        return Stage(name=name)
    lap = max((car.attributes.current_lap for car in status.participants), default=0)
    return Stage(name=name, lap=min(lap, laps) if lap > 0 else None, laps=laps)


def _facts(session: Mapping[str, Any], names: Names) -> tuple[Fact, ...]:
    """Tell the weather now, which is left over from elsewhere while nobody drives, and that to come."""
    driving = words(session, "SessionState") in {"Race", "PostRace"}
    facts = (Fact("Weather", _weather(session)) if driving else None, _forecast(session, names))
    return tuple(fact for fact in facts if fact)


def _weather(session: Mapping[str, Any]) -> str:
    rain, water = number(session, "RainDensity"), number(session, "WetnessAverage")
    falling = (
        "heavy rain" if rain > 600 else "rain" if rain > 200 else "light rain" if rain > 0 else "no rain"
    )
    ground = "wet" if water > 300 else "damp" if water > 50 else "dry"
    air, track = (round(number(session, f"Temperature{of}") / 1000) for of in ("Ambient", "Track"))
    return f"{air} °C, {falling}, {ground} track at {track} °C"


def _forecast(session: Mapping[str, Any], names: Names) -> Fact | None:
    kind = _KINDS.get(words(session, "SessionStage").rstrip("0123456789"), "")
    prefix = next((one for one in (kind, "") if f"{one}WeatherSlots" in session), None)
    if prefix is None:
        return None
    count = min(number(session, f"{prefix}WeatherSlots"), 4)
    slots = [names.sky(number(session, f"{prefix}WeatherSlot{at}")) for at in range(1, count + 1)]
    return Fact("Forecast", ", then ".join(slots) or "real weather")
