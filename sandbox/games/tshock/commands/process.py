"""Commands about the server's process; their texts are inferred."""

from sandbox.games.tshock.commands.command import Command, Order
from sandbox.games.tshock.dialects import V4
from sandbox.games.tshock.game import Ending

MAINTENANCE = "tshock.admin.maintenance"


def off(order: Order) -> None:
    _end(order, "off", save=True)


def off_without_saving(order: Order) -> None:
    _end(order, "off", save=False)


def restart(order: Order) -> None:
    _end(order, "restart", save=True)


def _end(order: Order, ending: Ending, *, save: bool) -> None:
    reason = order.rest(0)
    message = f"Server shutting down: {reason}" if reason else "Server shutting down!"
    order.game.shut_down(message, ending, save=save)


def reload(order: Order) -> None:
    order.game.groups.reload()
    order.tell(
        "Configuration, permissions, and regions reload complete. Some changes may require a server restart."
    )


COMMANDS = (
    Command(("off", "exit", "stop"), MAINTENANCE, off),
    Command(("off-nosave", "exit-nosave", "stop-nosave"), MAINTENANCE, off_without_saving),
    Command(("restart",), MAINTENANCE, restart, only=V4),
    Command(("reload",), "tshock.cfg.reload", reload),
)
