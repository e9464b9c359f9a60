"""The groups of a server's accounts: what they may, and from whom they inherit it."""

import re
from collections.abc import Sequence

from pydantic import BaseModel

from bot.kit import BadValue, Clock
from cogs.tshock.console import one_line
from cogs.tshock.remembered import Remembered
from cogs.tshock.wire import Wire
from cogs.tshock.world_acts import said

_VIEW, _MANAGE = "tshock.rest.groups.view", "tshock.rest.groups.manage"
_PERMISSION = re.compile(r"!?[^\s,!]+")


class Listed(BaseModel):
    """A group as the list of all has it."""

    name: str
    parent: str = ""


class Group(BaseModel):
    """A group with its own permissions, those it takes away, and all that comes of it."""

    name: str
    parent: str = ""
    chatcolor: str = ""
    permissions: Sequence[str] = ()
    negatedpermissions: Sequence[str] = ()
    totalpermissions: Sequence[str] = ()

    @property
    def own(self) -> list[str]:
        """Its permissions as they are typed: those it takes away have ``!`` in front."""
        return [*self.permissions, *(f"!{name}" for name in self.negatedpermissions)]


class _Groups(BaseModel):
    groups: Sequence[Listed]


class Groups:
    """Reads and changes the groups of one server; a change returns what the server said."""

    def __init__(self, wire: Wire, clock: Clock) -> None:
        self._wire = wire
        self.known = Remembered(self.listed, clock)
        """To choose from."""

    async def listed(self) -> Sequence[Listed]:
        """Return every group."""
        return (await self._wire.read(_Groups, "v2/groups/list", _VIEW)).groups

    async def read(self, name: str) -> Group:
        """Return the group of exactly that *name*; raises `Rejected` in the server's words for none."""
        return await self._wire.read(Group, "v2/groups/read", _VIEW, group=name)

    async def create(self, name: str, parent: str | None, permissions: Sequence[str]) -> str:
        """Make a group, below *parent* where there is one; *name* went through `checked_name`."""
        query = {"parent": parent} if parent else {}
        self.known.forget()
        return said(
            await self._wire.change(
                "v2/groups/create", _MANAGE, group=name, permissions=",".join(permissions), **query
            )
        )

    async def update(self, name: str, parent: str | None, permissions: Sequence[str] | None) -> str:
        """Give a group another *parent*, and *permissions* in place of all its own; its colour is kept."""
        colour = (await self.read(name)).chatcolor  # an update without it makes the group's chat white
        query = {"chatcolor": colour} if colour else {}
        query |= {"parent": parent} if parent else {}
        query |= {} if permissions is None else {"permissions": ",".join(permissions)}
        self.known.forget()
        return said(await self._wire.change("v2/groups/update", _MANAGE, group=name, **query))

    async def delete(self, name: str) -> str:
        """Delete the group of exactly that *name*."""
        self.known.forget()
        return said(await self._wire.change("v2/groups/destroy", _MANAGE, group=name))


def permissions_after(
    own: Sequence[str], instead: Sequence[str] | None, added: Sequence[str], taken: Sequence[str]
) -> list[str]:
    """Return what a group has of its *own* after a change: *instead* of it all, then *added* and *taken*."""
    before = own if instead is None else instead
    return list(dict.fromkeys(name for name in (*before, *added) if name not in taken))


def checked_name(name: str) -> str:
    """Return *name*; raises `BadValue` for one that nobody could type."""
    if not name or one_line(name) != name or "," in name:
        raise BadValue("group", name, "a name without commas and without blanks at its ends")
    return name


def permissions_meant(typed: str | None) -> list[str]:
    """Return the permissions of a comma list, each once, in their order; raises `BadValue`."""
    names = [name.strip() for name in (typed or "").split(",") if name.strip()]
    for name in names:
        if not _PERMISSION.fullmatch(name):
            expected = "names with commas between them, such as `tshock.warp, !tshock.slap`"
            raise BadValue("permissions", name, expected)
    return list(dict.fromkeys(names))
