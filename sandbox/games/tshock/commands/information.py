"""Commands that only tell something."""

import re

from sandbox.games.tshock.commands.command import Command, Order, filled

TAG = re.compile(r"%\d{1,3},\d{1,3},\d{1,3}%")


def tell_help(order: Order) -> None:
    """Name the commands that the caller may give; what the real server has beyond these is left out."""
    lines = list(filled(f"/{name}" for name in order.known))
    order.page(lines, "".join(order.words[:1]), title="Commands", again="/help")


def motd(order: Order) -> None:
    _show(order, order.game.config.motd, "motd.txt")


def rules(order: Order) -> None:
    _show(order, order.game.config.rules, "rules.txt")


def _show(order: Order, lines: list[str] | None, name: str) -> None:
    """Show a file with its colours taken away and its placeholders filled in."""
    if lines is None:
        order.tell(f"The {name} was not found.")
        return
    names = ",".join(player.name for player in order.game.players)
    for line in lines:
        plain = TAG.sub("", line)
        order.tell(plain.replace("%map%", order.game.world.name).replace("%players%", names))


def server_info(order: Order) -> None:
    """Tell what nobody outside should read."""
    order.tell(
        "Memory usage: 512753664",
        "Allocated memory: 1604321280",
        "Total processor time: 00:03:41.1200000",
        "WinVer: Unix 6.1.0.0",
        "Proc count: 4",
        "Machine name: terraria-host",
    )


COMMANDS = (
    Command(("help",), "", tell_help),
    Command(("motd",), "", motd),
    Command(("rules",), "", rules),
    Command(("serverinfo",), "tshock.info", server_info),
)
