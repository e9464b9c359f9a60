"""Endpoints about groups.

Only read in the source: the texts of today, an invalid parent in an update, and the colour that goes back
to white.
"""

from sandbox.games.tshock.answers import Answer, Refused, facts, ok
from sandbox.games.tshock.call import Call
from sandbox.games.tshock.groups import WHITE, Colour

LARGEST_BYTE = 255


def listed(call: Call) -> Answer:
    return facts(
        groups=[
            {
                "name": one.name,
                "parent": one.parent,
                "chatcolor": ",".join(f"{part:03}" for part in one.colour),
            }
            for one in call.game.groups
        ]
    )


def read(call: Call) -> Answer:
    group = call.game.groups.find(call.query.text("group"))
    return facts(
        name=group.name,
        parent=group.parent,
        chatcolor=",".join(str(part) for part in group.colour),
        permissions=group.permissions,
        negatedpermissions=group.negated,
        totalpermissions=call.game.groups.total(group.name),
    )


def create(call: Call) -> Answer:
    name, query = call.query.text("group"), call.query
    permissions = (query.get("permissions") or "").split(",")
    colour = _colour(query.get("chatcolor")) or WHITE
    call.game.groups.add(name, query.get("parent") or "", tuple(permissions), colour)
    return ok(f"Group {call.game.groups.quoted(name)} created successfully")


def update(call: Call) -> Answer:
    """Change a group; the colour goes back to white at the next load unless it was sent along."""
    groups, query = call.game.groups, call.query
    group = groups.find(query.text("group"))
    parent, permissions = query.get("parent"), query.get("permissions")
    if parent and parent not in groups:
        raise Refused(f'Invalid parent "{parent}" for group "{group.name}".')
    if parent is not None:
        group.parent = parent
    if permissions is not None:
        group.assign(permissions)
    colour = _colour(query.get("chatcolor"))
    if colour is not None:
        group.colour = colour
    group.stored_colour = colour or WHITE
    return ok(f"Group {groups.quoted(group.name)} updated successfully")


def destroy(call: Call) -> Answer:
    name = call.query.text("group")
    call.game.groups.remove(name)
    return ok(f"Group {call.game.groups.quoted(name)} deleted successfully")


def _colour(text: str | None) -> Colour | None:
    """Read `r,g,b`; what cannot be read is passed over without a word."""
    parts = (text or "").split(",")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    red, green, blue = (int(part) for part in parts)
    return (red, green, blue) if max(red, green, blue) <= LARGEST_BYTE else None
