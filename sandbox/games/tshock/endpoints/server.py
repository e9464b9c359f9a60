"""Endpoints about the server.

Only read in the source: the restart, the missing files, and what is shown to whoever is thrown out without
a message.
"""

from typing import Any

from sandbox.games.tshock.answers import Answer, Crashed, Refused, facts, invalid, ok
from sandbox.games.tshock.call import Call
from sandbox.games.tshock.commands.run import run_command
from sandbox.games.tshock.game import Ending
from sandbox.games.tshock.people import Player

VIEW_IPS = "tshock.rest.viewips"
BYE = "Server is shutting down"


def small_status(call: Call) -> Answer:
    """The status of 4.3: five strings."""
    game = call.game
    return facts(
        name=game.config.server_name,
        port=str(game.config.server_port),
        playercount=str(len(game.players)),
        players=", ".join(player.name for player in game.players),
    )


def status(call: Call) -> Answer:
    game = call.game
    answer = facts(
        name=game.config.server_name,
        serverversion=game.dialect.terraria,
        tshockversion=game.dialect.tshock,
        port=game.config.server_port,
        playercount=len(game.players),
        maxplayers=game.config.max_slots,
        world="" if game.loading else game.world.name,  # inferred: what it says while loading was not seen
        uptime=game.uptime,
        serverpassword=bool(game.config.server_password),
    )
    if call.query.truth("players"):
        answer["players"] = entries(call, ips=call.may(VIEW_IPS))  # nobody may unless a token was asked for
    if call.query.truth("rules"):
        answer["rules"] = game.config.rules_of_play()
    return answer


def entries(call: Call, *, ips: bool) -> list[dict[str, Any]]:
    """Return the slots that are taken and pass the filters of the query."""
    listed = [_entry(player, ips=ips) for player in call.game.present]
    return [entry for entry in listed if _passes(call, entry)]


def _entry(player: Player, *, ips: bool) -> dict[str, Any]:
    return {**player.entry(), "ip": player.ip} if ips else player.entry()


def _passes(call: Call, entry: dict[str, Any]) -> bool:
    """Compare every parameter that has the name of a key; only strings can ever be equal."""
    wanted = {key: call.query.get(key) for key in entry}
    return all(value is None or entry[key] == value for key, value in wanted.items())


def motd(call: Call) -> Answer:
    return facts(motd=_lines(call.game.config.motd, "motd.txt"))


def rules(call: Call) -> Answer:
    return facts(rules=_lines(call.game.config.rules, "rules.txt"))


def _lines(lines: list[str] | None, name: str) -> list[str]:
    if lines is None:
        raise Refused(f"The {name} was not found.", 500)
    return list(lines)


def broadcast(call: Call) -> Answer:
    call.game.show_all(call.query.text("msg"))
    return ok("The message was broadcasted successfully")


def off(call: Call) -> Answer:
    _end(call, "off", save=not call.query.truth("nosave"))
    return ok("The server is shutting down")


def restart(call: Call) -> Answer:
    _end(call, "restart", save=True)
    return ok("The server is shutting down and will attempt to restart")


def _end(call: Call, ending: Ending, *, save: bool) -> None:
    if not call.query.truth("confirm"):
        raise invalid("confirm")
    call.game.shut_down(call.query.get("message") or BYE, ending, save=save)


def reload(call: Call) -> Answer:
    """Read the files again; a token given at the start makes that fail."""
    token = call.game.tokens.start_flag
    if token is not None:
        raise Crashed(
            f"An item with the same key has already been added. Key: {token}",
            "System.Collections.Generic.Dictionary`2.Add(TKey key, TValue value)",
            "TShockAPI.RestManager.ServerReload(RestRequestArgs args) in /home/build/RestManager.cs:line 340",
        )
    call.game.groups.reload()
    return ok(
        "Configuration, permissions, and regions reload complete. Some changes may require a server restart."
    )


def raw_command(call: Call) -> Answer:
    return ok(_run(call))


def raw_command_text(call: Call) -> Answer:
    """The same with one string for all lines."""
    return ok("\n".join(_run(call)))


def _run(call: Call) -> list[str]:
    text = call.query.text("cmd")
    return run_command(call.game, call.holder, text)
