"""Commands about accounts and groups; all texts that no record shows are inferred."""

from sandbox.games.tshock import ticks
from sandbox.games.tshock.accounts import Account
from sandbox.games.tshock.answers import Refused
from sandbox.games.tshock.commands.command import Command, Order, filled
from sandbox.games.tshock.dialects import V6


def user(order: Order) -> None:
    """Add, delete or change an account; one made here can log in, in both dialects."""
    game = order.game
    try:
        match order.words:
            case ["add", name, password, group, *_]:
                game.accounts.add(name, password, group, now=game.clock())
                order.tell(f"Account {name} has been added to group {group}!")
            case ["del", name, *_]:
                game.accounts.remove(_account(order, name))
                order.tell("Account removed successfully.")
            case ["group", name, group, *_]:
                game.accounts.set_group(_account(order, name), group)
                order.tell(f"Account {name} has been changed to group {group}!")
            case ["password", name, password, *_]:
                game.accounts.set_password(_account(order, name), password)
                order.tell(f"Password change succeeded for {name}.")
            case _:
                order.tell("Invalid user syntax. Try /user help.")
    except Refused as error:
        order.tell(str(error))


def _account(order: Order, name: str) -> Account:
    account = order.game.accounts.get(name)
    if account is None:
        raise Refused(f"User {name} does not exist!")
    return account


def account_info(order: Order) -> None:
    """Tell when an account was made; last login and addresses are not simulated."""
    name = order.rest(0)
    account = order.game.accounts.get(name)
    if not name:
        order.wrong_use("/accountinfo <username>")
    elif account is None:
        order.tell(f"User {name} does not exist.")
    else:
        order.tell(f"{account.name}'s account was registered {ticks.iso(account.registered)} UTC.")


def group(order: Order) -> None:
    """List the groups, or what one of them may."""
    groups = order.game.groups
    match order.words:
        case ["list", *rest]:
            names = list(filled(one.name for one in groups))
            order.page(names, "".join(rest[:1]), title="Groups", again="/group list")
        case ["listperm", name, *rest] if name in groups:
            lines, title = list(filled(groups.total(name))), f"Permissions for {name}"
            nothing = f"There are currently no permissions for {name}."
            again = f"/group listperm {name}"
            order.page(lines, "".join(rest[:1]), title=title, again=again, nothing=nothing)
        case _:
            order.tell("Invalid syntax! Type /group help for more information on valid commands.")


COMMANDS = (
    Command(("user",), "tshock.superadmin.user", user),
    Command(("accountinfo", "ai"), "tshock.accountinfo.check", account_info, only=V6),
    Command(("group",), "tshock.admin.group", group),
)
