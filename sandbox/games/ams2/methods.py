"""The 45 methods of the server, 32 of them in Project CARS 1 already; `api/help` is made from them."""

from dataclasses import dataclass
from typing import Any

REQUIRED, OPTIONAL = False, True


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter, or a key of a response."""

    name: str
    type: str
    optional: bool
    description: str

    def listed(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "type": self.type,
            "optional": self.optional,
            "description": self.description,
        }


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    description: str
    access: str
    type: str
    parameters: tuple[Value, ...] = ()
    response: tuple[Value, ...] = ()

    def listed(self) -> dict[str, Any]:
        entry: dict[str, Any] = {
            "name": self.name,
            "description": self.description,
            "access": self.access,
            "responsetype": self.type,
            "parameters": [value.listed() for value in self.parameters],
        }
        if self.type == "json":  # pages, and lists whose type is "none", declare no response at all
            entry["response"] = [value.listed() for value in self.response]
        return entry


def _gives(*values: tuple[str, str, str]) -> tuple[Value, ...]:
    return tuple(Value(name, kind, REQUIRED, description) for name, kind, description in values)


def _page(name: str, description: str) -> Method:
    return Method(name, description, "private", "html")


def _list(name: str, description: str, rows: str = "value and name") -> Method:
    response = _gives(
        ("description", "string", "What the list holds."),
        ("list", "array", f"The rows, each with {rows}."),
    )
    return Method(f"api/list/{name}", description, "public", "json", (), response)


def _lists(name: str, description: str) -> Method:
    response = _gives(("lists", "map", "From the name of a list to its description and rows."))
    return Method(f"api/list/{name}", description, "public", "json", (), response)


def _untyped(name: str) -> Method:
    return Method(f"api/list/enums/{name}", "", "public", "none")


def _action(name: str, description: str, *parameters: Value) -> Method:
    return Method(name, description, "admin", "json", parameters)


_ATTRIBUTE_ROWS = "name, type, access and description"
_LOG = (
    ("first", "int", "Index of the oldest event in the log."),
    ("count", "int", "Number of events in the log."),
    ("now", "int", "Server time, unix seconds."),
)
_STATUS = _gives(
    ("state", "string", "Idle, Allocating or Running."),
    ("name", "string", "Name of the session."),
    ("lobbyid", "bigint", "Steam id of the lobby."),
    ("joinable", "bool", "Whether one can join now."),
    ("max_member_count", "int", "Size of the session."),
    ("now", "int", "Server time, unix seconds."),
    ("attributes", "map", "Attributes of the session."),
    ("members", "array", "People in the session."),
    ("participants", "array", "Cars in the session."),
)
_SESSION_NAME = Value("session_NAME", "string", OPTIONAL, "New value of the session attribute NAME.")

METHODS = (
    _page("status", "Page with the state of the server"),
    _page("statusView", "Page with the state of the server, its session, people and cars"),
    _page("statusEdit", "Page on which the session can be changed"),
    _page("sessionConfig", "Page on which the session can be configured"),
    _page("performance", "Page with performance figures"),
    Method(
        "api/help",
        "List the methods of this server",
        "public",
        "json",
        (),
        _gives(("methods", "array", "All methods with their parameters and responses.")),
    ),
    Method(
        "api/version",
        "Tell the version of this server",
        "public",
        "json",
        (),
        _gives(
            ("build_version", "int", "Build of the server."),
            ("protocol_version", "int", "Protocol between server and game."),
            ("lua_version", "int", "Version of the Lua interface, major times 100 plus minor."),
        ),
    ),
    Method(
        "api/performance",
        "Tell how the server performs",
        "public",
        "json",
        (),
        _gives(
            ("tick_recent", "map", "Counters of the latest ticks by the length of the sequence."),
            ("tick_worst", "map", "Counters of the worst ticks by the length of the sequence."),
        ),
    ),
    _lists("all", "All lists"),
    _lists("attributes", "All attribute lists"),
    _list("attributes/session", "Attributes of the session", _ATTRIBUTE_ROWS),
    _list("attributes/member", "Attributes of people", _ATTRIBUTE_ROWS),
    _list("attributes/participant", "Attributes of cars", _ATTRIBUTE_ROWS),
    _list("events", "Events of the log", "name, type, description and attributes"),
    _list("vehicle_classes", "Vehicle classes"),
    _list("vehicles", "Vehicles", "id, name and class"),
    _list("liveries", "Vehicles with their liveries", "id, name, class and liveries"),
    _list("tracks", "Tracks", "id, name, gridsize and a default date"),
    _lists("enums", "All enums"),
    _list("enums/damage", "Kinds of damage"),
    _untyped("damage_scale"),
    _untyped("random_failures"),
    _list("enums/tire_wear", "Rates of tyre wear"),
    _list("enums/fuel_usage", "Rates of fuel use"),
    _list("enums/penalties", "Kinds of penalties"),
    _list("enums/game_mode", "Kinds of games"),
    _list("enums/allowed_view", "Cameras that may be used"),
    _list("enums/weather", "Kinds of weather"),
    _list("enums/grid_positions", "Orders of the grid"),
    _list("enums/pit_control", "Who drives in the pits"),
    _untyped("livetrack_preset"),
    _untyped("scheduledfcy"),
    _list("enums/online_rep", "Letters of the online reputation"),
    _lists("flags", "All flags"),
    _list("flags/session", "Flags of the session"),
    _list("flags/player", "Flags of a player"),
    Method("api/log/overview", "Tell how much the log holds", "private", "json", (), _gives(*_LOG)),
    Method(
        "api/log/range",
        "Read part of the log; fewer events may come than were asked for, others never",
        "private",
        "json",
        (
            Value("offset", "int", REQUIRED, "Index of the first event wanted; negative: from the end."),
            Value("count", "int", REQUIRED, "How many events are wanted."),
        ),
        _gives(*_LOG, ("events", "array", "The events, oldest first.")),
    ),
    _action("api/session/advance", "Go on to the next stage"),
    _action("api/restart", "Go on to the next stage"),  # the real text is as wrong as this
    _action(
        "api/session/kick",
        "Remove a member, and keep them out for a while if wanted",
        Value("refid", "int", REQUIRED, "The member."),
        Value("ban", "int", OPTIONAL, "Seconds during which they cannot come back."),
    ),
    _action(
        "api/session/set_attributes",
        "Ask the game to change attributes",
        Value("copy_to_next", "bool", OPTIONAL, "Change the attributes of the next session too."),
        Value("refid", "int", OPTIONAL, "The member whose attributes are meant."),
        Value("participantid", "int", OPTIONAL, "The car whose attributes are meant."),
        _SESSION_NAME,
        # The list that this path names does not exist on the real server either.
        Value("player_NAME", "string", OPTIONAL, "New value of a name in /api/list/attributes/player."),
        Value("participant_NAME", "string", OPTIONAL, "New value of the car attribute NAME."),
    ),
    _action("api/session/set_next_attributes", "Change attributes of the next session", _SESSION_NAME),
    _action(
        "api/session/send_chat",
        "Say something in the game",
        Value("message", "string", REQUIRED, "What to say."),
        Value("refid", "int", OPTIONAL, "Who shall hear it; everybody if left out."),
    ),
    Method(
        "api/session/status",
        "Tell the state of the session",
        "private",
        "json",
        (
            Value("attributes", "bool", OPTIONAL, "With attributes."),
            Value("members", "bool", OPTIONAL, "With members."),
            Value("participants", "bool", OPTIONAL, "With participants."),
        ),
        _STATUS,
    ),
)

_AMS2_ONLY = {
    *("statusView", "statusEdit", "sessionConfig", "performance", "api/session/advance", "api/restart"),
    *(
        f"api/list/enums/{name}"
        for name in ("damage_scale", "random_failures", "grid_positions", "pit_control")
    ),
    *(f"api/list/enums/{name}" for name in ("livetrack_preset", "scheduledfcy", "online_rep")),
}
PC1_METHODS = tuple(method for method in METHODS if method.name not in _AMS2_ONLY)
