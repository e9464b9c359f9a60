"""The methods that change something."""

from collections.abc import Mapping

from sandbox.games.ams2.driving import Driving
from sandbox.games.ams2.envelope import failure, ok
from sandbox.games.ams2.later import Later
from sandbox.games.ams2.writes import PARTICIPANT, PLAYER, Change, apply_limits, read_changes

NEXT_SESSION_ONLY = frozenset({"GridSize", "GridLayout", "MaxPlayers"})
"""Attributes that only the next session can change."""

Query = Mapping[str, str]


class BadRequest(Exception):
    """The request lacks something or says something unreadable; the message is the answer."""


def integer(query: Query, name: str) -> int:
    """Return a required integer parameter."""
    if name not in query:
        raise BadRequest(f"Missing parameter '{name}'")
    try:
        return int(query[name])
    except ValueError:
        raise BadRequest(f"Parameter '{name}' is not an integer") from None


def boolean(query: Query, name: str) -> bool:
    """Return a boolean parameter: bare, `=1` and `=true` are all true."""
    return query.get(name, "0").lower() in {"", "1", "true"}


def kick(game: Driving, query: Query) -> str:
    member = game.member(integer(query, "refid"))
    ban = integer(query, "ban") if "ban" in query else 0
    if member is None:
        return failure("Specified refid is not valid.")
    game.kick(member, ban)
    return ok()


def send_chat(game: Driving, query: Query) -> str:
    if "message" not in query:
        raise BadRequest("Missing parameter 'message'")
    refid = integer(query, "refid") if "refid" in query else None
    if refid is not None and game.member(refid) is None:
        return failure("Specified refid is not valid.")
    game.announce(query["message"], refid)
    return ok()


def advance(game: Driving, later: Later) -> str:
    if game.host is None:
        return failure("There is no session.")
    game.log.add("SessionAdvance")
    later.do(game.next_stage)
    return ok()


def soft_restart(game: Driving, later: Later) -> str:
    game.log.add("SoftRestart")
    later.do(game.put_out)
    return ok()


def set_attributes(game: Driving, query: Query, later: Later) -> str:
    problem = _owner_problem(game, query)
    if problem:
        return failure(problem)
    changes, problems = read_changes(query, game.title.session)
    of_member, more = read_changes(query, game.title.member, PLAYER)
    of_car, most = read_changes(query, game.title.participant, PARTICIPANT)
    problems += more + most
    if game.controlled:
        later.do(lambda: _change_now(game, query, changes, of_member, of_car))
        if boolean(query, "copy_to_next"):
            game.next_attributes |= apply_limits(changes)
    return failure(" ".join(problems)) if problems else ok()


def set_next_attributes(game: Driving, query: Query) -> str:
    changes, problems = read_changes(query, game.title.session)
    if game.controlled:
        game.next_attributes |= apply_limits(changes)
    return failure(" ".join(problems)) if problems else ok()


def _owner_problem(game: Driving, query: Query) -> str:
    for prefix, owner in ((PLAYER, "refid"), (PARTICIPANT, "participantid")):
        if owner not in query and any(key.startswith(prefix) for key in query):
            return f"The owner of '{prefix}' attributes is missing, set {owner}."
    if "refid" in query and game.member(integer(query, "refid")) is None:
        return "Specified refid is not valid."
    if "participantid" in query:
        wanted = integer(query, "participantid")
        if all(car.id != wanted for car in game.cars):
            return "Specified participantid is not valid."
    if game.host is None:
        return "There is no admin member, the game can not be updated."
    return "" if game.host_answers else "Request timeout."


def _change_now(game: Driving, query: Query, changes: Change, of_member: Change, of_car: Change) -> None:
    """Let the host's game apply *changes*, which it only does in the lobby, and those of one person or car.

    No build is known whose lists call anything of people and cars writable.
    """
    if game.session_state == "Lobby":
        limited = apply_limits(changes)
        game.attributes |= {name: value for name, value in limited.items() if name not in NEXT_SESSION_ONLY}
    for member in game.members:
        if query.get("refid") == str(member.refid):
            member.given |= of_member
    for car in game.cars:
        if query.get("participantid") == str(car.id):
            car.given |= of_car
