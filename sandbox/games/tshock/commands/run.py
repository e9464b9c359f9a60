"""A command from the first character to the lines that it answers."""

from sandbox.games.tshock.commands import bans, information, people, process, records, world
from sandbox.games.tshock.commands.command import Command, Failed, Order
from sandbox.games.tshock.commands.parsing import split_command, split_words
from sandbox.games.tshock.game import Game
from sandbox.games.tshock.tokens import Holder

COMMANDS: tuple[Command, ...] = (
    *people.COMMANDS,
    *bans.COMMANDS,
    *records.COMMANDS,
    *world.COMMANDS,
    *process.COMMANDS,
    *information.COMMANDS,
)
UNKNOWN = "Invalid command entered. Type /help for a list of valid commands."
BLANK = "You entered a space after / instead of a command. Type /help for a list of valid commands."
NO_ACCESS = "You do not have access to this command."
IN_GAME = "You must use this command in-game."
FAILED = "Command failed, check logs for more details."
SILENT = "."


def run_command(game: Game, holder: Holder | None, text: str) -> list[str]:
    """Run *text*, whose first character is thrown away whatever it is, and return the lines sent back."""
    name, rest = split_command(text[1:])
    order = Order(
        game,
        user=holder.user if holder is not None else "",
        group=holder.group if holder is not None else "",
        words=split_words(rest),
        silent=text.startswith(SILENT),
    )
    order.known = [one.names[0] for one in COMMANDS if _has(game, one) and _may(order, one)]
    command = next((one for one in COMMANDS if name in one.names and _has(game, one)), None)
    if command is None:
        order.tell(BLANK if game.dialect.modern and not name and rest else UNKNOWN)
    else:
        _run(order, command, name, text[1:])
    return order.lines


def _has(game: Game, command: Command) -> bool:
    return command.only in {None, game.dialect}


def _may(order: Order, command: Command) -> bool:
    return not command.permission or order.may(command.permission)


def _run(order: Order, command: Command, name: str, text: str) -> None:
    """Check the right, log, and run; how the log words it is inferred."""
    sign = SILENT if order.silent else "/"
    if not _may(order, command):
        order.game.log.add(f"{order.user} tried to execute {sign}{text}.", "Utils")
        order.tell(NO_ACCESS)
        return
    if command.in_game_only:
        order.tell(IN_GAME)
        return
    told = (
        f"executed (args omitted): {sign}{name}."
        if command.keeps_words_secret
        else f"executed: {sign}{text}."
    )
    order.game.log.add(f"{order.user} {told}", "Utils")
    try:
        command.run(order)
    except Failed as error:
        order.game.log.add(str(error), "Commands", "ERROR")
        order.tell(FAILED)
