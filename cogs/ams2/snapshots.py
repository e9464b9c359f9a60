"""A status, as the snapshot that the rest of the bot reads."""

from datetime import UTC, datetime, timedelta

from bot.kit import Fact, Identity, Player, Snapshot, Stage
from cogs.ams2.event_log import handle_of
from cogs.ams2.names import Names, session_words
from cogs.ams2.payloads import Car, Member, SessionAttributes, Status


def snapshot_of(status: Status, names: Names, at: datetime) -> Snapshot:
    """Return what *status* shows; only what people read, nothing that moves with every look."""
    session = status.attributes
    present = [member for member in status.members if member.state != "Disconnected"]
    own = {handle_of(car.attributes.ref_id): car for car in status.participants if car.attributes.is_player}
    return Snapshot(
        at=at,
        title=status.name,
        players=tuple(_player(member, own.get(handle_of(member.refid)), names) for member in present),
        capacity=session.max_players or status.max_member_count or None,
        ai_count=sum(not car.attributes.is_player for car in status.participants),
        map=names.track(session.track_id),
        stage=_stage(status, names),
        facts=_weather(session) if status.state == "Running" else (),
    )


def _player(member: Member, car: Car | None, names: Names) -> Player:
    vehicle = (car.attributes.vehicle_id if car else 0) or member.attributes.vehicle_id
    return Player(
        handle=handle_of(member.refid),
        name=member.name,
        identity=Identity("steam", member.steamid) if member.steamid.isdecimal() else None,
        place=(car.attributes.race_position or None) if car else None,
        detail=names.vehicle(vehicle),
        is_host=member.host,
    )


def _stage(status: Status, names: Names) -> Stage | None:
    session = status.attributes
    words = session_words(session.session_state, session.session_stage)
    if status.state == "Idle" or not words:
        return None
    if session.session_state != "Race":
        return Stage(name=words)
    if session.session_time_duration:
        left = session.session_time_duration - session.session_time_elapsed
        now = datetime.fromtimestamp(status.now, UTC)
        return Stage(name=words, ends_at=now + timedelta(seconds=left) if left > 0 else None)
    laps = session.race_length or session.race1_length
    if session.flags & names.timed_race or not session.session_stage.startswith("Race"):
        return Stage(name=words)
    lead = max((car.attributes.current_lap for car in status.participants), default=0)
    return Stage(name=words, lap=min(lead, laps) or None, laps=laps or None)


def _weather(session: SessionAttributes) -> tuple[Fact, ...]:
    rain = "Rain" if session.rain_density > 0 else "No rain"
    track = "wet" if session.wetness_average > 300 else "damp" if session.wetness_average > 50 else "dry"
    air, ground = round(session.temperature_ambient / 1000), round(session.temperature_track / 1000)
    return (Fact("Weather", f"{rain}, {track} track, {air} °C (track {ground} °C)"),)
