"""Endpoints about bans since 4.5.

Captured: the list, the 500 over a ban that was stored, ending and deleting, tickets that do not exist. Only
read in the source: a ban that goes well, a second one for the same identifier, reading one, how dates are
read, and old paths.
"""

from sandbox.games.tshock import ticks
from sandbox.games.tshock.answers import Answer, Crashed, Refused, facts, invalid, ok
from sandbox.games.tshock.call import Call
from sandbox.games.tshock.people import Player
from sandbox.games.tshock.tickets import EXISTS, AlreadyBanned

REST_MANAGER = "/home/build/RestManager.cs"
BAN_MANAGER = "/home/build/BanManager.cs"


def create(call: Call) -> Answer:
    """Ban an identifier; a date that cannot be read is left out without a word.

    The ban is stored and then somebody to kick is looked for, which fails at the first empty slot: the answer
    is 500, the ban stands and nobody was kicked.
    """
    game = call.game
    identifier, reason = call.query.text("identifier"), call.reason("Banned")
    offset = game.config.utc_offset_hours
    start, end = (ticks.parse(call.query.get(name), offset) for name in ("start", "end"))
    try:
        ticket = game.tickets.add(identifier, reason, call.user, start, end)
    except AlreadyBanned:
        raise Refused(EXISTS, 500) from None
    if game.config.hurried_bans_fail and None in game.slots:
        raise Crashed(
            "Object reference not set to an instance of an object.",
            f"TShockAPI.RestManager.BanCreateV3(RestRequestArgs args) in {REST_MANAGER}:line 650",
        )
    for player in game.present:
        if identifier in _identifiers(player):
            game.kick(player, reason, force=True)
            break
    return ok(f"Ban added. Ticket number: {ticket.number}")


def _identifiers(player: Player) -> set[str]:
    own = {f"name:{player.name}", f"ip:{player.ip}", f"uuid:{player.uuid}"}
    return own | {f"acc:{player.username}"} if player.username else own


def listed(call: Call) -> Answer:
    return facts(bans=[ticket.listed() for ticket in call.game.tickets.listed()])


def read(call: Call) -> Answer:
    ticket = call.game.tickets.get(_number(call))
    return ok("No matching bans found.") if ticket is None else facts(**ticket.listed())


def destroy(call: Call) -> Answer:
    """End a ban, or delete its ticket with `fullDelete`."""
    tickets, number, full = call.game.tickets, _number(call), call.query.truth("fullDelete")
    ticket = tickets.get(number)
    if ticket is None and full:
        raise Refused("Failed to remove ban.", 500)
    if ticket is None:
        raise Crashed(
            f"The given key '{number}' was not present in the dictionary.",
            f"TShockAPI.DB.BanManager.RemoveBan(Int32 ticketNumber, Boolean full) in {BAN_MANAGER}:line 337",
        )
    tickets.delete(ticket) if full else tickets.end(ticket)
    return ok("Ban removed.")


def _number(call: Call) -> int:
    try:
        return int(call.query.text("ticketNumber"))
    except ValueError:
        raise invalid("ticketNumber") from None
