"""The application's commands, for everywhere and for one guild."""

from typing import Any

from sandbox.discord.call import Answer, Call, Route, the_body
from sandbox.discord.errors import JSON, Refused, missing_access
from sandbox.discord.limits.commands import check_command, check_commands

CREATES_A_DAY = 200


def _scope(call: Call) -> int | None:
    """The guild of the address; None for everywhere."""
    if call.id("application") != call.world.application_id:
        raise missing_access()
    return call.guild.id if "guild" in call.path else None


def _all(call: Call) -> list[JSON]:
    return list(call.world.commands.scope(_scope(call)).values())


def _replace(call: Call) -> list[JSON]:
    scope = _scope(call)
    bodies: Any = call.body or []
    check_commands(bodies)
    commands = call.world.commands
    _count_creates(call, scope, sum(not commands.knows(scope, body) for body in bodies))
    new = commands.replace(scope, bodies)
    call.world.changes.tell("commands", guild=None if scope is None else str(scope))
    return new


def _create(call: Call) -> Answer:
    scope, body = _scope(call), the_body(call)
    check_command(body)
    known = call.world.commands.knows(scope, body)
    _count_creates(call, scope, int(not known))
    command = call.world.commands.put(scope, body)
    call.world.changes.tell("commands", guild=None if scope is None else str(scope))
    return Answer(200 if known else 201, command)


def _count_creates(call: Call, scope: int | None, new: int) -> None:
    if not call.world.commands.may_create(scope, new, call.world.clock(), CREATES_A_DAY):
        raise Refused(400, 30034, "Max number of daily application command creates has been reached (200)")


def _one(call: Call) -> JSON:
    return call.world.commands.get(_scope(call), call.id("command"))


def _change(call: Call) -> JSON:
    scope, old = _scope(call), _one(call)
    check_command({**old, **the_body(call)})
    return call.world.commands.put(scope, the_body(call), call.id("command"))


def _delete(call: Call) -> None:
    _one(call)
    del call.world.commands.scope(_scope(call))[call.id("command")]


EVERYWHERE = "/applications/{application}/commands"
ONE_GUILD = "/applications/{application}/guilds/{guild}/commands"
ROUTES: list[Route] = [
    route
    for base in (EVERYWHERE, ONE_GUILD)
    for route in (
        ("GET", base, _all),
        ("PUT", base, _replace),
        ("POST", base, _create),
        ("GET", base + "/{command}", _one),
        ("PATCH", base + "/{command}", _change),
        ("DELETE", base + "/{command}", _delete),
    )
]
