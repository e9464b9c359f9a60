"""From a request to the body of its answer, with the checks in the real server's order."""

from typing import Any

from sandbox.games.tshock.answers import NO_SUCH_ENDPOINT, Answer, Crashed, Refused
from sandbox.games.tshock.call import Call
from sandbox.games.tshock.endpoints import tokens
from sandbox.games.tshock.game import Game
from sandbox.games.tshock.http import Request
from sandbox.games.tshock.query import Parameters
from sandbox.games.tshock.routes import Match, Needs, Route, Routes
from sandbox.games.tshock.tokens import Holder

NEVER_LOGGED = ("/v2/token/create", "/v2/users/create", "/v2/users/update")


def answer(game: Game, routes: Routes, request: Request) -> Answer:
    """Answer one request: is the path known, the token given, known, its group there, the right given?"""
    match = routes.find(request.path)
    if match is None:
        return Refused(NO_SUCH_ENDPOINT, 404).answer
    query = Parameters(request.query, game.dialect.decodings)
    try:
        holder = _admitted(game, match.route, query)
        _log(game, match.route, holder, request)
        return _with_upgrade(
            match, match.route.endpoint(Call(game, query, request.address, holder, match.variable))
        )
    except (Refused, Crashed) as error:
        return error.answer


def _admitted(game: Game, route: Route, query: Parameters) -> Holder | None:
    """Return who stands behind the token, or None where none is asked for; raises Refused."""
    if not _needs_token(game, route):
        return None
    token = query.get("token")
    if token is None:
        raise tokens.none_given()
    holder = game.tokens.find(token)
    if holder is None:
        raise tokens.unknown()
    if holder.group not in game.groups:
        game.tokens.destroy(token)
        raise tokens.group_gone()
    if not _allowed(game, route, holder):
        raise tokens.not_allowed(holder.user)
    return holder


def _needs_token(game: Game, route: Route) -> bool:
    if route.needs is Needs.SETTING:
        return game.config.enable_token_endpoint_authentication
    return route.needs is Needs.TOKEN


def _allowed(game: Game, route: Route, holder: Holder) -> bool:
    if not game.dialect.modern and not game.config.rest_use_new_permission_model:
        return True
    return not route.permissions or any(game.groups.allows(holder.group, one) for one in route.permissions)


def _log(game: Game, route: Route, holder: Holder | None, request: Request) -> None:
    """Log a call as LogRest does: without the token, with everything else."""
    if not game.config.log_rest or route.path in NEVER_LOGGED:
        return
    shown = [part for part in request.query.split("&") if part and not part.lower().startswith("token=")]
    user = holder.user if holder is not None else "Anonymous"  # how nobody is called is inferred
    target = f"{request.path}?{'&'.join(shown)}" if shown else request.path
    game.log.add(f'"{user}" requested REST endpoint: {target}', "Rest")


def _with_upgrade(match: Match, body: dict[str, Any]) -> Answer:
    return {**body, "upgrade": match.upgrade} if match.upgrade and body["status"] == "200" else body
