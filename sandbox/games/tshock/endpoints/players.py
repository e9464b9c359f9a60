"""Endpoints about the people on the server.

Only read in the source: that today a kick spares whoever is immune, the field `upgrade`, and items that are
not empty.
"""

from sandbox.games.tshock import ticks
from sandbox.games.tshock.answers import Answer, facts, ok
from sandbox.games.tshock.call import Call
from sandbox.games.tshock.endpoints.server import entries
from sandbox.games.tshock.people import Item, Player


def names(call: Call) -> Answer:
    """Names in one string, which cannot be taken apart for sure."""
    answer = facts(players=", ".join(player.name for player in call.game.players))
    if call.modern:
        answer["upgrade"] = "/v2/players/list"
    return answer


def listed(call: Call) -> Answer:
    return facts(players=entries(call, ips=False))


def read_v2(call: Call) -> Answer:
    player = call.player()
    return facts(**_head(call, player), inventory=_stacks(player.inventory), buffs=_buffs(call, player))


def read_v3(call: Call) -> Answer:
    player = call.player()
    return facts(
        **_head(call, player),
        inventory=_stacks(player.inventory),
        armor=", ".join(f"{item.id}:{item.prefix}" for item in player.armour),
        dyes=", ".join(item.name for item in player.dyes),
        buffs=_buffs(call, player),
    )


def read_v4(call: Call) -> Answer:
    player = call.player()
    places = {
        "inventory": player.inventory,
        "equipment": player.armour,
        "dyes": player.dyes,
        "piggy": player.piggy,
        "safe": player.safe,
        "forge": player.forge,
    }
    items = {place: [item.listed() for item in held] for place, held in places.items()}
    return facts(**_head(call, player), items=items, buffs=_buffs(call, player))


def _head(call: Call, player: Player) -> Answer:
    nobody = call.game.dialect.nobody
    account = player.account
    muted = {"muted": player.muted} if call.modern else {}
    return {
        "nickname": player.name,
        "username": nobody if account is None else account.name,
        "ip": player.ip,
        "group": player.group,
        "registered": nobody if account is None else ticks.iso(account.registered),
        **muted,
        "position": f"{player.position[0]},{player.position[1]}",
    }


def _stacks(items: list[Item]) -> str:
    return ", ".join(f"{item.name}:{item.stack}" for item in items)


def _buffs(call: Call, player: Player) -> str:
    return player.buff_ids(call.game.dialect.buffs)


def kick(call: Call) -> Answer:
    """Throw somebody out. 4.x forces and announces it; today it is silent, and whoever is immune stays."""
    player = call.player()
    call.game.kick(player, call.reason("Kicked via web"), force=not call.modern, silent=call.modern)
    return ok(f"Player {player.name} was kicked")


def ban(call: Call) -> Answer:
    player = call.player()
    reason = call.reason("Banned via web")
    call.game.rows.add(name=player.name, ip=player.ip, reason=reason)
    call.game.kick(player, reason, force=True)
    return ok(f"Player {player.name} was banned")


def kill(call: Call) -> Answer:
    player = call.player()
    player.deaths += 1
    player.screen.append(f"{call.query.get('from') or 'Server Admin'} just killed you!")
    return ok(f"Player {player.name} was killed")


def mute(call: Call) -> Answer:
    return _set_mute(call, "muted")


def unmute(call: Call) -> Answer:
    return _set_mute(call, "unmuted")


def _set_mute(call: Call, what: str) -> Answer:
    player = call.player()
    player.muted = what == "muted"
    player.screen.append(f"You have been remotely {what}")
    return ok(f"Player {player.name} {'has been' if call.modern else 'was'} {what}")
