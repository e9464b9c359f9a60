"""The command /ban, which is another one in each dialect."""

import re

from sandbox.games.tshock import ticks
from sandbox.games.tshock.commands.command import Command, Failed, Order, filled
from sandbox.games.tshock.tickets import Ticket

UNITS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
COLOURS = {"name": "FF0000", "acc": "7FFF00", "uuid": "FFD700", "ip": "87CEEB"}
"""By the kind of identifier; those of uuid and ip are not known."""
NO_ACCOUNT = "System.NullReferenceException: Object reference not set to an instance of an object."
"""Whoever bans by command must have an account, and a caller of the API has none."""


def ban(order: Order) -> None:
    what = order.words[0].lower() if order.words else "help"
    (_modern if order.modern else _old)(order, what, order.words[1:])


def _modern(order: Order, what: str, words: list[str]) -> None:
    match what:
        case "list":
            current = [one for one in order.game.tickets.listed() if one.current(order.game.tickets.now)]
            rows = [_row(one) for one in sorted(current, key=lambda one: one.number, reverse=True)]
            number = words[0] if words else ""
            order.page(
                rows, number, title="Bans", again="/ban list", nothing="There are currently no active bans."
            )
        case "details" if words:
            _details(order, words[0])
        case "add":
            raise Failed(NO_ACCOUNT)
        case "del" if words:
            ticket = _ticket(order, words[0])
            if ticket is not None:
                order.game.tickets.end(ticket)
            raise Failed(NO_ACCOUNT)
        case _:
            order.tell(
                "TShock Ban Help", "Available Ban commands:", "ban add, ban del, ban list, ban details"
            )


def _row(ticket: Ticket) -> str:
    kind = ticket.identifier.partition(":")[0]
    return f"[[c/AAFFAA:{ticket.number}]] [c/{COLOURS.get(kind, 'FFFFFF')}:{ticket.identifier}]"


def _ticket(order: Order, number: str) -> Ticket | None:
    return order.game.tickets.get(int(number)) if number.isdigit() else None


def _details(order: Order, number: str) -> None:
    """Tell about one ban; the words of these lines are inferred."""
    ticket = _ticket(order, number)
    if ticket is None:
        order.tell("No bans found matching the provided ticket number.")
        return
    until = "never" if ticket.end == ticks.FOR_EVER else ticks.iso(ticks.seconds(ticket.end))
    order.tell(
        f"{ticket.identifier} - Ticket Number: [c/AAFFAA:{ticket.number}]",
        f"Reason: {ticket.reason}",
        f"Banned by: [c/AAFFAA:{ticket.by}] on {ticks.iso(ticks.seconds(ticket.start))}",
        f"Ban expires: {until}",
    )


def _old(order: Order, what: str, words: list[str]) -> None:
    number = words[0] if words else ""
    match what:
        case "add" | "addip":
            raise Failed(NO_ACCOUNT)
        case "addtemp" if len(words) >= 2:
            _ban_for_a_time(order, words)
        case "del" if words:
            _lift(order, "name", words[0], f"No bans for {words[0]} exist.")
        case "delip" if words:
            _lift(order, "ip", words[0], f"IP {words[0]} is not banned.")
        case "list":
            names = list(filled(row.name for row in order.game.rows.rows if row.name))
            order.page(names, number, title="Bans", again="/ban list", nothing="There are currently no bans.")
        case "listip":
            found = list(filled(row.ip for row in order.game.rows.rows if row.ip and not row.name))
            nothing = "There are currently no IP bans."
            order.page(found, number, title="IP Bans", again="/ban listip", nothing=nothing)
        case "help":
            order.page(HELP, number, title="Ban Sub-Commands", again="/ban help", more="more sub-commands")
        case _:
            order.tell("Invalid subcommand! Type /ban help for more information.")


HELP = (
    "add <player> [reason] - Bans a player or user account if the player is not online.",
    "addip <ip> [reason] - Bans an IP.",
    "addtemp <player> <time> [reason] - Temporarily bans a player.",
    "del <player> - Unbans a player.",
    "delip <ip> - Unbans an IP.",
    "list [page] - Lists all player bans.",
    "listip [page] - Lists all IP bans.",
)


def _lift(order: Order, kind: str, value: str, nothing: str) -> None:
    rows = order.game.rows.by(kind, value, ignore_case=kind == "name")
    order.game.rows.remove(rows)
    order.tell(f"Unbanned {rows[0].name} ({rows[0].ip})." if rows else nothing)


def _ban_for_a_time(order: Order, words: list[str]) -> None:
    order.words = words
    player = order.one_player("")
    if player is None:
        return
    seconds = _seconds(words[1])
    if seconds is None:
        order.tell("Invalid time string! Proper format: _d_h_m_s, with at least one time specified.")
        return
    reason, until = order.rest(2) or "Misbehavior.", order.game.clock() + seconds
    order.game.rows.add(name=player.name, ip=player.ip, uuid=player.uuid, reason=reason, until=until)
    order.game.disconnect(player, f"Banned: {reason}")  # the words are inferred
    order.announce(f"{order.user} banned {player.name} for '{reason.lower()}'")


def _seconds(text: str) -> int | None:
    """Read a time such as 1d2h3m."""
    if re.fullmatch(r"(\d+[dhms])+", text) is None:
        return None
    return sum(int(count) * UNITS[unit] for count, unit in re.findall(r"(\d+)([dhms])", text))


COMMANDS = (Command(("ban",), "tshock.admin.ban", ban),)
