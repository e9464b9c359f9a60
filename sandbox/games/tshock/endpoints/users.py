"""Endpoints about accounts, which the API calls users.

Only read in the source: the errors of today, and that a bad group leaves a changed password.
"""

from sandbox.games.tshock.accounts import Account
from sandbox.games.tshock.answers import Answer, Refused, facts, ok
from sandbox.games.tshock.call import Call
from sandbox.games.tshock.query import is_blank

NOT_A_NUMBER = "Input string was not in a correct format."


def active(call: Call) -> Answer:
    names = [player.username for player in call.game.players if player.username]
    return facts(activeusers="\t".join(names))


def listed(call: Call) -> Answer:
    return facts(users=[{"name": one.name, "id": one.id, "group": one.group} for one in call.game.accounts])


def read(call: Call) -> Answer:
    account = _find(call)
    return facts(group=account.group, id=str(account.id), name=account.name)


def create(call: Call) -> Answer:
    """Make an account; 4.x stores the password as typed, so that nobody can log in with it."""
    game, query = call.game, call.query
    name, password = query.text("user"), query.text("password")
    group = query.get("group") or ""
    group = game.config.default_registration_group if is_blank(group) else group
    game.accounts.add(name, password, group, now=game.clock(), hashed=call.modern)
    return ok("User was successfully created")


def update(call: Call) -> Answer:
    """Set the password first and then the group: a bad group leaves a changed password."""
    account, accounts = _find(call), call.game.accounts
    call.any_of("group", "password")
    password, group = call.query.get("password") or "", call.query.get("group") or ""
    answer = facts()
    if not is_blank(password):
        try:
            accounts.set_password(account, password)
        except Refused as error:
            raise Refused(f"Failed to update user password ({error})") from None
        answer["password-response"] = "Password updated successfully"
    if not is_blank(group):
        try:
            accounts.set_group(account, group)
        except Refused as error:
            raise Refused(f"Failed to update user group ({error})") from None
        answer["group-response"] = "Group updated successfully"
    return answer


def destroy(call: Call) -> Answer:
    call.game.accounts.remove(_find(call))
    return ok("User deleted successfully")


def _find(call: Call) -> Account:
    wanted = call.query.text("user")
    kind = call.query.get("type") or "name"
    match kind:
        case "name":
            account = call.game.accounts.get(wanted)
        case "id":
            account = call.game.accounts.by_id(_number(wanted))
        case _:
            raise Refused(f"Invalid Type: '{kind}'")
    if account is None:
        raise Refused(f"User {kind} '{wanted}' doesn't exist")
    return account


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Refused(NOT_A_NUMBER) from None
