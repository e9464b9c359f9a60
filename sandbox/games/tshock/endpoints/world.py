"""Endpoints about the world.

Only read in the source: all of today but the save.
"""

from sandbox.games.tshock.answers import Answer, facts, invalid, ok
from sandbox.games.tshock.call import Call
from sandbox.games.tshock.query import truth


def read(call: Call) -> Answer:
    world = call.game.world
    return facts(
        name="" if call.game.loading else world.name,  # inferred, as in the status
        size=world.size,
        time=world.time,
        daytime=world.daytime,
        bloodmoon=world.bloodmoon,
        invasionsize=world.invasion_size,
    )


def meteor(call: Call) -> Answer:
    call.game.world.meteors += 1
    return ok("Meteor has been spawned")


def set_bloodmoon(call: Call) -> Answer:
    state = _state(call, "bloodmoon")
    call.game.world.bloodmoon = state
    return _with_upgrade(call, ok(f"Blood Moon has been set to {state}"), "/v3/world/bloodmoon")


def tell_bloodmoon(call: Call) -> Answer:
    """The endpoint of today, which only tells: its parameter `state` is not read."""
    return ok(f"Bloodmoon state: {'Enabled' if call.game.world.bloodmoon else 'Disabled'}")


def save(call: Call) -> Answer:
    call.game.world.saves += 1
    return ok("World saved")


def set_autosave(call: Call) -> Answer:
    state = _state(call, "state")
    call.game.config.autosave = state
    return _with_upgrade(call, ok(f"AutoSave has been set to {state}"), "/v3/world/autosave")


def autosave(call: Call) -> Answer:
    """Set it, or tell it when there is no readable `state`."""
    state = call.query.truth("state")
    if state is None:
        return ok(f"Autosave is currently {_enabled(call.game.config.autosave)}")
    call.game.config.autosave = state
    return ok(f"AutoSave has been {_enabled(state)}")


def butcher(call: Call) -> Answer:
    friendly = call.query.truth("killfriendly")
    if friendly is None:
        raise invalid("killfriendly")
    killed = call.game.world.butcher(friendly=friendly)
    if not call.modern:
        return ok(f"{killed} NPCs have been killed")
    return ok(f"{killed} NPC has been killed." if killed == 1 else f"{killed} NPCs have been killed.")


def _state(call: Call, name: str) -> bool:
    state = truth(call.variable)
    if state is None:
        raise invalid(name)
    return state


def _enabled(state: bool) -> str:
    return "enabled" if state else "disabled"


def _with_upgrade(call: Call, answer: Answer, path: str) -> Answer:
    return {**answer, "upgrade": path} if call.modern else answer
