"""The body of `api/session/status`."""

from typing import Any

from sandbox.games.ams2.driving import TIMED_RACE, Driving
from sandbox.games.ams2.envelope import number

_COUNTED = {
    "NumParticipantsDisqualified": "Disqualified",
    "NumParticipantsRetired": "Retired",
    "NumParticipantsDNF": "DNF",
    "NumParticipantsFinished": "Finished",
}


def session_status(game: Driving, *, attributes: bool, members: bool, participants: bool) -> dict[str, Any]:
    running = game.state == "Running"
    body: dict[str, Any] = {
        "state": game.state,
        "name": game.name if running else "",
        "lobbyid": number(game.lobbyid) if running else 0,
        "joinable": game.joinable,
        "max_member_count": game.attributes["GridSize"] if running else 0,
        "now": game.now,
    }
    if attributes:
        body["attributes"] = {**game.attributes, **_live(game)} if running else game.attributes
    if members:
        rows = enumerate(game.members)
        body["members"] = [member.status(index, attributes=attributes) for index, member in rows]
    if participants:
        body["participants"] = _participants(game, attributes=attributes)
    return body


def _participants(game: Driving, *, attributes: bool) -> list[dict[str, Any]]:
    if not attributes:
        return [{"id": car.id} for car in game.shown_cars()]
    now = game.clock()
    return [
        {"attributes": car.attributes(now, game.pace, game.title.wipers), "id": car.id}
        for car in game.shown_cars()
    ]


def _live(game: Driving) -> dict[str, int]:
    """Return the attributes that follow from the rest: clocks, and cars by state."""
    states = [car.state for car in game.cars]
    elapsed, duration = _stage_clock(game)
    minutes = int((game.clock() - game.stage_began) * game.pace) // 60
    hour = int(game.attributes[game.title.hour]) * 60 + minutes
    return {
        "SessionTimeElapsed": elapsed,
        "SessionTimeDuration": duration,
        "NumParticipantsValid": len(states),
        **{name: states.count(state) for name, state in _COUNTED.items()},
        "CurrentHour": hour // 60 % 24,
        "CurrentMinute": hour % 60,
    }


def _stage_clock(game: Driving) -> tuple[int, int]:
    """Return seconds driven and seconds to drive; both are 0 in the lobby and in a race over laps.

    Real seconds, also when the session runs faster: whoever adds what is left to the clock is right.
    """
    timed = not game.session_stage.startswith("Race") or int(game.attributes["Flags"]) & TIMED_RACE
    if game.session_state == "Lobby" or not timed:
        return 0, 0
    duration = round(game.stage_length(game.session_stage) * 60 / game.pace)
    elapsed = int(game.clock() - game.stage_began)
    return (duration if game.session_state == "PostRace" else min(elapsed, duration)), duration
