"""Groups of users: what they may, and from whom they inherit it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.games.tshock.answers import Refused
from sandbox.games.tshock.dialects import Dialect

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
SUPERADMIN = "superadmin"
GUEST = "guest"
STEWARD = "steward"

DEFAULTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        GUEST,
        "",
        (
            "tshock.world.modify",
            "tshock.account.register",
            "tshock.account.login",
            "tshock.partychat",
            "tshock.thirdperson",
            "tshock.canchat",
        ),
    ),
    ("default", GUEST, ("tshock.warp", "tshock.account.changepassword")),
    ("newadmin", "default", ("tshock.admin.kick", "tshock.world.editspawn", "tshock.reservedslot")),
    ("admin", "newadmin", ("tshock.admin.ban", "tshock.world.time.*", "tshock.slap", "tshock.admin.nokick")),
    ("trustedadmin", "admin", ("tshock.admin.maintenance", "tshock.cfg.*", "tshock.admin.mute")),
    ("vip", "default", ("tshock.reservedslot",)),
)
"""Name, parent and permissions; what admins have beyond this is not known."""

OF_THE_BOT = (
    *(f"tshock.rest.{name}" for name in ("useapi", "broadcast", "kick", "mute", "kill", "command", "cfg")),
    *(f"tshock.rest.{name}" for name in ("causeevents", "maintenance", "butcher", "ban", "manage")),
    *(f"tshock.rest.bans.{name}" for name in ("view", "manage")),
    *(f"tshock.rest.users.{name}" for name in ("info", "view", "manage")),
    *(f"tshock.rest.groups.{name}" for name in ("view", "manage")),
    *(f"tshock.admin.{name}" for name in ("broadcast", "kick", "mute", "ban", "seeplayerids", "userinfo")),
    "tshock.whisper",
    "tshock.slap",
    "tshock.world.time.set",
    "tshock.world.save",
    "tshock.accountinfo.check",
)
"""What a bot needs that uses all of the API."""


@dataclass(slots=True, eq=False)
class Group:
    name: str
    parent: str = ""
    permissions: list[str] = field(default_factory=list)
    negated: list[str] = field(default_factory=list)
    colour: Colour = WHITE
    stored_colour: Colour = WHITE
    """What the next reload or restart makes of the colour."""

    def assign(self, listed: str) -> None:
        """Replace the permissions by a comma list in which `!` takes one away."""
        names = [name.strip() for name in listed.split(",") if name.strip()]
        self.permissions = list(dict.fromkeys(name for name in names if not name.startswith("!")))
        self.negated = list(dict.fromkeys(name[1:] for name in names if name.startswith("!")))


class Groups:
    """All groups; the superadmins' is always there and may do everything."""

    def __init__(self, dialect: Dialect) -> None:
        self._quote = dialect.quote
        self._groups: dict[str, Group] = {}
        for name, parent, permissions in (*DEFAULTS, (SUPERADMIN, "", ()), (STEWARD, "", OF_THE_BOT)):
            self.add(name, parent, permissions)
        chief = self._groups[SUPERADMIN]
        chief.colour = chief.stored_colour = dialect.superadmin_colour

    def __iter__(self) -> Iterator[Group]:
        return iter(self._groups.values())

    def __contains__(self, name: str) -> bool:
        return name in self._groups

    def add(
        self, name: str, parent: str = "", permissions: tuple[str, ...] = (), colour: Colour = WHITE
    ) -> Group:
        """Make a group; raises Refused with the server's words."""
        if name in self._groups:
            raise Refused(f"Group {self.quoted(name)} already exists")
        if parent and parent not in self._groups:
            raise Refused(f"Invalid parent {parent} for group {name}")
        group = Group(name, parent, colour=colour, stored_colour=colour)
        group.assign(",".join(permissions))
        self._groups[name] = group
        return group

    def find(self, name: str) -> Group:
        """Return the group; raises Refused with the server's words."""
        if name not in self._groups:
            raise Refused(f"Group {self.quoted(name)} doesn't exist")
        return self._groups[name]

    def remove(self, name: str) -> None:
        del self._groups[self.find(name).name]

    def reload(self) -> None:
        """Read the groups from the database."""
        for group in self._groups.values():
            group.colour = group.stored_colour

    def quoted(self, name: str) -> str:
        return f"{self._quote}{name}{self._quote}"

    def total(self, name: str) -> list[str]:
        """Return what a group may by itself and by what it inherits, as the server counts it."""
        if name == SUPERADMIN:
            return ["*"]
        total: dict[str, None] = {}
        for group in self._line(name):
            total |= dict.fromkeys(group.permissions)
            for permission in group.negated:
                total.pop(permission, None)
        return list(total)

    def allows(self, name: str, permission: str) -> bool:
        """Tell whether a group has a permission; `a.b.*` stands for all below `a.b` (inferred)."""
        if name == SUPERADMIN:
            return True
        parts = permission.split(".")
        wider = [".".join([*parts[:length], "*"]) for length in range(len(parts) - 1, -1, -1)]
        verdicts = (self._says(name, each) for each in (permission, *wider))
        return next((verdict for verdict in verdicts if verdict is not None), False)

    def _says(self, name: str, permission: str) -> bool | None:
        """Return what the nearest group that mentions a permission makes of it; None when nobody does."""
        for group in self._line(name):
            if permission in group.negated:
                return False
            if permission in group.permissions:
                return True
        return None

    def _line(self, name: str) -> Iterator[Group]:
        """Yield a group and its forebears; a circle among them ends it."""
        seen: set[str] = set()
        while name in self._groups and name not in seen:
            seen.add(name)
            yield self._groups[name]
            name = self._groups[name].parent
