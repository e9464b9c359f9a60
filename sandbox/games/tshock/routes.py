"""Which paths there are in each dialect, and what each of them asks for."""

import re
from dataclasses import dataclass
from enum import Enum
from urllib.parse import unquote

from sandbox.games.tshock.call import Endpoint
from sandbox.games.tshock.dialects import Dialect
from sandbox.games.tshock.endpoints import bans, groups, players, server, tickets, tokens, users, world

REST = "tshock.rest."


class Needs(Enum):
    """Whether an endpoint asks for a token."""

    NOTHING = "no token"
    SETTING = "a token if EnableTokenEndpointAuthentication says so"
    TOKEN = "a token"  # noqa: S105 - a word of the documentation


@dataclass(frozen=True, slots=True)
class Route:
    path: str
    endpoint: Endpoint
    permissions: tuple[str, ...] = ()
    """One of them is enough; without any, every valid token will do."""
    needs: Needs = Needs.TOKEN


def _route(path: str, endpoint: Endpoint, *permissions: str) -> Route:
    return Route(path, endpoint, tuple(REST + name for name in permissions))


BOTH = (
    Route("/v2/token/create", tokens.create, needs=Needs.NOTHING),
    _route("/tokentest", tokens.test),
    _route("/token/destroy/{token}", tokens.destroy),
    _route("/v3/token/destroy/all", tokens.destroy_all, "manage"),
    Route("/v2/server/status", server.status, needs=Needs.SETTING),
    Route("/v3/server/motd", server.motd, needs=Needs.SETTING),
    Route("/v3/server/rules", server.rules, needs=Needs.SETTING),
    _route("/v2/server/off", server.off, "maintenance"),
    _route("/v3/server/reload", server.reload, "cfg"),
    _route("/v3/server/rawcmd", server.raw_command, "command"),
    _route("/v2/users/activelist", users.active, "users.view"),
    _route("/v2/users/list", users.listed, "users.view"),
    _route("/v2/users/read", users.read, "users.view"),
    _route("/v2/users/create", users.create, "users.manage"),
    _route("/v2/users/update", users.update, "users.manage"),
    _route("/v2/users/destroy", users.destroy, "users.manage"),
    _route("/lists/players", players.names),
    _route("/v2/players/list", players.listed),
    _route("/v3/players/read", players.read_v3, "users.info"),
    _route("/v2/players/kick", players.kick, "kick"),
    _route("/v2/players/kill", players.kill, "kill"),
    _route("/v2/players/mute", players.mute, "mute"),
    _route("/v2/players/unmute", players.unmute, "mute"),
    _route("/world/read", world.read),
    _route("/world/meteor", world.meteor, "causeevents"),
    _route("/world/bloodmoon/{bool}", world.set_bloodmoon, "causeevents"),
    _route("/v2/world/save", world.save, "cfg"),
    _route("/v2/world/autosave/state/{bool}", world.set_autosave, "cfg"),
    _route("/v2/world/butcher", world.butcher, "butcher"),
    _route("/v2/groups/list", groups.listed, "groups.view"),
    _route("/v2/groups/read", groups.read, "groups.view"),
    _route("/v2/groups/create", groups.create, "groups.manage"),
    _route("/v2/groups/update", groups.update, "groups.manage"),
    _route("/v2/groups/destroy", groups.destroy, "groups.manage"),
)

OLD = (
    Route("/status", server.small_status, needs=Needs.SETTING),
    _route("/v2/server/broadcast", server.broadcast),
    _route("/v3/server/restart", server.restart, "maintenance"),
    _route("/v2/server/rawcmd", server.raw_command_text, "command"),
    _route("/v2/players/read", players.read_v2, "users.info"),
    _route("/v2/players/ban", players.ban, "ban", "bans.manage"),
    _route("/bans/create", bans.create, "bans.manage"),
    _route("/v2/bans/list", bans.listed, "bans.view"),
    _route("/v2/bans/read", bans.read, "bans.view"),
    _route("/v2/bans/destroy", bans.destroy, "bans.manage"),
)

TODAY = (
    _route("/v2/server/broadcast", server.broadcast, "broadcast"),
    _route("/v4/players/read", players.read_v4, "users.info"),
    _route("/v3/bans/create", tickets.create, "ban", "bans.manage"),
    _route("/v3/bans/list", tickets.listed, "bans.view"),
    _route("/v3/bans/read", tickets.read, "bans.view"),
    _route("/v3/bans/destroy", tickets.destroy, "bans.manage"),
    _route("/v3/world/bloodmoon", world.tell_bloodmoon, "causeevents"),
    _route("/v3/world/autosave", world.autosave, "cfg"),
)

_VERSIONS = {
    "v2": (
        "/server/broadcast /server/off /token/create /world/save /players/list /players/kick /players/kill "
        "/players/mute /players/unmute /users/activelist /users/list /users/read /users/create /users/update "
        "/users/destroy /groups/list /groups/read /groups/create /groups/update /groups/destroy"
    ),
    "v3": (
        "/server/motd /server/rules /server/rawcmd /world/autosave /players/read "
        "/bans/create /bans/list /bans/read /bans/destroy"
    ),
}
ALIASES = {
    "/status": "/v2/server/status",
    "/v2/bans/list": "/v3/bans/list",
    "/v2/bans/read": "/v3/bans/read",
    "/v2/bans/destroy": "/v3/bans/destroy",
    **{path: f"/{version}{path}" for version, paths in _VERSIONS.items() for path in paths.split()},
}
"""What a path without a version means today."""
UPGRADES = {"/players/read": "v4/players/read"}
"""What an alias adds to its answer under `upgrade`."""


@dataclass(frozen=True, slots=True)
class Match:
    route: Route
    variable: str = ""
    upgrade: str = ""


class Routes:
    """The paths of one dialect."""

    def __init__(self, dialect: Dialect) -> None:
        self._modern = dialect.modern
        routes = (*BOTH, *(TODAY if dialect.modern else OLD))
        self._plain = {route.path.lower(): route for route in routes if "{" not in route.path}
        self._patterns = [(_pattern(route.path), route) for route in routes if "{" in route.path]

    def find(self, path: str) -> Match | None:
        """Return what a path leads to: any case will do, but for aliases and paths with a variable."""
        asked = path.rstrip("/")
        meant = ALIASES.get(asked, asked) if self._modern else asked
        route = self._plain.get(meant.lower())
        if route is not None:
            return Match(route, upgrade=UPGRADES.get(asked, "") if self._modern else "")
        for pattern, route in self._patterns:
            found = pattern.fullmatch(meant)
            if found is not None:
                variable = unquote(found[1]) if self._modern else found[1]
                return Match(route, variable)
        return None


def _pattern(path: str) -> re.Pattern[str]:
    start, _, rest = path.partition("{")
    return re.compile(re.escape(start) + r"([^/]+)" + re.escape(rest.partition("}")[2]))
