"""Commands about the world."""

import re

from sandbox.games.tshock.commands.command import Command, Order
from sandbox.games.tshock.dialects import V4, V6
from sandbox.games.tshock.world import INVASIONS

TIMES = {"day": 4.5, "noon": 12.0, "night": 19.5, "midnight": 0.0}
CLOCK = re.compile(r"(\d{1,2}):(\d\d)")


def tell_or_set_time(order: Order) -> None:
    world = order.game.world
    if not order.words:
        order.tell(f"The current time is {world.clock}.")
        return
    wanted = order.words[0].lower()
    clock = CLOCK.fullmatch(wanted)
    if wanted not in TIMES and clock is None:
        order.tell("Invalid time string! Proper format: hh:mm, in 24-hour time.")
        return
    hour = TIMES[wanted] if clock is None else int(clock[1]) + int(clock[2]) / 60
    world.set_clock(hour % 24)
    order.announce(f"{order.user} set the time to {world.clock}.")


def save(order: Order) -> None:
    order.game.world.saves += 1
    order.tell("Save succeeded.")


def butcher(order: Order) -> None:
    killed = order.game.world.butcher(friendly=False)
    order.announce(f"{order.user} butchered {killed} NPCs.")


def invade(order: Order) -> None:
    """Begin an invasion, or end the one that goes on."""
    world = order.game.world
    kind = order.words[0].lower() if order.words else ""
    if world.invasion_size:
        world.invasion, world.invasion_size = "", 0
        order.announce(f"{order.user} has ended the invasion.")
    elif kind in INVASIONS:
        world.invade(kind)
        order.announce(f"{order.user} has started an invasion.")
    else:
        order.wrong_use("/invade <invasion type> [invasion wave]")


def bloodmoon(order: Order) -> None:
    """Begin or end a blood moon; today this is `/worldevent bloodmoon`, which is not simulated."""
    world = order.game.world
    world.bloodmoon = not world.bloodmoon
    order.announce(f"{order.user} {'started' if world.bloodmoon else 'stopped'} the blood moon.")


def world_info(order: Order) -> None:
    world = order.game.world
    order.tell(f"World name: {world.name}", f"World size: {world.size.replace('*', 'x')}")
    order.tell("World ID: 48151623", f"Path: /home/terraria/Worlds/{world.name}.wld")


COMMANDS = (
    Command(("time",), "tshock.world.time.set", tell_or_set_time),
    Command(("save",), "tshock.world.save", save),
    Command(("butcher",), "tshock.npc.butcher", butcher),
    Command(("invade",), "tshock.npc.invade", invade),
    Command(("bloodmoon",), "tshock.world.events.bloodmoon", bloodmoon, only=V4),
    Command(("world", "worldinfo"), "tshock.world.info", world_info, only=V6),
)
