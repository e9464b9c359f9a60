"""Endpoints about bans until 4.4.

Only read in the source: that names are not looked at by default, and what becomes of an address that is
banned already.
"""

from sandbox.games.tshock.answers import Answer, Refused, facts, ok
from sandbox.games.tshock.bans import Row
from sandbox.games.tshock.call import Call


def create(call: Call) -> Answer:
    call.any_of("ip", "name")
    name, ip = call.query.get("name") or "", call.query.get("ip") or ""
    call.game.rows.add(name=name, ip=ip, reason=call.reason(""))
    return ok("Ban created successfully")


def listed(call: Call) -> Answer:
    return facts(bans=[_row(row) for row in call.game.rows.rows])


def read(call: Call) -> Answer:
    return facts(**_row(_find(call)[0]))


def destroy(call: Call) -> Answer:
    call.game.rows.remove(_find(call))
    return ok("Ban deleted successfully")


def _row(row: Row) -> dict[str, str]:
    return {"name": row.name, "ip": row.ip, "reason": row.reason}


def _find(call: Call) -> list[Row]:
    """Return all rows that are meant; `caseinsensitive` works the wrong way round."""
    wanted, kind = call.query.text("ban"), call.query.text("type")
    if kind not in {"name", "ip"}:
        raise Refused(f"Invalid Type: '{kind}'")
    ignore_case = kind == "name" and call.query.truth("caseinsensitive") is False
    found = call.game.rows.by(kind, wanted, ignore_case=ignore_case)
    if not found:
        raise Refused(f"Ban {kind} '{wanted}' doesn't exist")
    return found
